using FieldNode.Field;
using FieldNode.Settings;

namespace FieldNode.Virtual.Sim;

/// <summary>
/// A board that exists only here, for <c>"board": "simulated"</c>: parts at their usual addresses on every I2C bus, a PT100, a DS18B20, a
/// battery, contacts, and pulses that come by themselves, all moving with a clock. The demo shows devices of all kinds with it. A file can
/// hold the currents of its loops, see <see cref="SimInputs"/>.
/// </summary>
public sealed class SimBoard(Func<long> nowMs, string? inputsFile = null) : IFieldPorts
{
    /// <summary>Name in the node file.</summary>
    public const string Name = "simulated";

    private readonly long startMs = nowMs();
    private readonly SimInputs inputs = new(inputsFile);

    private long NowMs => nowMs();

    /// <summary>Litres that have run through each meter: one pulse each.</summary>
    private long Litres => (nowMs() - startMs) / 350;

    /// <inheritdoc />
    public ISensorFactory CreateSensors(BusSettings[] buses)
    {
        var factory = new PartFactory(buses.Length);
        foreach (BusSettings bus in buses)
        {
            switch (bus.Kind)
            {
                case "i2c":
                    factory.Add(bus.Name, new MovingBus(this));
                    break;
                case "spi":
                    factory.Add(bus.Name, new MovingRtd(this));
                    break;
                case "onewire":
                    factory.Add(bus.Name, new MovingOneWire(this));
                    break;
                case "adc":
                    factory.Add(bus.Name, new MovingInput(this));
                    break;
                default:
                    throw new ArgumentException($"bus {bus.Name}: the simulated board has i2c, spi, onewire and adc");
            }
        }

        return factory;
    }

    /// <summary>Its I2C bus by itself, for a scan.</summary>
    public II2cBus CreateI2c() => new MovingBus(this);

    /// <inheritdoc />
    public IDigitalPin CreatePin(int pin) => new MovingPin(this, pin);

    /// <inheritdoc />
    public IPulseCounter CreateCounter(int pin, bool rising, bool pullUp) => new MovingCounter(this);

    // A slow wave between two values.
    private double Wave(double low, double high, double seconds) =>
        low + (high - low) * (0.5 + 0.5 * Math.Sin((nowMs() - startMs) / 1000.0 / seconds * 2 * Math.PI));

    private sealed class MovingBus : II2cBus
    {
        private const double ShuntOhm = 100; // as LoopSettings have it by default
        private readonly SimBoard board;
        private readonly SimI2cBus bus = new();
        private readonly SimBme280 air = new();
        private readonly SimSht4x climate = new();
        private readonly SimAds1115 loops = new();
        private readonly SimIna219 supply = new();
        private readonly SimScd4x greenhouse = new();
        private readonly SimSht3x duct = new();

        public MovingBus(SimBoard board)
        {
            this.board = board;
            foreach ((string kind, ISimI2cPart part) in new (string, ISimI2cPart)[]
            {
                ("bme280", air), ("sht4x", climate), ("ads1115", loops), ("ina219", supply), ("scd4x", greenhouse),
            })
            {
                bus.Plug(SensorKinds.Find(kind).UsualAddress, part);
            }

            bus.Plug(0x45, duct);
        }

        public I2cResult Write(int address, byte[] bytes, int count) => Now().Write(address, bytes, count);

        public I2cResult Read(int address, byte[] buffer, int count) => Now().Read(address, buffer, count);

        public I2cResult WriteRead(int address, byte[] bytes, int writeCount, byte[] buffer, int readCount) =>
            Now().WriteRead(address, bytes, writeCount, buffer, readCount);

        public I2cResult Recover() => Now().Recover();

        private SimI2cBus Now()
        {
            bus.NowMs = board.NowMs;
            air.Celsius = board.Wave(20, 23, 60);
            air.Pascal = board.Wave(101200, 101400, 180);
            (climate.Celsius, climate.Percent) = (board.Wave(20, 23, 60), board.Wave(40, 55, 90));
            loops.Volts[0] = board.Wave(0.8, 1.6, 45);                    // 8 to 16 mA
            loops.Volts[1] = board.Wave(0.5, 1.9, 30);
            loops.Volts[2] = board.Litres / 30 % 4 == 3 ? 0 : 1.2;        // a loose wire, every fourth ten seconds
            for (int i = 0; i < loops.Volts.Length; i++)
            {
                loops.Volts[i] = board.inputs.Milliamps(i, board.NowMs) is double ma ? ma * ShuntOhm / 1000 : loops.Volts[i];
            }

            greenhouse.Co2 = (int)board.Wave(420, 900, 75);
            (duct.Celsius, duct.Percent) = (board.Wave(16, 19, 50), board.Wave(60, 70, 80));
            (supply.BusVolts, supply.ShuntVolts) = (board.Wave(23.8, 24.2, 20), board.Wave(0.01, 0.03, 15));
            return bus;
        }
    }

    private sealed class MovingRtd(SimBoard board) : ISpiDevice
    {
        private readonly SimMax31865 part = new(430);

        public bool Transfer(byte[] output, byte[] input, int count)
        {
            part.NowMs = board.NowMs;
            part.Ohm = board.Wave(150, 170, 120); // 130 to 184 °C
            return part.Transfer(output, input, count);
        }
    }

    private sealed class MovingOneWire(SimBoard board) : IOneWireBus
    {
        private readonly SimDs18b20 part = new([0x28, 0xFF, 0x64, 0x1E, 0x0F, 0x6A, 0x3C, 0x9D]);

        public bool Reset()
        {
            part.NowMs = board.NowMs;
            part.Celsius = board.Wave(54, 61, 100);
            return part.Reset();
        }

        public void WriteByte(int value) => part.WriteByte(value);

        public int ReadByte() => part.ReadByte();
    }

    private sealed class MovingInput(SimBoard board) : IAnalogInput
    {
        private readonly SimAnalogInput input = new();

        public double FullScaleVolts => input.FullScaleVolts;

        public bool Open() => input.Open();

        public double ReadVolts()
        {
            input.Volts = board.Wave(2.4, 2.6, 40);
            return input.ReadVolts();
        }
    }

    private sealed class MovingPin(SimBoard board, int pin) : IDigitalPin
    {
        private PinUse? use;
        private bool level;

        public bool Open(PinUse wanted, bool high)
        {
            if (use is null)
            {
                (use, level) = (wanted, high);
            }

            return true;
        }

        // Inputs open and close by themselves, each at its own pace; pulled up while nothing happens.
        public int Read()
        {
            bool high = use == PinUse.Output ? level : board.Litres / (20 + pin % 16) % 2 == 0;
            return use is null ? -1 : high ? 1 : 0;
        }

        public bool Write(bool high)
        {
            level = high;
            return use == PinUse.Output;
        }

        public void Close() => use = null;
    }

    private sealed class MovingCounter(SimBoard board) : IPulseCounter
    {
        private long begin = -1;

        public bool Start()
        {
            begin = begin < 0 ? board.Litres : begin;
            return true;
        }

        public long Read() => begin < 0 ? -1 : board.Litres - begin;

        public void Stop() => begin = -1;
    }
}
