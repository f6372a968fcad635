using System.Device.Gpio;
using FieldNode.Field.Gpio;

namespace FieldNode.Esp32.Tests;

public sealed class DevicePulseCounterTests
{
    private const int Pin = 4;
    private readonly FakeChip chip = new();
    private readonly DevicePulseCounter counter;

    public DevicePulseCounterTests() => counter = new DevicePulseCounter(new GpioController(), Pin, true, true);

    [Fact]
    public void It_counts_from_its_start()
    {
        chip.Pulses[Pin] = 100;

        Assert.Equal(-1, counter.Read());
        Assert.True(counter.Start());
        chip.Pulses[Pin] = 107;
        Assert.Equal(7, counter.Read());
        Assert.Equal(PinMode.InputPullUp, chip.ModeOf(Pin)); // whatever the driver made of it
    }

    /// <summary>The carry of the 15-bit unit and its rest are read without a lock: one reading may be wrong by 32,767.</summary>
    [Theory]
    [InlineData(-32767)]
    [InlineData(32767)]
    public void A_reading_between_carry_and_rest_does_not_become_pulses(long wrong)
    {
        var input = new PulseInput(new PulseSpec { Counter = counter, Name = "water" });
        Assert.True(input.Take());
        chip.Pulses[Pin] = 32760;
        Assert.True(input.Take());

        chip.Pulses[Pin] = 32770;
        chip.SpoiledReadings.Enqueue(wrong);
        Assert.True(input.Take());
        chip.Pulses[Pin] = 32780;
        Assert.True(input.Take());

        Assert.Equal(32780, input.Total);
    }

    [Fact]
    public void What_came_while_the_node_was_blind_counts()
    {
        Assert.True(counter.Start());

        chip.Pulses[Pin] = 117000;

        Assert.Equal(117000, counter.Read());
    }

    [Fact]
    public void A_stopped_counter_is_started_again_and_not_made_anew()
    {
        Assert.True(counter.Start());
        counter.Stop();
        Assert.Equal(-1, counter.Read());
        Assert.True(counter.Start());

        Assert.Equal(1, chip.CountersMade);
    }

    [Fact]
    public void A_pin_of_somebody_else_is_left_alone()
    {
        chip.Reserved.Add(Pin);

        Assert.False(counter.Start());
        Assert.Equal(0, chip.HalfMade);
        Assert.Equal(0, chip.CountersMade);
    }
}
