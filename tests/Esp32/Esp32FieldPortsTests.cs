using System.Device.Gpio;
using FieldNode.Field;
using FieldNode.Settings;
using FieldNode.Virtual.Sim;

namespace FieldNode.Esp32.Tests;

public sealed class Esp32FieldPortsTests
{
    private readonly FakeChip chip = new();

    private static BusSettings Bus(string kind, string port) => new() { Name = kind + port, Kind = kind, Port = port };

    private static Esp32FieldPorts Ports(string board = "esp32-s3-n16r8", bool packages = false) =>
        new(BoardPins.FindWired(board), new GpioController(), packages);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void All_kinds_are_made_on_the_buses_of_the_board(bool packages)
    {
        ISensorFactory factory = Ports(packages: packages).CreateSensors(
            [Bus("i2c", "1"), Bus("spi", "1-42"), Bus("onewire", "COM3"), Bus("adc", "0")]);

        foreach ((string kind, string bus, int values) in new[]
        {
            ("bme280", "i2c1", 3), ("sht4x", "i2c1", 2), ("ina219", "i2c1", 3), ("scd4x", "i2c1", 3), ("max31865", "spi1-42", 2),
            ("ds18b20", "onewireCOM3", 1), ("adc", "adc0", 1),
        })
        {
            ISensor sensor = factory.Create(new SensorSpec { Kind = kind, Bus = bus });
            Assert.Equal(values, sensor.ValueCount);
            Assert.Equal(packages && kind != "adc", sensor.GetType().Name.EndsWith("Package"));
        }

        Assert.NotNull(factory.BusOf("i2c1"));
        Assert.Null(factory.BusOf("spi1-42"));
        Assert.Throws<ArgumentException>(() => factory.Create(new SensorSpec { Kind = "bme280", Bus = "spi1-42" }));
    }

    [Theory]
    [InlineData("olimex-esp32-poe-iso-wrover", "spi", "1-5")]  // has no free pins for it
    [InlineData("esp32-s3-n16r8", "i2c", "2")]
    [InlineData("esp32-s3-n16r8", "i2c", "/dev/i2c-1")]
    [InlineData("esp32-s3-n16r8", "spi", "2-42")]
    [InlineData("esp32-s3-n16r8", "spi", "1")]
    [InlineData("esp32-s3-n16r8", "spi", "1-x")]
    [InlineData("esp32-s3-n16r8", "onewire", "COM2")]
    [InlineData("esp32-s3-n16r8", "adc", "10")]
    [InlineData("esp32-s3-n16r8", "adc", "-1")]
    [InlineData("olimex-esp32-poe-iso-wrover", "adc", "5")]    // GPIO33: I2C1 has it... once it is used
    public void What_the_board_does_not_have_ends_at_start(string board, string kind, string port)
    {
        Esp32FieldPorts ports = Ports(board);
        ports.I2c();

        Assert.Throws<ArgumentException>(() => ports.CreateSensors([Bus(kind, port)]));
    }

    [Fact]
    public void A_pin_is_had_once()
    {
        Esp32FieldPorts ports = Ports();
        ports.CreatePin(4);

        var fault = Assert.Throws<ArgumentException>(() => ports.CreateCounter(4, true, true));

        Assert.Contains("pin 4 of counter 4: terminal 4 has it", fault.Message);
        Assert.Throws<ArgumentException>(() => ports.CreatePin(14)); // the watchdog
        Assert.Throws<ArgumentException>(() => ports.CreatePin(43)); // the debugger
        Assert.Throws<ArgumentException>(() => ports.CreatePin(33)); // PSRAM
        Assert.Throws<ArgumentException>(() => ports.CreatePin(49)); // no such pin
    }

    [Fact]
    public void One_Wire_and_the_second_line_share_a_UART()
    {
        Esp32FieldPorts ports = Ports();
        Assert.NotNull(ports.ClaimSerial(new LineSettings { Name = "line2", Port = "COM3" }));

        var fault = Assert.Throws<ArgumentException>(() => ports.CreateSensors([Bus("onewire", "COM3")]));

        Assert.Contains("line line2", fault.Message);
        Assert.Null(ports.ClaimSerial(new LineSettings { Name = "x", Port = "COM9" }));
    }

    [Fact]
    public void The_chip_has_only_so_many_counters()
    {
        Esp32FieldPorts ports = Ports();
        foreach (int pin in new[] { 4, 5, 15, 47 })
        {
            ports.CreateCounter(pin, true, true);
        }

        Assert.Throws<ArgumentException>(() => ports.CreateCounter(42, true, true));
    }

    [Fact]
    public void Nothing_is_opened_in_construction()
    {
        Esp32FieldPorts ports = Ports();
        ports.CreateSensors([Bus("i2c", "1"), Bus("spi", "1-42"), Bus("onewire", "COM3"), Bus("adc", "0")]);
        ports.CreatePin(4);
        ports.CreateCounter(5, true, true);

        Assert.Empty(chip.Reserved);
        Assert.Empty(chip.Functions);
        Assert.Equal(0, chip.CountersMade);
    }

    [Fact]
    public void A_part_on_SPI_and_one_on_1_Wire_are_measured()
    {
        chip.Spi = new SimMax31865(430) { Ohm = 100 };
        chip.OneWire = new SimDs18b20([]) { Celsius = -12.5 };
        ISensorFactory factory = Ports().CreateSensors([Bus("spi", "1-42"), Bus("onewire", "COM3")]);

        ISensor rtd = factory.Create(new SensorSpec { Kind = "max31865", Bus = "spi1-42" });
        ISensor wire = factory.Create(new SensorSpec { Kind = "ds18b20", Bus = "onewireCOM3" });

        Assert.True(Measure.Of(rtd, chip), rtd.Fault.ToString());
        Assert.Equal(0, rtd.Value(0), 1);
        Assert.True(Measure.Of(wire, chip), wire.Fault.ToString());
        Assert.Equal(-12.5, wire.Value(0));
        Assert.Equal(40, chip.Functions[(int)nanoFramework.Hardware.Esp32.DeviceFunction.SPI1_MOSI]);
    }
}
