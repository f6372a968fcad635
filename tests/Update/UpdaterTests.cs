using FieldNode.Cli;

namespace FieldNode.Update.Tests;

public sealed class UpdaterTests
{
    private static readonly BundleContent Seven = Bundles.Firmware();

    [Fact]
    public void A_bundle_comes_in_pieces_and_is_the_next_to_start()
    {
        UpdateRig rig = new UpdateRig().Boot();
        Assert.Equal(UpdaterState.Idle, rig.Updater.State);

        Assert.Equal(UpdateReason.None, rig.Send(Seven));

        Assert.Equal(UpdaterState.Ready, rig.Updater.State);
        Assert.Equal(InstallState.TestPending, rig.Installer.State);
        Assert.Equal(SlotState.Verified, rig.Record.StateOf(0));
        Assert.Equal(("0.7.0", 7), (rig.Updater.Version, rig.Updater.Sequence));
    }

    [Fact]
    public void It_says_what_it_wants_the_list_first()
    {
        UpdateRig rig = new UpdateRig().Boot();
        rig.OfferOnly(Seven);

        Assert.Equal((0, 8 * 32), (rig.Updater.WantedOffset, rig.Updater.WantedLength));
        byte[] body = Bundles.Body(Seven);
        rig.Updater.Chunk(0, body, 0, 100);
        Assert.Equal((100, 156), (rig.Updater.WantedOffset, rig.Updater.WantedLength));
        rig.Updater.Chunk(100, body, 100, 156);
        Assert.Equal(0, rig.Updater.WantedLength); // it is judged first
        rig.StepUntil(() => rig.Updater.WantedLength > 0);

        Assert.Equal((256, 4096), (rig.Updater.WantedOffset, rig.Updater.WantedLength));
        Assert.Equal(1, rig.Updater.Percent);
    }

    [Fact]
    public void Lost_late_double_and_foreign_pieces_are_dropped_and_asked_for_again()
    {
        UpdateRig rig = new UpdateRig().Boot();
        byte[] body = Bundles.Body(Seven);
        Random random = Seeded.Random();
        byte[] offer = Bundles.Offer(Seven);
        rig.Updater.Offer(offer, 0, offer.Length, rig.Now, rig.Utc);
        int taken = 0;
        for (int step = 0; rig.Updater.State != UpdaterState.Ready; step++)
        {
            Assert.True(step < 100_000);
            int wanted = rig.Updater.WantedOffset;
            int offset = random.Next(3) == 0 ? random.Next(body.Length) : wanted;
            int count = Math.Min(random.Next(1, 1500), body.Length - offset);
            byte[] piece = body[offset..(offset + count)];
            if (count > 0 && random.Next(20) == 0)
            {
                piece[random.Next(count)] ^= 4; // foreign
            }

            taken += rig.Updater.Chunk(offset, piece, 0, count) ? 1 : 0;
            rig.Updater.Step(rig.Now++, rig.Utc);
        }

        Assert.True(rig.Updater.Dropped > 0 && taken > 20);
        Assert.Equal(CheckResult.Good, Whole(rig, 0));
    }

    [Fact]
    public void A_start_in_the_middle_goes_on_where_it_was_without_a_new_offer()
    {
        UpdateRig rig = new UpdateRig().Boot();
        byte[] body = Bundles.Body(Seven);
        rig.OfferOnly(Seven);
        for (int file = 0; file < 4; file++)
        {
            rig.Updater.Chunk(rig.Updater.WantedOffset, body, rig.Updater.WantedOffset, rig.Updater.WantedLength);
            rig.StepUntil(() => rig.Updater.WantedLength > 0);
        }

        int wanted = rig.Updater.WantedOffset;
        rig.Boot();
        Assert.Equal(UpdateRecord.Factory, rig.Choice.Slot);
        rig.StepUntil(() => rig.Updater.WantedLength > 0);

        Assert.Equal(wanted, rig.Updater.WantedOffset);
        rig.Give(body);
        Assert.Equal(UpdaterState.Ready, rig.Updater.State);
    }

    [Fact]
    public void What_is_on_flash_from_the_version_before_is_not_wanted_again()
    {
        UpdateRig rig = new UpdateRig(slots: 1).Boot().Install(Seven); // one slot: it is written over
        rig.OfferOnly(Seven with { Sequence = 8, Version = "0.8.0", Parts = [.. Seven.Parts.Take(3), new(BundlePartKind.Settings, "node.json", Bundles.Bytes(301, 50))] });

        byte[] body = Bundles.Body(Seven with { Parts = [.. Seven.Parts.Take(3), new(BundlePartKind.Settings, "node.json", Bundles.Bytes(301, 50))] });
        rig.Updater.Chunk(0, body, 0, 256);
        rig.StepUntil(() => rig.Updater.WantedLength > 0);

        Assert.Equal((body.Length - 301, 301), (rig.Updater.WantedOffset, rig.Updater.WantedLength));
    }

