using System.Globalization;

namespace FieldNode.Simulation;

/// <summary>What is counted in one run, or in all of them.</summary>
internal sealed class Tally
{
    private const double YearMs = 365.25 * 86_400_000;

    public long SimulatedMs { get; set; }
    public long Faults { get; set; }

    /// <summary>Samples that the node took: a new value of a tag.</summary>
    public long Samples { get; set; }

    /// <summary>Of these, those that no broker answered for, that no ledger has, and that no named exception covers.</summary>
    public long LostBeforeFirstBroker { get; set; }

    /// <summary>Those that a broker answered for and a host never got.</summary>
    public long LostAfterReceipt { get; set; }

    /// <summary>Those that did not arrive and are counted: by the node, or by the run where the node does not count yet.</summary>
    public long DroppedCounted { get; set; }

    /// <summary>Exception: they were in RAM when the supply went.</summary>
    public long LostInRam { get; set; }

    /// <summary>Exception: the clock was not set, and the sample had no time of its own.</summary>
    public long BeforeTime { get; set; }

    /// <summary>Exception: their device was not there yet, and its birth says what was newest.</summary>
    public long BeforeBirth { get; set; }

    public long Duplicates { get; set; }

    /// <summary>Time in which the loop stood still in Open, in ms.</summary>
    public long BlindMs { get; set; }

    public long PowerCuts { get; set; }
    public long Births { get; set; }
    public long Violations { get; set; }

    /// <summary>Takes in what another run counted.</summary>
    public void Add(Tally other)
    {
        SimulatedMs += other.SimulatedMs;
        Faults += other.Faults;
        Samples += other.Samples;
        LostBeforeFirstBroker += other.LostBeforeFirstBroker;
        LostAfterReceipt += other.LostAfterReceipt;
        DroppedCounted += other.DroppedCounted;
        LostInRam += other.LostInRam;
        BeforeTime += other.BeforeTime;
        BeforeBirth += other.BeforeBirth;
        Duplicates += other.Duplicates;
        BlindMs += other.BlindMs;
        PowerCuts += other.PowerCuts;
        Births += other.Births;
        Violations += other.Violations;
    }

    /// <summary>The one line at the end.</summary>
    /// <param name="took">How long it took, on the wall.</param>
    public string Line(TimeSpan took) => string.Create(CultureInfo.InvariantCulture,
        $"simulated_years={SimulatedMs / YearMs:0.00##} faults={Faults} power_cuts={PowerCuts} births={Births} samples={Samples} "
        + $"lost_before_first_broker={LostBeforeFirstBroker} lost_in_ram={LostInRam} before_time={BeforeTime} before_birth={BeforeBirth} lost_after_receipt={LostAfterReceipt} dropped_counted={DroppedCounted} "
        + $"duplicates={Duplicates} blind_ms={BlindMs} violations={Violations} speed={SimulatedMs / Math.Max(took.TotalMilliseconds, 1):0}x");
}
