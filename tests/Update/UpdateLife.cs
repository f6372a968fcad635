using FieldNode.Cli;
using FieldNode.Journal;

namespace FieldNode.Update.Tests;

/// <summary>
/// A life with updates over one flash: firmware, confirmed; a second that crashes in its trial; settings that are taken back by the node, then some that are
/// confirmed; new keys; firmware under them, which ends confirmed. The supply goes at one operation; the next start has to be sound, and the life
/// goes on from there to its end.
/// </summary>
internal sealed class UpdateLife
{
    private const int TurnsMax = 16;

    // Of its parts, in bundles. New keys and the bundle under them are one, since they come in one run.
    private static readonly int[] Ends = [1, 2, 3, 4, 6];
    private const string NodeFile = "node.json"; // the board's own

    /// <summary>Its parts.</summary>
    public static int PartCount => Ends.Length;

    private static readonly BundleContent Seven = Bundles.Firmware();
    private static readonly BundleContent Eight = Bundles.Firmware(8, 40) with { Parts = [.. Bundles.Firmware(8, 40).Parts.Take(2)] };
    private static readonly BundleContent Wrong = Bundles.SettingsOnly(9);
    private static readonly BundleContent Site = Bundles.SettingsOnly(10) with { Parts = [new(BundlePartKind.Settings, "node.json", Bundles.Bytes(600, 70))] };
    private static readonly BundleContent Keys = KeyBundles.Rotation();
    private static readonly BundleContent Two = Bundles.Firmware(2, 60);

    // Signed once: a signature takes longer than all that follows it.
    private static readonly Dictionary<BundleContent, (byte[] Offer, byte[] Body)> Bundle = new[] { Seven, Eight, Wrong, Site, Keys, Two }
        .ToDictionary(one => one, one => (Bundles.Offer(one, one == Two ? KeyBundles.NextRelease : null), Bundles.Body(one)));

    private readonly UpdateRig rig;
    private readonly List<(int Operation, int Generation, int Lowest)> acknowledged = []; // what bundles had to be above, and since which operation

    private UpdateLife(UpdateRig rig) => this.rig = rig;

    /// <summary>Its parts, each from the flash that the one before it leaves; so a cut costs one part and the next, and not the whole life.</summary>
    /// <param name="make">A board over a flash.</param>
    public static IReadOnlyList<UpdatePart> Parts(Func<MemoryStore, UpdateRig> make)
    {
        var parts = new List<UpdatePart>();
        MemoryStore flash = UpdateRig.Bench();
        for (int first = 0; first < Ends.Length; first++)
        {
            UpdateRig rig = make(Copy(flash));
            new UpdateLife(rig).Live(Ends[first]);
            parts.Add(new UpdatePart(first, flash, rig.Store.Log!));
            flash = rig.Flash;
        }

        return parts;
    }

    /// <summary>A part with a cut, and the one behind it.</summary>
    /// <param name="make">A board over a flash.</param>
    /// <param name="part">The part.</param>
    /// <param name="operation">The one that the supply does not outlast, from 0.</param>
    /// <param name="remains">What is left of its file.</param>
    /// <param name="losesOrder">The write or deletion before it comes undone, too.</param>
    /// <returns>What is wrong after the next start, or null.</returns>
    public static string? Fault(Func<MemoryStore, UpdateRig> make, UpdatePart part, int operation, Remains remains, bool losesOrder)
    {
        UpdateRig rig = make(Copy(part.Flash));
        (rig.Store.CutAtWrite, rig.Store.Remains, rig.Store.LosesOrder) = (operation, remains, losesOrder);
        var life = new UpdateLife(rig);
        try
        {
            life.Live(Ends[part.Number]);
            return "there was no cut";
        }
        catch (PowerCut)
        {
            rig.Store.CutAtWrite = -1;
        }

        int undone = losesOrder ? rig.Store.Log!.Take(operation).ToList().FindLastIndex(one => one.Act != FlashAct.Open) : -1;
        return life.FaultAfter(undone >= 0 ? undone : operation, Math.Min(part.Number + 1, Ends.Length - 1));
    }

    private static MemoryStore Copy(MemoryStore flash)
    {
        var copy = new MemoryStore { IsInPlace = flash.IsInPlace };
        foreach ((string name, byte[] content) in flash.Files)
        {
            copy.Files[name] = content;
        }

        return copy;
    }

    private void Live(int end)
    {
        Start();
        for (int stage = Stage(); stage < end; stage++)
        {
            switch (stage)
            {
                case 0: Reach(Seven); break;
                case 1: Reach(Eight, () => rig.Run.Mark(RunEnd.Exception)); break;
                case 2: Reach(Wrong, () => rig.Installer.Abort(UpdateReason.FieldLost)); break;
                case 3: Reach(Site); break;
                case 4: Send(Keys); Note(); break;
                default: Reach(Two); break;
            }
        }
    }

    // As a node does: what was on its way is taken up, and what waits for it is copied.
    private void Start()
    {
        rig.Boot();
        rig.Updater.Step(rig.Now, rig.Utc);
        Settle();
        Note();
    }

    // Where in that life flash is.
    private int Stage()
    {
        if (rig.Record.Generation == 2)
        {
            return 5;
        }

        int stage = rig.Record.Lowest switch { >= 10 => 4, >= 7 => 1, _ => 0 };
        for (int slot = 0; slot < UpdateRecord.Slots; slot++)
        {
            int over = rig.Record.StateOf(slot) == SlotState.Rejected ? 1 : 0;
            int there = rig.Record.HasKeys(slot) ? 4 : rig.Record.SequenceOf(slot) switch { 10 => 3, 9 => 2 + over, 8 => 1 + over, _ => 0 };
            stage = Math.Max(stage, there);
        }

        return stage;
    }

