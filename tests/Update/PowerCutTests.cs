using FieldNode.Cli;
using FieldNode.Journal;

namespace FieldNode.Update.Tests;

/// <summary>
/// The supply is cut at every write and deletion of a life with updates, each time with every remainder that flash may leave: the next start runs
/// an image that verifies, and the life goes on to its end.
/// </summary>
public sealed class PowerCutTests
{
    private static readonly BundleContent Seven = Bundles.Firmware();
    private static readonly BundleContent Eight = Bundles.Firmware(8, 40) with { Parts = [.. Bundles.Firmware(8, 40).Parts.Take(2)] };
    private static readonly BundleContent Site = Bundles.SettingsOnly(9);
    private static readonly BundleContent Keys = KeyBundles.Rotation();
    private static readonly BundleContent Two = Bundles.Firmware(2, 60);

    // Signed once: a signature takes longer than all that follows it.
    private static readonly Dictionary<BundleContent, byte[]> Offers = new()
    {
        [Seven] = Bundles.Offer(Seven), [Eight] = Bundles.Offer(Eight), [Site] = Bundles.Offer(Site), [Keys] = Bundles.Offer(Keys),
        [Two] = Bundles.Offer(Two, KeyBundles.NextRelease),
    };

    [Theory]
    [InlineData(2)]
    [InlineData(1)]
    public void A_cut_at_any_operation_bricks_nothing(int slots)
    {
        (int operations, int cuts, List<string> faults) = CutEverywhere(() => new UpdateRig(slots), Enum.GetValues<Remains>());
        TestContext.Current.TestOutputHelper!.WriteLine($"slots={slots} operations={operations} cuts={cuts} bricked={faults.Count}");
        Assert.True(faults.Count == 0, string.Join("; ", faults.Take(3)));
        Assert.Equal(operations * 4, cuts);
    }

    /// <summary>Would it be found? The two things that all of it stands on, each done wrong.</summary>
    [Theory]
    [InlineData("the two files of a record are one")]
    [InlineData("the slot that runs is written over")]
    public void A_mutation_of_what_keeps_it_safe_is_found(string mutation)
    {
        bool isInPlace = mutation == "the two files of a record are one";
        (_, int cuts, List<string> faults) = CutEverywhere(() =>
        {
            var rig = new UpdateRig { MistakesSlots = !isInPlace };
            rig.Flash.IsInPlace = isInPlace;
            return rig;
        }, [Remains.Torn]);
        TestContext.Current.TestOutputHelper!.WriteLine($"{mutation}: cuts={cuts} bricked={faults.Count}, the first: {faults.FirstOrDefault()}");
        Assert.NotEmpty(faults);
    }

    private static (int Operations, int Cuts, List<string> Faults) CutEverywhere(Func<UpdateRig> make, Remains[] remains)
    {
        UpdateRig whole = make();
        Life(whole);
        int operations = whole.Store.Writes;
        int cuts = 0;
        var faults = new System.Collections.Concurrent.ConcurrentBag<string>();
        foreach (Remains left in remains)
        {
            Parallel.For(0, operations, cut =>
            {
                UpdateRig rig = make();
                rig.Store.Remains = left;
                rig.Store.CutAtWrite = cut;
                try
                {
                    Life(rig);
                    Assert.Fail($"no cut at {cut}");
                }
                catch (PowerCut)
                {
                    Interlocked.Increment(ref cuts);
                }

                rig.Store.CutAtWrite = -1;
                if (FaultAfter(rig) is { } fault)
                {
                    faults.Add($"cut at {cut} of {operations}, {left}: {fault}");
                }
            });
        }

        return (operations, cuts, [.. faults.Order(StringComparer.Ordinal)]);
    }

    // Firmware, confirmed; a second that fails its trial; settings; new keys; firmware under them, which ends confirmed.
    private static void Life(UpdateRig rig)
    {
        rig.Boot();
        Settle(rig); // as a node does at its start
        for (int stage = Stage(rig); stage < 4; stage++)
        {
            switch (stage)
            {
                case 0: Reach(rig, Seven, isSound: true); break;
                case 1: Reach(rig, Eight, isSound: false); break;
                case 2: Reach(rig, Site, isSound: true); break;
                default: Send(rig, Keys); break;
            }
        }

        Reach(rig, Two, isSound: true);
    }

