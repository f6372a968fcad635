using System.Diagnostics;
using FieldNode.Field;
using FieldNode.Field.Analog;
using FieldNode.Field.Gpio;
using FieldNode.Field.I2c;
using FieldNode.Field.Work;
using FieldNode.ProtoLite;
using FieldNode.Tags;
using FieldNode.Virtual.Sim;

namespace FieldNode.Level0;

/// <summary>A scan of 100 tags of all kinds of this room takes no memory once it runs.</summary>
public sealed class AllocationTests
{
    private readonly QuietBus bus = new();
    private readonly TagTable tags = new(200, 3);
    private readonly List<IFieldDriver> drivers = [];
    private readonly List<SimPulseCounter> counters = [];
    private readonly byte[] frame = new byte[16384];
    private long nowMs = 1000;

    [Fact]
    public void A_scan_of_100_tags_of_all_kinds_allocates_nothing()
    {
        Build();
        Scan(20);
        long start = Stopwatch.GetTimestamp();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Scan(100);
        long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        TestContext.Current.TestOutputHelper?.WriteLine($"{Stopwatch.GetElapsedTime(start).TotalMicroseconds / 100:F0} µs a scan, {bytes} B");
        Assert.Equal(0, bytes);
        Assert.Equal(100, Enumerable.Range(0, 100).Count(tag => tags.QualityOf(tag) == Quality.Good));
    }

    private void Build()
    {
        tags.AddDevice("Sensors");
        tags.AddDevice("Terminals");
        var sensors = new SensorDriver("i2c1", bus, tags, 20, 60);
        for (int i = 0; i < 10; i++) // 40 loops, 20 register values
        {
            AdsInput[] inputs = [.. Enumerable.Range(0, 4).Select(channel => new AdsInput { Channel = channel, FullScaleMv = 4096 })];
            int ads = sensors.AddSensor("ads" + i, new Ads1115(bus, 0x10 + i, inputs, 860), 1, 1000, 0);
            for (int value = 0; value < 4; value++)
            {
                sensors.AddPoint(ads, value, Tag(1, DataType.Float), new CurrentLoop(new CurrentLoopSpec { FilterMs = 500 }));
            }

            var spec = new RegisterSpec { Command = [0], ReplyBytes = 4, Values = [new RegisterValue(), new RegisterValue { At = 2 }] };
            int register = sensors.AddSensor("reg" + i, new RegisterPart(bus, 0x30 + i, spec), 1, 1000, 0);
            sensors.AddPoint(register, 0, Tag(1, DataType.Float), null);
            sensors.AddPoint(register, 1, Tag(1, DataType.Int32), null);
        }

        var pins = new GpioPoints("io", tags, 10, 20, 10, 5);
        for (int i = 0; i < 20; i++)
        {
            pins.Add(new Contact { Pin = new SimPin(), Tag = Tag(2, DataType.Boolean) });
        }

        for (int i = 0; i < 10; i++)
        {
            pins.Add(new DigitalOutput(new OutputSpec { Pin = new SimPin(), Tag = Tag(2, DataType.Boolean) }));
        }

        for (int i = 0; i < 5; i++)
        {
            counters.Add(new SimPulseCounter());
            pins.Add(new PulseInput(new PulseSpec
            {
                Counter = counters[i], Name = "c" + i, TotalTag = Tag(2, DataType.Int64), RateTag = Tag(2, DataType.Float), RateWindowMs = 1000,
            }));
        }

        var work = new TagWork(tags, 1000, 100);
        for (int tag = 0; tag < 60; tag++)
        {
            work.WatchFrozen(tag, 3_600_000, 0);
        }

        drivers.AddRange([sensors, pins, work]);
        tags.Seal(true);
    }

    private int Tag(int device, DataType type) => tags.Add(device, new TagSpec { Name = "T" + tags.Count, DataType = type });

    private void Scan(int seconds)
    {
        for (long endMs = nowMs + seconds * 1000; nowMs < endMs; nowMs += 2)
        {
            bus.NowMs = nowMs;
            tags.Tick(nowMs);
            foreach (IFieldDriver driver in drivers)
            {
                driver.Step(nowMs, SensorRig.Utc + nowMs);
            }

            if (nowMs % 1000 == 0)
            {
                foreach (SimPulseCounter counter in counters)
                {
                    counter.Pulse(7);
                }

                tags.AppendChanges(1, frame, 0, frame.Length);
                tags.AppendChanges(2, frame, 0, frame.Length);
            }
        }
    }

    // Answers like an ADS1115 in good humour, and a little different each time; takes no memory itself.
    private sealed class QuietBus : II2cBus
    {
        private readonly byte[] config = new byte[256];

        public long NowMs { get; set; }

        public I2cResult Write(int address, byte[] bytes, int count)
        {
            if (count == 3)
            {
                config[2 * (address & 0x7F)] = bytes[1];
                config[2 * (address & 0x7F) + 1] = bytes[2];
            }

            return I2cResult.Ok;
        }

        public I2cResult Read(int address, byte[] buffer, int count) => I2cResult.Ok;

        public I2cResult WriteRead(int address, byte[] bytes, int writeCount, byte[] buffer, int readCount)
        {
            bool isConfig = bytes[0] == 1;
            buffer[0] = isConfig ? config[2 * (address & 0x7F)] : (byte)0x23;
            buffer[1] = isConfig ? config[2 * (address & 0x7F) + 1] : (byte)(NowMs / 100);
            return I2cResult.Ok;
        }

        public I2cResult Recover() => I2cResult.Ok;
    }
}
