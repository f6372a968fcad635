using System.Device.Gpio;
using FieldNode.Field;
using FieldNode.Field.I2c;
using FieldNode.Settings;
using FieldNode.Tags;
using FieldNode.Virtual.Sim;

namespace FieldNode.Esp32.Tests;

/// <summary>
/// Sensors through the packages say what the portable parts say: the same values in the same units, and the same reasons although the packages
/// themselves do not look.
/// </summary>
public sealed class PackageTests
{
    private readonly FakeChip chip = new();
    private readonly ISensorFactory packages;
    private readonly ISensorFactory parts;

    public PackageTests()
    {
        BusSettings[] buses =
        [
            new() { Name = "i2c1", Kind = "i2c", Port = "1" }, new() { Name = "spi1", Kind = "spi", Port = "1-42" },
            new() { Name = "w1", Kind = "onewire", Port = "COM3" },
        ];
        BoardPins board = BoardPins.FindWired("esp32-s3-n16r8");
        packages = new Esp32FieldPorts(board, new GpioController(), true).CreateSensors(buses);
        parts = new Esp32FieldPorts(board, new GpioController(), false).CreateSensors(buses);
        chip.I2c.Plug(0x76, Air);
        chip.I2c.Plug(0x44, Climate);
        chip.I2c.Plug(0x48, Converter);
        chip.I2c.Plug(0x40, Meter);
        chip.I2c.Plug(0x62, Gas);
        chip.Spi = Oven;
        chip.OneWire = Pipe;
    }

    public static TheoryData<string> I2cKinds => ["bme280", "sht4x", "ads1115", "ina219", "scd4x"];

    public static TheoryData<string> AllKinds => ["bme280", "sht4x", "ads1115", "ina219", "scd4x", "max31865", "ds18b20"];

    private SimBme280 Air { get; } = new() { Celsius = 21.3, Percent = 41, Pascal = 98765 };
    private SimSht4x Climate { get; } = new() { Celsius = -7.5, Percent = 88 };
    private SimAds1115 Converter { get; } = new();
    private SimIna219 Meter { get; } = new() { BusVolts = 24, ShuntVolts = -0.0123 };
    private SimScd4x Gas { get; } = new() { Co2 = 812, Celsius = 25, Percent = 37 };
    private SimMax31865 Oven { get; } = new(430) { Ohm = 212.05 };
    private SimDs18b20 Pipe { get; } = new([0x28, 1, 2, 3, 4, 5, 6, Rom7]) { Celsius = -12.5 };

    private static byte Rom7 => (byte)Crc8.OfOneWire([0x28, 1, 2, 3, 4, 5, 6], 0, 7);

    private static SensorSpec Spec(string kind) => new()
    {
        Kind = kind,
        Bus = kind is "max31865" ? "spi1" : kind is "ds18b20" ? "w1" : "i2c1",
        Inputs = [new AdsInput { Channel = 1, FullScaleMv = 4096 }, new AdsInput { Channel = 4, FullScaleMv = 256 }],
        Mains60Hz = true,
        Rom = kind is "ds18b20" ? [0x28, 1, 2, 3, 4, 5, 6, Rom7] : null,
    };

    [Theory]
    [MemberData(nameof(AllKinds))]
    public void A_package_measures_what_the_portable_part_measures(string kind)
    {
        Converter.Volts[0] = 1.05;
        Converter.Volts[1] = 1.2;
        ISensor portable = parts.Create(Spec(kind));
        ISensor package = packages.Create(Spec(kind));
        Assert.True(Measure.Of(portable, chip), portable.Fault.ToString());
        chip.Sleep(6000);

        for (int again = 0; again < 3; again++)
        {
            Assert.True(Measure.Of(package, chip), package.Fault.ToString());
            for (int i = 0; i < portable.ValueCount; i++)
            {
                Assert.Equal(portable.ReasonOf(i), package.ReasonOf(i));
                Assert.Equal(portable.Value(i), package.Value(i), Math.Abs(portable.Value(i)) * 2e-4 + 0.02);
            }
        }
    }