    // Where in that life flash is.
    private static int Stage(UpdateRig rig)
    {
        if (rig.Record.Generation == 2)
        {
            return 4;
        }

        int stage = rig.Record.Lowest switch { >= 9 => 3, >= 7 => 1, _ => 0 };
        for (int slot = 0; slot < UpdateRecord.Slots; slot++)
        {
            int there = rig.Record.HasKeys(slot) ? 3
                : rig.Record.SequenceOf(slot) == 9 ? 2
                : rig.Record.SequenceOf(slot) == 8 ? rig.Record.StateOf(slot) == SlotState.Rejected ? 2 : 1
                : 0;
            stage = Math.Max(stage, there);
        }

        return stage;
    }

    // Goes on from wherever flash is.
    private static void Reach(UpdateRig rig, BundleContent content, bool isSound)
    {
        bool isDone = rig.Record.Lowest >= content.Sequence;
        for (int turn = 0; !isDone; turn++)
        {
            Assert.True(turn < 12, $"{content.Version} does not come to its end: {rig.Updater.State}, {rig.Updater.Reason}");
            if (IsTrial(rig) && isSound)
            {
                Assert.Equal(UpdateReason.None, rig.Installer.Confirm());
                Settle(rig);
            }
            else if (IsTrial(rig))
            {
                rig.Run.Mark(RunEnd.Exception);
                rig.Boot();
                isDone = !IsTrial(rig);
            }
            else
            {
                Send(rig, content);
                rig.Boot();
            }

            isDone |= rig.Record.Lowest >= content.Sequence;
        }

        Settle(rig);
    }

    private static void Send(UpdateRig rig, BundleContent content)
    {
        byte[] body = Bundles.Body(content);
        rig.Updater.Step(rig.Now, rig.Utc); // takes up what a cut left
        if (rig.Updater.State == UpdaterState.Finding && rig.Updater.Sequence == content.Sequence)
        {
            rig.Give(body);
        }
        else if (rig.Updater.State != UpdaterState.Ready)
        {
            Assert.Equal(UpdateReason.None, rig.Send(Offers[content], body));
        }
    }

    private static bool IsTrial(UpdateRig rig) => rig.Installer.State == InstallState.Testing;

    private static void Settle(UpdateRig rig)
    {
        for (int slot = 0; slot < UpdateRecord.Slots; slot++)
        {
            if (rig.Record.StateOf(slot) == SlotState.Confirmed && rig.Record.IsPending(slot))
            {
                Assert.Equal(UpdateReason.None, rig.Installer.Settle(slot));
            }
        }
    }

    /// <summary>What is wrong with the start after a cut, or with the life after it; null if nothing is.</summary>
    private static string? FaultAfter(UpdateRig rig)
    {
        int lowest = new UpdateRecord(rig.Store).Lowest;
        bool wasConfirmed = lowest >= Seven.Sequence || new UpdateRecord(rig.Store).Generation == 2; // from then on there is always one
        rig.Boot();
        if (Fault(rig) is { } fault)
        {
            return fault;
        }

        if (rig.Target.FirmwareSlots == 2 && wasConfirmed && rig.Choice.Slot == UpdateRecord.Factory)
        {
            return "an image was confirmed and the factory runs";
        }

        if (rig.Record.Generation < 2 && rig.Record.Lowest < lowest)
        {
            return "the lowest sequence number fell";
        }

        try
        {
            Life(rig);
        }
        catch (Xunit.Sdk.XunitException e)
        {
            return "the life after it comes to no end: " + e.Message;
        }

        rig.Boot();
        return Fault(rig) ?? (rig.Choice.Firmware?.Manifest.Sequence == 2 ? null : "the last version does not run");
    }

    // Each image that may run, byte for byte; and what the node is by.
    private static string? Fault(UpdateRig rig)
    {
        if (new UpdateKeys(rig.Store).ReadOwn() is null || new UpdateKeys(rig.Store).ReadTrusted() is null)
        {
            return "its keys are gone";
        }

        if (rig.Choice.Slot == UpdateRecord.Factory)
        {
            return null;
        }

        BundleContent? content = new[] { Seven, Eight, Two }.FirstOrDefault(c => c.Sequence == rig.Choice.Firmware.Manifest.Sequence);
        bool isWhole = content is not null && content.Parts.Select((part, i) => part.Content.AsSpan().SequenceEqual(rig.Choice.Firmware.PartOf(i))).All(same => same);
        return isWhole ? null : "what runs is not what was signed";
    }
}