    [Fact]
    public void One_offer_at_a_time_and_the_same_again_is_no_other()
    {
        UpdateRig rig = new UpdateRig().Boot();
        byte[] offer = Bundles.Offer(Seven);
        byte[] other = Bundles.Offer(Bundles.Firmware(8));
        Assert.Equal(UpdateReason.None, rig.Updater.Offer(offer, 0, offer.Length, rig.Now, rig.Utc));
        Assert.Equal(UpdaterState.Checking, rig.Updater.State);
        Assert.Equal(UpdateReason.Busy, rig.Updater.Offer(other, 0, other.Length, rig.Now, rig.Utc));
        Assert.Equal(UpdateReason.None, rig.Updater.Offer([9, .. offer], 1, offer.Length, rig.Now, rig.Utc));

        rig.StepUntil(() => rig.Updater.WantedLength > 0);

        Assert.Equal(UpdateReason.Busy, rig.Updater.Offer(other, 0, other.Length, rig.Now, rig.Utc));
        Assert.Equal(UpdateReason.None, rig.Updater.Offer(offer, 0, offer.Length, rig.Now, rig.Utc));
        Assert.Equal(UpdateReason.None, rig.Updater.Reason);
    }

    [Fact]
    public void A_newer_bundle_takes_the_place_of_one_that_waits_for_its_start()
    {
        UpdateRig rig = new UpdateRig().Boot();
        rig.Send(Seven);

        Assert.Equal(UpdateReason.None, rig.Send(Bundles.Firmware(8, 20)));

        rig.Boot();
        Assert.Equal(8, rig.Choice.Firmware.Manifest.Sequence);
    }

    [Fact]
    public void What_is_refused_leaves_what_waits_for_its_start()
    {
        UpdateRig rig = new UpdateRig().Boot();
        rig.Send(Seven);

        Assert.Equal(UpdateReason.BadSignature, rig.Send(Bundles.Firmware(8), SigningKeys.Foreign));

        Assert.Equal(InstallState.TestPending, rig.Installer.State);
        rig.Boot();
        Assert.Equal(7, rig.Choice.Firmware.Manifest.Sequence);
    }

    [Fact]
    public void Nothing_is_written_before_the_signature_is_right()
    {
        UpdateRig rig = new UpdateRig().Boot();
        rig.Send(Bundles.Firmware(5), SigningKeys.Foreign); // the first offer of all notes the keys' generation
        int writes = rig.Store.Writes;
        byte[] offer = Bundles.Offer(Seven);
        offer[^1] ^= 1;

        Assert.Equal(UpdateReason.BadSignature, rig.Send(offer, []));

        Assert.Equal(writes, rig.Store.Writes);
        Assert.Equal(UpdaterState.Idle, rig.Updater.State);
    }

    [Fact]
    public void The_signature_is_checked_in_steps_of_the_units_asked_for()
    {
        UpdateRig rig = new UpdateRig().Boot();
        rig.Updater.UnitsPerStep = 1;
        byte[] offer = Bundles.Offer(Seven);
        rig.Updater.Offer(offer, 0, offer.Length, rig.Now, rig.Utc);
        int steps = 0;
        while (rig.Updater.State == UpdaterState.Checking)
        {
            Assert.Equal(0, rig.Updater.Step(rig.Now, rig.Utc));
            steps++;
        }

        Assert.InRange(steps, 250, SignatureCheck.UnitsAboutMax);
    }

    [Fact]
    public void Checks_of_signatures_have_a_budget()
    {
        UpdateRig rig = new UpdateRig { WaitsForChecks = false }.Boot();
        rig.Updater.Step(rig.Now, rig.Utc);
        rig.Now += Updater.ChecksMax * Updater.CheckPeriodMs;
        for (int i = 0; i < Updater.ChecksMax; i++)
        {
            Assert.Equal(UpdateReason.BadSignature, rig.Send(Seven, SigningKeys.Foreign));
        }

        Assert.Equal(UpdateReason.BudgetUsed, rig.Send(Seven));
        rig.Now += Updater.CheckPeriodMs;
        Assert.Equal(UpdateReason.None, rig.Send(Seven));
    }

    [Fact]
    public void Restarts_in_a_row_do_not_buy_checks()
    {
        UpdateRig rig = new UpdateRig { WaitsForChecks = false }.Boot();
        for (int start = 0; start < 5; start++)
        {
            for (int i = 0; i < Updater.ChecksAtStart; i++)
            {
                Assert.Equal(UpdateReason.BadSignature, rig.Send(Seven, SigningKeys.Foreign));
            }

            Assert.Equal(UpdateReason.BudgetUsed, rig.Send(Seven, SigningKeys.Foreign));
            rig.Boot();
        }
    }