    [Theory]
    [MemberData(nameof(I2cKinds))]
    public void A_part_that_goes_away_and_comes_back_is_no_zero_in_between(string kind)
    {
        ISensor sensor = packages.Create(Spec(kind));
        Assert.True(Measure.Of(sensor, chip), sensor.Fault.ToString());
        int address = SensorKinds.Find(kind).UsualAddress;

        chip.I2c.Unplug(address);
        Assert.False(Measure.Of(sensor, chip));
        Assert.Equal(QualityReason.NoAnswer, sensor.Fault);
        Assert.False(Measure.Of(sensor, chip));
        Assert.Equal(QualityReason.NoAnswer, sensor.Fault);

        chip.I2c.Plug(address, kind switch
        {
            "bme280" => Air,
            "sht4x" => Climate,
            "ads1115" => Converter,
            "ina219" => Meter,
            _ => (ISimI2cPart)Gas,
        });
        chip.Sleep(6000);
        Assert.True(Measure.Of(sensor, chip), sensor.Fault.ToString());
    }

    /// <summary>The part leaves between any two conversations of a measurement: it must not end in a value.</summary>
    [Theory]
    [MemberData(nameof(I2cKinds))]
    public void A_part_that_leaves_in_the_middle_gives_no_value(string kind)
    {
        int address = SensorKinds.Find(kind).UsualAddress;
        ISimI2cPart part = kind switch
        {
            "bme280" => Air,
            "sht4x" => Climate,
            "ads1115" => Converter,
            "ina219" => Meter,
            _ => (ISimI2cPart)Gas,
        };
        for (int after = 0; after < 14; after++)
        {
            var leaving = new LeavingPart(part);
            chip.I2c.Plug(address, leaving);
            ISensor sensor = packages.Create(Spec(kind));
            Assert.True(Measure.Of(sensor, chip), sensor.Fault.ToString());
            chip.Sleep(6000);
            leaving.Left = after;

            bool done = Measure.Of(sensor, chip);

            Assert.True(!done || leaving.Left >= 0, $"{kind}: a value although it left after {after} conversations");
            chip.Sleep(20000);
        }
    }

    [Theory]
    [MemberData(nameof(I2cKinds))]
    public void A_held_bus_is_told_from_a_part_that_is_gone(string kind)
    {
        ISensor sensor = packages.Create(Spec(kind));
        Assert.True(Measure.Of(sensor, chip), sensor.Fault.ToString());

        chip.ClocksUntilFree = 1000;
        Assert.False(Measure.Of(sensor, chip));
        Assert.Equal(QualityReason.BusStuck, sensor.Fault);
        Assert.Equal(1000, chip.FrozenMs);

        chip.ClocksUntilFree = 3;
        Assert.Equal(I2cResult.Ok, packages.BusOf("i2c1").Recover());
        chip.Sleep(6000);
        Assert.True(Measure.Of(sensor, chip), sensor.Fault.ToString());
    }

    [Theory]
    [InlineData(0, 0.0)]
    [InlineData(12, 12.0)]
    [InlineData(16.4, 16.4)] // from here on the package's own value is negative
    [InlineData(24, 24.0)]
    [InlineData(31.9, 31.9)]
    public void An_ina219_has_the_whole_range_of_its_bus(double volts, double expected)
    {
        Meter.BusVolts = volts;
        ISensor sensor = packages.Create(Spec("ina219"));

        Assert.True(Measure.Of(sensor, chip), sensor.Fault.ToString());
        Assert.Equal(expected, sensor.Value(0), 2);
    }

    [Fact]
    public void A_bme280_that_lost_its_supply_is_set_up_again()
    {
        ISensor sensor = packages.Create(Spec("bme280"));
        Assert.True(Measure.Of(sensor, chip), sensor.Fault.ToString());

        Air.PowerOn();
        Assert.False(Measure.Of(sensor, chip));
        Assert.Equal(QualityReason.Damaged, sensor.Fault);
        Assert.True(Measure.Of(sensor, chip), sensor.Fault.ToString());
    }

