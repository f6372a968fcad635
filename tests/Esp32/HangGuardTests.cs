using System.Device.Gpio;
using FieldNode.Journal;

namespace FieldNode.Esp32.Tests;

/// <summary>A loop that does not turn any more: the guard's own thread restarts the board, with a mark.</summary>
public sealed class HangGuardTests
{
    private readonly FakeChip chip = new();
    private readonly MemoryStore store = new();
    private readonly PowerPort power;

    public HangGuardTests()
    {
        var log = new DeviceLog();
        power = new PowerPort(null, new BootRecord(store), null, null, new Leds(new GpioController(), 2), log);
        new HangGuard(power).Start();
    }

    [Fact]
    public void Two_minutes_without_a_turn_are_a_hang()
    {
        long restartMs = 0;
        chip.AtSleep = () => restartMs = chip.Reboots > 0 && restartMs == 0 ? chip.NowMs : restartMs;
        Guard(untilMs: 130_000);
        Assert.InRange(restartMs, 120_000, 125_000);
        Assert.Equal(RunEnd.Hang, new BootRecord(store).LastEnd);
    }

    [Fact]
    public void A_loop_that_turns_once_in_two_minutes_is_left_alone()
    {
        long petMs = 0;
        chip.AtSleep = () =>
        {
            if (chip.NowMs - petMs >= 115_000)
            {
                petMs = chip.NowMs;
                power.Pet();
            }
        };
        Guard(untilMs: 1_000_000);
        Assert.Equal(0, chip.Reboots);
    }

    private void Guard(long untilMs)
    {
        chip.EndMs = untilMs;
        Assert.Throws<EndOfRunException>(Assert.Single(chip.Threads));
    }
}
