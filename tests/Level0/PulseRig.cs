using FieldNode.Field.Gpio;
using FieldNode.Journal;
using FieldNode.ProtoLite;
using FieldNode.Tags;
using FieldNode.Virtual.Sim;

namespace FieldNode.Level0;

/// <summary>A node's life with one pulse input, from power-on to power-off; the flash lives on.</summary>
internal sealed class PulseRig
{
    public PulseRig(IFlashStore flash, int saveEveryMs = 60_000, int saveEveryPulses = 0, string name = "water", bool supplyPin = false)
    {
        Tags = new TagTable(8, 2);
        Tags.AddDevice("IO");
        Total = Tags.Add(1, new TagSpec { Name = "Total", DataType = DataType.Int64, Writable = true });
        Volume = Tags.Add(1, new TagSpec { Name = "Rate", DataType = DataType.Double, Scale = 0.01 });
        Driver = new GpioPoints("io", Tags, 10, 0, 0, 2);
        Driver.Add(new PulseInput(new PulseSpec
        {
            Counter = Counter, Name = name, TotalTag = Total, RateTag = Volume, RateWindowMs = 10_000, RateBaseMs = 3_600_000,
        }));
        Keeper = new TotalKeeper(new RecordStore(flash), 2, saveEveryMs, saveEveryPulses);
        Driver.KeepTotals(Keeper);
        if (supplyPin)
        {
            Supply.Level = true;
            Driver.WatchSupply(Supply, false);
        }

        Tags.Seal(true);
    }

    public SimPulseCounter Counter { get; } = new();
    public SimPin Supply { get; } = new();
    public TagTable Tags { get; }
    public GpioPoints Driver { get; }
    public TotalKeeper Keeper { get; }
    public int Total { get; }
    public int Volume { get; }
    public long NowMs { get; private set; } = 1000;
    public long TotalNow => Tags.GetInt(Total);

    /// <summary>Runs, with one pulse every so many ms.</summary>
    public long Run(long ms, int pulseEveryMs)
    {
        long endMs = NowMs + ms;
        long pulses = 0;
        while (NowMs < endMs)
        {
            if (NowMs % 10 == 0)
            {
                Tags.Tick(NowMs);
                Driver.Step(NowMs, SensorRig.Utc + NowMs);
            }

            NowMs++;
            if (pulseEveryMs > 0 && NowMs % pulseEveryMs == 0)
            {
                Counter.Pulse(1);
                pulses++;
            }
        }

        return pulses;
    }

    public void Blind(long ms) => NowMs += ms;
}
