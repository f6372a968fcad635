using FieldNode.Field;
using FieldNode.Field.I2c;
using FieldNode.Virtual.Sim;

namespace FieldNode.Level0;

public sealed class PartFactoryTests
{
    private readonly PartFactory factory = new(4);
    private readonly SimI2cBus bus = new() { NowMs = 1000 };

    public PartFactoryTests()
    {
        factory.Add("i2c1", bus);
        factory.Add("spi1", new SimMax31865(430));
        factory.Add("w1", new SimDs18b20([]));
        factory.Add("adc1", new SimAnalogInput());
    }

    public static TheoryData<string> Kinds => [.. SensorKinds.Names];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Each_kind_is_made_on_its_bus_and_its_values_have_names_units_and_ranges(string kind)
    {
        SensorKind row = SensorKinds.Find(kind);
        string bus = row.Bus switch { "i2c" => "i2c1", "spi" => "spi1", "onewire" => "w1", _ => "adc1" };

        Assert.Equal(kind, row.Name);
        SensorSpec spec = Spec(kind, bus);
        int byTag = row.Values is null ? spec.Register.Values.Length : spec.Inputs.Length;
        Assert.Equal(row.IsByTag ? byTag : row.Values!.Length, factory.Create(spec).ValueCount);
        Assert.Equal(row.Values?.Length, row.Units?.Length);
        Assert.Equal(row.Values?.Length, row.Low?.Length);
        Assert.Equal(row.Values?.Length, row.High?.Length);
        Assert.All(Enumerable.Range(0, row.Values?.Length ?? 0), i => Assert.True(row.Low![i] <= row.High![i]));
        spec.Bus = bus == "i2c1" ? "spi1" : "i2c1";
        Assert.Throws<ArgumentException>(() => factory.Create(spec));
    }

    [Fact]
    public void The_usual_address_is_taken_when_none_is_given()
    {
        bus.Plug(0x76, new SimBme280());
        Assert.True(PartRun.Measure(factory.Create(Spec("bme280", "i2c1")), bus));
    }

    [Fact]
    public void Unknown_kinds_buses_and_reserved_addresses_are_refused()
    {
        Assert.Null(SensorKinds.Find("dht22"));
        Assert.Throws<ArgumentException>(() => factory.Create(Spec("dht22", "i2c1")));
        Assert.Throws<ArgumentException>(() => factory.Create(Spec("bme280", "i2c2")));
        Assert.Throws<ArgumentException>(() => factory.Add("i2c1", bus));
        SensorSpec spec = Spec("bme280", "i2c1");
        spec.Address = 0x78;
        Assert.Throws<ArgumentException>(() => factory.Create(spec));
        spec = Spec("register", "i2c1");
        spec.Address = 0;
        Assert.Throws<ArgumentException>(() => factory.Create(spec));
    }

    [Fact]
    public void Only_an_i2c_bus_can_be_recovered()
    {
        Assert.Same(bus, factory.BusOf("i2c1"));
        Assert.Null(factory.BusOf("spi1"));
        Assert.Null(factory.BusOf("none"));
    }

    private static SensorSpec Spec(string kind, string bus) => new()
    {
        Kind = kind,
        Bus = bus,
        Address = kind == "register" ? 0x40 : 0,
        Inputs = [new AdsInput { Channel = 0 }, new AdsInput { Channel = 1 }],
        Register = new RegisterSpec { Command = [0], ReplyBytes = 2, Values = [new RegisterValue()] },
    };
}
