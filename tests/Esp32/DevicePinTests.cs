using System.Device.Gpio;
using FieldNode.Field;

namespace FieldNode.Esp32.Tests;

public sealed class DevicePinTests
{
    private readonly FakeChip chip = new();
    private readonly GpioController gpio;

    public DevicePinTests() => gpio = new GpioController();

    [Fact]
    public void An_input_shows_its_level_and_a_pull_resistor_decides_an_open_contact()
    {
        var pin = new DevicePin(gpio, 4, false);

        Assert.Equal(-1, pin.Read());
        Assert.True(pin.Open(PinUse.InputPullUp, false));
        Assert.Equal(1, pin.Read());
        chip.Levels[4] = false;
        Assert.Equal(0, pin.Read());
        Assert.False(pin.Write(true));
    }

    [Fact]
    public void An_output_is_read_back_as_written_since_the_chip_cannot()
    {
        var pin = new DevicePin(gpio, 4, false);

        Assert.True(pin.Open(PinUse.Output, true));
        Assert.Equal(1, pin.Read());
        Assert.True(pin.Write(false));
        Assert.Equal(0, pin.Read());
        Assert.Equal(["4=0", "4=1", "4=0"], chip.Driven); // the first low is the firmware's
    }

    [Fact]
    public void A_pin_of_somebody_else_is_not_even_tried()
    {
        chip.Reserved.Add(4);

        Assert.False(new DevicePin(gpio, 4, false).Open(PinUse.Input, false));
        Assert.Equal(0, chip.HalfMade);
    }

    [Theory]
    [InlineData(PinUse.Output)]
    [InlineData(PinUse.InputPullUp)]
    [InlineData(PinUse.InputPullDown)]
    public void An_input_only_pin_has_neither_output_nor_pull(PinUse use) =>
        Assert.False(new DevicePin(gpio, 34, true).Open(use, false));

    [Fact]
    public void A_closed_pin_can_be_had_again()
    {
        var pin = new DevicePin(gpio, 4, false);

        Assert.True(pin.Open(PinUse.Output, false));
        pin.Close();
        Assert.Equal(-1, pin.Read());
        Assert.False(pin.Write(true));
        Assert.True(pin.Open(PinUse.Input, false));
        Assert.Equal(1, gpio.Listed); // the controller's list does not grow
    }
}