    // Goes on from wherever flash is: until it is confirmed, or until its trial, which is to fail, is over.
    private void Reach(BundleContent content, Action? fails = null)
    {
        bool isDone = rig.Record.Lowest >= content.Sequence;
        for (int turn = 0; !isDone; turn++)
        {
            UpdateRig.Must(turn < TurnsMax, $"{content.Version} does not come to its end: {rig.Updater.State}, {rig.Updater.Reason}");
            if (!IsTrial)
            {
                Send(content);
                Start();
            }
            else if (fails is null)
            {
                UpdateRig.MustBeNone(rig.Installer.Confirm());
                Note();
                Settle();
            }
            else
            {
                fails();
                Start();
                isDone = !IsTrial;
            }

            isDone |= rig.Record.Lowest >= content.Sequence;
        }
    }

    private void Send(BundleContent content)
    {
        (byte[] offer, byte[] body) = Bundle[content];
        if (rig.Updater.State == UpdaterState.Finding && rig.Updater.Sequence == content.Sequence)
        {
            rig.Give(body);
        }
        else if (rig.Updater.State != UpdaterState.Ready)
        {
            UpdateRig.MustBeNone(rig.Send(offer, body));
        }
    }

    private bool IsTrial => rig.Installer.State == InstallState.Testing;

    // The node file is copied to where the board keeps its own.
    private void Settle()
    {
        for (int slot = 0; slot < UpdateRecord.Slots; slot++)
        {
            if (rig.Record.StateOf(slot) == SlotState.Confirmed && rig.Record.IsPending(slot))
            {
                var check = new SlotCheck(rig.Files, rig.Hmac, new UpdateKeys(rig.Files).ReadOwn(), rig.Record, slot, false);
                UpdateRig.Must(check.Run(), "a confirmed slot is not right");
                byte[] file = NodeFileOf(check)!;
                UpdateRig.Must(rig.Files.Write(NodeFile, file, 0, file.Length), "the node file is not written");
                UpdateRig.MustBeNone(rig.Installer.Settle(slot));
            }
        }
    }

    private static byte[]? NodeFileOf(SlotCheck? slot) =>
        slot is null ? null : Enumerable.Range(0, slot.Manifest.Parts).Where(i => slot.Manifest.KindOf(i) == PartKind.Settings).Select(slot.PartOf).FirstOrDefault();

    private void Note()
    {
        (int, int Generation, int Lowest) last = acknowledged.LastOrDefault();
        if ((rig.Record.Generation, rig.Record.Lowest) != (last.Generation, last.Lowest))
        {
            acknowledged.Add((rig.Store.Writes, rig.Record.Generation, rig.Record.Lowest));
        }
    }

    /// <summary>What is wrong with the start after a cut, or with the life after it; null if nothing is.</summary>
    private string? FaultAfter(int kept, int part)
    {
        (_, int generation, int lowest) = acknowledged.LastOrDefault(one => one.Operation <= kept);
        bool wasConfirmed = lowest >= Seven.Sequence || generation == 2; // from then on there is always one
        try
        {
            Start();
            string? fault = FaultNow() ?? CountFault(generation, lowest) ?? SettingsFault(generation, lowest);
            if (fault is not null)
            {
                return fault;
            }

            if (rig.Target.FirmwareSlots == 2 && wasConfirmed && rig.Choice.Slot == UpdateRecord.Factory)
            {
                return "an image was confirmed and the factory runs";
            }

            Live(Ends[part]);
            Start();
        }
        catch (BrokenLifeException e)
        {
            return "the life after it comes to no end: " + e.Message;
        }

        int last = Ends[part] == Ends[^1] ? Two.Sequence : Seven.Sequence;
        bool isKept = last == Two.Sequence || rig.Target.FirmwareSlots == 2; // in one slot the one that crashed took its place
        return FaultNow() ?? (!isKept || rig.Choice.Firmware?.Manifest.Sequence == last ? null : $"{last} does not run");
    }

    // What was refused as too old stays so, and the record counts under keys that are there.
    private string? CountFault(int generation, int lowest)
    {
        if (rig.Record.Generation < generation || (rig.Record.Generation == generation && rig.Record.Lowest < lowest))
        {
            return $"bundles had to be above {lowest} of generation {generation}, and now above {rig.Record.Lowest} of {rig.Record.Generation}";
        }

        int keys = KeyRecord.Generation(new UpdateKeys(rig.Files).ReadTrusted());
        return keys == rig.Record.Generation ? null : $"keys of generation {keys}, and a record of {rig.Record.Generation}";
    }

    // Those that run are those of the newest bundle that was confirmed with some, or newer.
    private string? SettingsFault(int generation, int lowest)
    {
        byte[] own = new byte[Manifest.ChunkBytes];
        int count = rig.Files.Read(NodeFile, own, 0, own.Length);
        byte[] runs = NodeFileOf(rig.Choice.Settings) ?? own[..Math.Max(count, 0)];
        BundleContent[] all = [Seven, Wrong, Site, Two];
        int least = generation == 2 ? lowest >= Two.Sequence ? 3 : 2 : lowest >= Site.Sequence ? 2 : lowest >= Seven.Sequence ? 0 : -1;
        int found = Array.FindIndex(all, one => runs.AsSpan().SequenceEqual(one.Parts[^1].Content));
        return found >= least ? null : $"it runs with settings {found}, and {least} were confirmed";
    }

    // Each image that may run, byte for byte; and what the node is by.
    private string? FaultNow()
    {
        if (new UpdateKeys(rig.Files).ReadOwn() is null || new UpdateKeys(rig.Files).ReadTrusted() is null)
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
