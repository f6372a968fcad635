namespace FieldNode.Simulation;

/// <summary>What happens to the board: its supply, its clock, its flash.</summary>
internal sealed class BoardFaults(World world, SimNode node, CuttingStore store, MemoryStore flash, LinkWatch link)
{
    private int operationsToCut = -1;

    /// <summary>When the board has power again, in virtual µs; who drives the run starts it.</summary>
    public long PowerAtUs { get; private set; }

    public IEnumerable<Fault> All()
    {
        Chance chance = world.Chance;
        yield return new Fault(FaultFamily.Power, "power cut", () =>
        {
            Cut();
            return 0;
        });
        yield return new Fault(FaultFamily.Power, "power cut in the midst of what it sends", () =>
        {
            operationsToCut = chance.Below(40);
            return 0;
        });
        yield return new Fault(FaultFamily.Power, "power cut in the midst of what it writes", () =>
        {
            store.Remains = chance.Of(Enum.GetValues<Remains>());
            store.CutAtWrite = store.Writes + chance.Below(4);
            return 0;
        });
        yield return new Fault(FaultFamily.Power, "intended restart", () =>
        {
            node.Stop();
            return 0;
        });
        yield return new Fault(FaultFamily.Clock, "clock steps", () =>
        {
            node.UtcStepMs = chance.Between(-3_600_000, 3_600_000);
            return 0;
        });
        yield return new Fault(FaultFamily.Clock, "clock drifts back", () =>
        {
            node.UtcStepMs = chance.Between(-900, 900);
            return 0;
        });
        yield return new Fault(FaultFamily.Clock, "forged time", () =>
        {
            long ms = chance.LengthMs(1_000, 1_800_000);
            node.HasClock = false;
            node.ShownMs = chance.Of(new[] { 0L, 1, 946_684_800_000, 4_102_444_800_000, long.MaxValue, -5 });
            world.After(ms * 1000, () => node.HasClock = true);
            return ms;
        });
        yield return new Fault(FaultFamily.Clock, "power cut, and a late time after it", () =>
        {
            long ms = chance.LengthMs(1_000, 1_800_000);
            node.HasClock = false;
            node.ShownMs = 0;
            world.After(ms * 1000, () => node.HasClock = true);
            Cut();
            return ms;
        });
        yield return new Fault(FaultFamily.Flash, "flash refuses", () =>
        {
            long ms = chance.LengthMs(1_000, 600_000);
            flash.Full = true;
            world.After(ms * 1000, () => flash.Full = false);
            return ms;
        });
        yield return new Fault(FaultFamily.Flash, "bit rot", () =>
        {
            Rot();
            return 0;
        });
    }

    /// <summary>The supply goes now. In the midst of a turn the rest of it must not happen.</summary>
    public void Cut()
    {
        if (!node.IsRunning)
        {
            return;
        }

        store.Cut();
        throw new PowerCut();
    }

    /// <summary>A packet is about to go out.</summary>
    public void OnSending()
    {
        if (operationsToCut >= 0 && operationsToCut-- == 0)
        {
            Cut();
        }
    }

    /// <summary>The board lost its supply, or ended its run.</summary>
    /// <param name="wasCut">It did not end by itself.</param>
    public void OnOff(bool wasCut)
    {
        operationsToCut = -1;
        long offMs = wasCut ? world.Chance.LengthMs(500, 300_000) : 1_500;
        PowerAtUs = world.Clock.NowUs + offMs * 1000;
        world.Trail.Note(wasCut ? "power is gone" : "run ended", offMs);
        world.Tally.PowerCuts += wasCut ? 1 : 0;
    }

    /// <summary>All of it ends.</summary>
    public void Calm()
    {
        flash.Full = false;
        node.HasClock = true;
        operationsToCut = -1;
        if (!store.IsCut)
        {
            store.CutAtWrite = -1;
        }
    }

    private void Rot()
    {
        string[] names = [.. flash.Files.Keys.Order(StringComparer.Ordinal)];
        byte[]? file = names.Length == 0 ? null : flash.Files[world.Chance.Of(names)];
        if (file is { Length: > 0 })
        {
            file[world.Chance.Below(file.Length)] ^= (byte)(1 << world.Chance.Below(8));
            link.DoubtFlash();
        }
    }
}
