using System.Device.Adc;
using FieldNode.Field;
using FieldNode.Settings;
using FieldNode.Tags;

namespace FieldNode.Esp32.Tests;

public sealed class DeviceAnalogInputTests
{
    private readonly FakeChip chip = new();

    [Theory]
    [InlineData("olimex-esp32-poe-iso-wrover", 0, 0)]
    [InlineData("olimex-esp32-poe-iso-wrover", 1000, 0.9477)]
    [InlineData("esp32-s3-n16r8", 2048, 1.5504)]
    public void A_reading_becomes_volts_by_the_chip(string board, int raw, double volts)
    {
        chip.Raw[6] = raw;
        var input = new DeviceAnalogInput(new AdcController(), 6, BoardPins.FindWired(board));

        Assert.True(input.Open());
        Assert.Equal(volts, input.ReadVolts(), 3);
    }

    [Theory]
    [InlineData("olimex-esp32-poe-iso-wrover", 2900)] // above 2.45 V the converter is not straight
    [InlineData("olimex-esp32-poe-iso-wrover", 4095)]
    [InlineData("esp32-s3-n16r8", 4095)]
    public void Its_end_is_an_overload(string board, int raw)
    {
        chip.Raw[6] = raw;
        var sensor = new AnalogSensor(new DeviceAnalogInput(new AdcController(), 6, BoardPins.FindWired(board)));

        Assert.Equal(SensorStep.Done, sensor.Step(0));
        Assert.Equal(QualityReason.Overload, sensor.ReasonOf(0));
    }

    [Fact]
    public void A_channel_that_is_not_there_is_no_input()
    {
        var input = new DeviceAnalogInput(new AdcController(), 3, BoardPins.FindWired("esp32-s3-n16r8"));

        Assert.False(input.Open());
        Assert.True(double.IsNaN(input.ReadVolts()));
    }

    [Fact]
    public void A_channel_that_fails_is_opened_again()
    {
        chip.Raw[3] = 10;
        var input = new DeviceAnalogInput(new AdcController(), 3, BoardPins.FindWired("esp32-s3-n16r8"));
        Assert.True(input.Open());
        chip.Raw.Clear();
        Assert.True(double.IsNaN(input.ReadVolts()));
        Assert.False(input.Open());
        chip.Raw[3] = 10;
        Assert.True(input.Open());
    }
}