    [Fact]
    public void Another_part_at_the_address_is_named()
    {
        Air.ChipId = 0x58;
        ISensor sensor = packages.Create(Spec("bme280"));

        Assert.False(Measure.Of(sensor, chip));
        Assert.Equal(QualityReason.WrongPart, sensor.Fault);
    }

    [Fact]
    public void A_flipped_bit_of_an_sht4x_is_damage()
    {
        ISensor sensor = packages.Create(Spec("sht4x"));
        chip.I2c.FlipByte = 3;
        chip.I2c.Flips = 1;

        Assert.False(Measure.Of(sensor, chip));
        Assert.Equal(QualityReason.Damaged, sensor.Fault);
    }

    [Fact]
    public void A_clipped_input_is_an_overload()
    {
        Converter.Volts[0] = 1;
        Converter.Volts[1] = 5;
        ISensor sensor = packages.Create(Spec("ads1115"));

        Assert.True(Measure.Of(sensor, chip), sensor.Fault.ToString());
        Assert.Equal(QualityReason.Overload, sensor.ReasonOf(0));
        Assert.Equal(QualityReason.Overload, sensor.ReasonOf(1));
    }

    [Theory]
    [InlineData(double.PositiveInfinity, QualityReason.WireBreak)]
    [InlineData(1, QualityReason.ShortCircuit)]
    public void A_broken_and_a_shorted_pt100_are_told_apart(double ohm, QualityReason expected)
    {
        Oven.Ohm = ohm;
        ISensor sensor = packages.Create(Spec("max31865"));

        Assert.True(Measure.Of(sensor, chip), sensor.Fault.ToString());
        Assert.Equal(expected, sensor.ReasonOf(0));
    }

    [Theory]
    [InlineData((byte)0)]
    [InlineData((byte)0xFF)]
    public void An_absent_max31865_does_not_answer(byte level)
    {
        Oven.Floating = level;
        ISensor sensor = packages.Create(Spec("max31865"));

        Assert.False(Measure.Of(sensor, chip));
        Assert.Equal(QualityReason.NoAnswer, sensor.Fault);
    }

    [Fact]
    public void A_max31865_that_lost_its_supply_is_set_up_again()
    {
        ISensor sensor = packages.Create(Spec("max31865"));
        Assert.True(Measure.Of(sensor, chip), sensor.Fault.ToString());

        Oven.PowerOn();
        Assert.False(Measure.Of(sensor, chip));
        Assert.True(Measure.Of(sensor, chip), sensor.Fault.ToString());
    }

    [Fact]
    public void A_ds18b20_is_believed_only_with_its_CRC()
    {
        ISensor sensor = packages.Create(Spec("ds18b20"));
        Assert.True(Measure.Of(sensor, chip), sensor.Fault.ToString());

        Pipe.IsNoisy = true;
        Assert.False(Measure.Of(sensor, chip));
        Assert.Equal(QualityReason.Damaged, sensor.Fault);
        Pipe.IsNoisy = false;
        Pipe.IsAbsent = true;
        Assert.False(Measure.Of(sensor, chip));
        Assert.Equal(QualityReason.NoAnswer, sensor.Fault);
        Pipe.IsAbsent = false;
        Pipe.IsShorted = true;
        Assert.False(Measure.Of(sensor, chip));
        Assert.Equal(QualityReason.Damaged, sensor.Fault);
    }

    /// <summary>A part that answers so many conversations and then none.</summary>
    private sealed class LeavingPart(ISimI2cPart part) : ISimI2cPart
    {
        public int Left { get; set; } = int.MaxValue;

        public bool Write(ReadOnlySpan<byte> bytes, long nowMs) => --Left >= 0 && part.Write(bytes, nowMs);

        public bool Read(Span<byte> buffer, long nowMs) => --Left >= 0 && part.Read(buffer, nowMs);
    }
}
