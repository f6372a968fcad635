using System.Device.Gpio;
using FieldNode.Field;
using FieldNode.Virtual.Gpio;

namespace FieldNode.Level0;

public sealed class PcPinTests : IDisposable
{
    private readonly FakeGpioDriver board = new();
    private readonly GpioController controller;

    public PcPinTests() => controller = new GpioController(board);

    public void Dispose() => controller.Dispose();

    [Fact]
    public void An_output_gets_its_level_together_with_its_direction()
    {
        var pin = new PcPin(controller, 3);
        Assert.True(pin.Open(PinUse.Output, true));
        Assert.Equal(["open 3", "mode 3 Output High"], board.Log);
        Assert.Equal(1, pin.Read());
        Assert.True(pin.Write(false));
        Assert.Equal(0, pin.Read());
        Assert.True(pin.Open(PinUse.Output, true)); // an open pin stays as it is
        Assert.Equal(0, pin.Read());
    }

    [Fact]
    public void An_input_follows_what_is_outside_and_cannot_be_written()
    {
        var pin = new PcPin(controller, 2);
        Assert.Equal(-1, pin.Read());
        Assert.True(pin.Open(PinUse.InputPullUp, false));
        board.Drive(2, true);
        Assert.Equal(1, pin.Read());
        Assert.False(pin.Write(true));
        Assert.Equal(PinMode.InputPullUp, controller.GetPinMode(2));
    }

    [Fact]
    public void A_pin_that_cannot_do_it_or_is_taken_is_refused_without_an_exception()
    {
        Assert.False(new PcPin(controller, 7).Open(PinUse.Output, false));
        Assert.True(new PcPin(controller, 1).Open(PinUse.Output, false));
        board.IsGone = true;
        var pin = new PcPin(controller, 4);
        Assert.False(pin.Open(PinUse.Input, false));
        Assert.Equal(-1, pin.Read());
    }

    [Fact]
    public void A_closed_pin_can_be_opened_again()
    {
        var pin = new PcPin(controller, 5);
        Assert.True(pin.Open(PinUse.Output, true));
        pin.Close();
        Assert.Equal(-1, pin.Read());
        Assert.True(pin.Open(PinUse.Input, false));
    }

    [Theory]
    [InlineData(true, 3)]
    [InlineData(false, 2)]
    public void Edges_of_one_polarity_are_counted(bool rising, int expected)
    {
        var counter = new PcPulseCounter(controller, 6, rising, false);
        Assert.Equal(-1, counter.Read());
        Assert.True(counter.Start());
        foreach (bool level in new[] { true, false, true, false, true })
        {
            board.Drive(6, level);
        }

        Assert.Equal(expected, counter.Read());
        Assert.True(counter.Start()); // runs on
        Assert.Equal(expected, counter.Read());
        counter.Stop();
        Assert.Equal(-1, counter.Read());
    }

    [Fact]
    public void A_counter_on_a_taken_pin_does_not_start()
    {
        board.IsGone = true;
        Assert.False(new PcPulseCounter(controller, 6, true, false).Start());
    }
}