    [Fact]
    public void Writes_of_files_have_a_budget_that_a_restart_does_not_refill_and_time_does()
    {
        UpdateRig rig = new UpdateRig().Boot();
        rig.Target.SmallBytesMax = 120 * 4096;
        BundleContent big = Bundles.SettingsOnly() with
        {
            Parts = [new(BundlePartKind.Settings, "node.json", Bundles.Bytes(120 * 4096, 3))], Expires = Bundles.Now.AddDays(30),
        };
        for (int sequence = 7; sequence < 9; sequence++)
        {
            Assert.Equal(UpdateReason.None, rig.Send(big with { Sequence = sequence }));
        }

        int left = UpdateRecord.WritesMax - 2 * 121;
        Assert.Equal(left, rig.Record.Writes);
        BundleContent third = big with { Sequence = 9 };
        Assert.Equal(UpdateReason.BudgetUsed, rig.Send(third));
        for (int start = 0; start < 5; start++)
        {
            rig.StartFirmware();
            rig.Now = 0;
            Assert.Equal((UpdateReason.BudgetUsed, left), (rig.Send(third), rig.Record.Writes));
        }

        int minutes = (121 - left) * UpdateRecord.WriteMinutes;
        rig.Utc += (minutes - 1) * 60_000L;
        Assert.Equal(UpdateReason.BudgetUsed, rig.Send(third));
        rig.Utc += 60_000;
        Assert.Equal(UpdateReason.None, rig.Send(third));
    }

    [Fact]
    public void What_does_not_come_is_given_up_and_what_came_still_counts()
    {
        UpdateRig rig = new UpdateRig().Boot();
        rig.OfferOnly(Seven);
        byte[] body = Bundles.Body(Seven);
        rig.Updater.Chunk(0, body, 0, 256);
        rig.StepUntil(() => rig.Updater.WantedLength > 0);
        rig.Now += Updater.StallMs;
        rig.Updater.Step(rig.Now, rig.Utc);

        Assert.Equal((UpdaterState.Idle, UpdateReason.Stalled), (rig.Updater.State, rig.Updater.Reason));
        Assert.Equal((SlotState.Rejected, UpdateReason.Stalled), (rig.Record.StateOf(0), rig.Record.ReasonOf(0)));
        rig.OfferOnly(Seven);
        Assert.Equal(256, rig.Updater.WantedOffset);
    }

    [Fact]
    public void A_flash_that_is_full_ends_it_by_name()
    {
        UpdateRig rig = new UpdateRig().Boot();
        rig.OfferOnly(Seven);
        rig.Store.Full = true;
        rig.Updater.Chunk(0, Bundles.Body(Seven), 0, 256);
        rig.StepUntil(() => rig.Updater.State == UpdaterState.Idle);

        Assert.Equal(UpdateReason.StoreFailed, rig.Updater.Reason);
    }

    [Fact]
    public void An_operator_may_give_it_up()
    {
        UpdateRig rig = new UpdateRig().Boot();
        rig.OfferOnly(Seven);
        rig.Updater.Abort(UpdateReason.Asked);

        Assert.Equal((UpdaterState.Idle, UpdateReason.Asked), (rig.Updater.State, rig.Updater.Reason));
        Assert.Equal(SlotState.Rejected, rig.Record.StateOf(0));
        Assert.Equal(UpdateReason.None, rig.Send(Seven));
        rig.Updater.Abort(UpdateReason.Asked); // also while it waits for its start
        Assert.Equal(UpdateRecord.Factory, rig.Boot().Choice.Slot);
    }

    [Fact]
    public void Without_keys_nothing_is_taken()
    {
        UpdateRig rig = new UpdateRig(flash: new MemoryStore()).Boot();

        Assert.Equal(UpdateReason.NoKeys, rig.Send(Seven));
    }

    [Fact]
    public void A_hash_that_cannot_be_computed_lets_nothing_pass()
    {
        UpdateRig rig = new UpdateRig().Boot();
        rig.Hmac.IsBroken = true;
        Assert.Equal(UpdateReason.NoKeys, rig.Send(Seven)); // no seal
        rig.Hmac.IsBroken = false;
        rig.OfferOnly(Seven);
        rig.Hmac.IsBroken = true;
        rig.Updater.Chunk(0, Bundles.Body(Seven), 0, 256);
        rig.Updater.Step(rig.Now, rig.Utc);

        Assert.Equal((0, 256), (rig.Updater.WantedOffset, rig.Updater.WantedLength));
    }

    [Fact]
    public void An_offer_that_is_none_is_refused_before_it_is_copied()
    {
        UpdateRig rig = new UpdateRig().Boot();

        Assert.Equal(UpdateReason.Truncated, rig.Updater.Offer([], 0, 0, rig.Now, rig.Utc));
        Assert.Equal(UpdateReason.BadLength, rig.Updater.Offer(new byte[5000], 0, Manifest.OfferMax + 1, rig.Now, rig.Utc));
        Assert.Equal(UpdateReason.NotABundle, rig.Updater.Offer(new byte[900], 0, 900, rig.Now, rig.Utc));
    }

    private static CheckResult Whole(UpdateRig rig, int slot)
    {
        var check = new SlotCheck(rig.Store, rig.Hmac, new UpdateKeys(rig.Store).ReadOwn(), rig.Record, slot, true);
        return check.Run() ? CheckResult.Good : CheckResult.Bad;
    }
}
