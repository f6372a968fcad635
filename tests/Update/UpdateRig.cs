using System.Security.Cryptography;
using FieldNode.Cli;
using FieldNode.Journal;
using FieldNode.Loader;

namespace FieldNode.Update.Tests;

/// <summary>A board with slots, loader and firmware: flash that outlives starts and cuts, everything else new with each start.</summary>
internal sealed class UpdateRig
{
    internal const int FactorySequence = 3;
    private const int PieceBytes = 1400;
    private const int StepsMax = 5000;

    private readonly IPartJudge? judge;

    /// <param name="slots">Slots that take firmware.</param>
    /// <param name="judge">Looks at settings.</param>
    /// <param name="flash">What is on flash; null: what comes from the bench.</param>
    /// <param name="files">A store over the flash, as a board's own; null: none.</param>
    internal UpdateRig(int slots = 2, IPartJudge? judge = null, MemoryStore? flash = null, Func<CuttingStore, IFlashStore>? files = null)
    {
        this.judge = judge;
        Flash = flash ?? Bench();
        Store = new CuttingStore(Flash) { CutsReads = files is not null, Log = [] };
        Files = files?.Invoke(Store) ?? Store;
        Target = new UpdateTarget { Board = Bundles.Board, Loader = BootChoice.LoaderVersion, FirmwareSlots = slots, CanRunAssemblies = true };
        Utc = Bundles.Now.ToUnixTimeMilliseconds();
    }

    /// <summary>A mutation for tests of tests: the installer takes the slot that runs for the other one, so it writes over what runs.</summary>
    internal bool MistakesSlots { get; init; }

    internal MemoryStore Flash { get; }

    internal CuttingStore Store { get; }

    /// <summary>What loader and firmware have of it.</summary>
    internal IFlashStore Files { get; }

    internal PcHmac Hmac { get; } = new();

    internal KeyPlace Place { get; init; } = new();

    internal BoardLibraries Libraries { get; } = new();

    internal UpdateTarget Target { get; }

    internal long Now { get; set; } = 1000;

    internal long Utc { get; set; }

    /// <summary>True: who offers waits until a check is to be had.</summary>
    internal bool WaitsForChecks { get; set; } = true;

    internal BootChoice Choice { get; private set; } = null!;

    internal BootRecord Run { get; private set; } = null!;

    internal SlotInstaller Installer { get; private set; } = null!;

    internal Updater Updater { get; private set; } = null!;

    internal UpdateRecord Record => Installer.Record;

    /// <summary>Something does not go as it has to. No xunit here: tests/Simulation has none.</summary>
    internal static void Must(bool isSo, string says)
    {
        if (!isSo)
        {
            throw new BrokenLifeException(says);
        }
    }

    internal static void MustBeNone(UpdateReason reason) => Must(reason == UpdateReason.None, $"refused: {reason}");

    /// <summary>The own key, and those that bundles are judged by.</summary>
    internal static MemoryStore Bench()
    {
        var flash = new MemoryStore();
        new AbRecord(flash, UpdateKeys.OwnName, UpdateKeys.OwnBytes).Write(Bundles.Bytes(32, 77), UpdateKeys.OwnBytes);
        new AbRecord(flash, KeyRecord.Name, KeyRecord.Bytes).Write(SigningKeys.Record, KeyRecord.Bytes);
        return flash;
    }

    /// <summary>The loader, and then the firmware.</summary>
    internal UpdateRig Boot()
    {
        Choice = new BootChoice(Files, Hmac, Target, Libraries, FactorySequence);
        return StartFirmware();
    }

    internal UpdateRig StartFirmware()
    {
        Run = new BootRecord(Files);
        Installer = new SlotInstaller(Files, Hmac, Target, Libraries, judge, MistakesSlots && Choice.Slot != UpdateRecord.Factory ? 1 - Choice.Slot : Choice.Slot)
        {
            KeyPlace = Place,
        };
        Updater = new Updater(Installer, Hmac, new UpdateKeys(Files)) { UnitsPerStep = 1000 };
        return this;
    }

    /// <summary>Offers a bundle and gives what is wanted, until there is nothing to do any more.</summary>
    internal UpdateReason Send(BundleContent content, RSA? key = null) => Send(Bundles.Offer(content, key), Bundles.Body(content));

    internal UpdateReason Send(byte[] offer, byte[] body)
    {
        Now += WaitsForChecks ? Updater.CheckPeriodMs : 0;
        UpdateReason reason = Updater.Offer(offer, 0, offer.Length, Now, Utc);
        if (reason == UpdateReason.None)
        {
            Give(body);
        }

        return reason != UpdateReason.None ? reason : Updater.Reason;
    }

    /// <summary>Gives what is wanted.</summary>
    internal void Give(byte[] body)
    {
        for (int step = 0; Updater.State is not (UpdaterState.Idle or UpdaterState.Ready); step++)
        {
            Must(step < StepsMax, $"no end in {Updater.State}");
            int count = Math.Min(Updater.WantedLength, PieceBytes);
            if (count > 0)
            {
                Must(Updater.Chunk(Updater.WantedOffset, body, Updater.WantedOffset, count), "a chunk that is wanted is not taken");
            }

            Now += Updater.Step(Now, Utc) == 0 ? 0 : 20;
        }
    }

    /// <summary>Offers a bundle and steps until it wants something.</summary>
    internal void OfferOnly(BundleContent content)
    {
        byte[] offer = Bundles.Offer(content);
        Now += Updater.CheckPeriodMs;
        MustBeNone(Updater.Offer(offer, 0, offer.Length, Now, Utc));
        StepUntil(() => Updater.WantedLength > 0);
    }

    internal void StepUntil(Func<bool> isDone)
    {
        for (int step = 0; !isDone(); step++)
        {
            Must(step < StepsMax, $"no end in {Updater.State}");
            Updater.Step(Now, Utc);
        }
    }

    /// <summary>Sent, tried, confirmed, and its settings copied.</summary>
    internal UpdateRig Install(BundleContent content)
    {
        MustBeNone(Send(content));
        Boot();
        Must(Choice.IsTrial, "it is not tried");
        MustBeNone(Installer.Confirm());
        if (Record.IsPending(Choice.Overlay))
        {
            MustBeNone(Installer.Settle(Choice.Overlay));
        }

        return this;
    }
}
