using FieldNode.Field;
using FieldNode.Virtual.Settings;
using FieldNode.Virtual.Sim;

namespace FieldNode.Settings.Tests;

public sealed class SensorWarningsTests
{
    // From the drivers' own constants, which cite the data sheets, and a step of the loop for each conversation.
    [Theory]
    [InlineData("bme280", 11, 11)]
    [InlineData("sht4x", 10, 10)]
    [InlineData("ina219", 3, 5)]
    [InlineData("scd4x", 5000, 5000)]
    [InlineData("max31865", 67, 85)]
    [InlineData("ds18b20", 800, 800)]
    [InlineData("adc", 0, 1)]
    public void A_measurement_takes_what_the_driver_waits(string kind, int atLeast, int atMost) => Assert.InRange(SensorWarnings.MeasureMs(Sensor(kind)), atLeast, atMost);

    [Fact]
    public void Every_kind_can_be_measured() => Assert.All(SensorKinds.Names, kind => Assert.True(SensorWarnings.MeasureMs(Sensor(kind)) >= 0));

    [Theory]
    [InlineData(8, 1, 139)]
    [InlineData(8, 4, 556)]
    [InlineData(860, 4, 12)]
    public void An_ads1115_takes_a_conversion_for_each_input(int rate, int inputs, int ms)
    {
        SensorSettings sensor = Sensor("ads1115");
        sensor.SamplesPerSecond = rate;
        sensor.Tags = [.. Enumerable.Range(0, inputs).Select(i => new SensorTagSettings { Name = "t" + i, Value = "ain" + i })];
        Assert.InRange(SensorWarnings.MeasureMs(sensor), ms, ms + 2 * inputs);
    }

    [Fact]
    public void A_period_below_it_is_told_with_the_shortest_that_fits()
    {
        Assert.Equal("warning: sensors[1].periodMs: 500 ms, but loops (ads1115) takes 563 ms to measure — 563 or more: it gives no values faster",
            Assert.Single(Of(("sensors[1].samplesPerSecond", "8"), ("sensors[1].periodMs", "500"))));
        Assert.Empty(Of(("sensors[1].samplesPerSecond", "8"), ("sensors[1].periodMs", "563")));
        Assert.StartsWith("warning: sensors[2].periodMs: 100 ms, but cabinet (register) takes 251 ms", Assert.Single(Of(("sensors[2].register.waitMs", "250"), ("sensors[2].periodMs", "100"))), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_tags_on_one_value_are_told()
    {
        Assert.Equal("warning: sensors[1].tags[1].name: Flow reads what tags[0] (Level) reads — remove one of them, or correct its input",
            Assert.Single(Of(("sensors[1].tags[1].value", "\"ain0\""))));
        Assert.Contains("reads what tags[0] (Supply) reads", Assert.Single(Of(("sensors[2].tags", """
            [{ "name": "Supply", "at": 0, "width": 2 }, { "name": "Again", "at": 0, "width": 2, "scale": 10 }]
            """))), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_sensors_that_are_one_part_are_told()
    {
        const string second = """
            [{ "name": "a", "device": "P", "bus": "spi0", "kind": "max31865", "tags": [{ "name": "A", "value": "temperature" }] },
             { "name": "b", "device": "P", "bus": "spi0", "kind": "max31865", "tags": [{ "name": "B", "value": "temperature" }] }]
            """;
        Assert.StartsWith("warning: sensors[1].bus: b is the part of sensors[0] (a)", Assert.Single(Of(("sensors", second))), StringComparison.Ordinal);
    }

    private static SensorSettings Sensor(string kind)
    {
        var all = new NodeSettings();
        SimBoardSettings.AddTo(all);
        return all.Sensors.First(sensor => sensor.Kind == kind);
    }

    private static string[] Of(params (string Path, string? Json)[] edits)
    {
        var result = Sample.Parse(Sample.With(edits));
        Assert.Empty(result.Faults);
        return [.. SensorWarnings.Of(result.Settings!).Select(warning => warning.ToString())];
    }
}
