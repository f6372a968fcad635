using System.Device.Gpio;
using System.Net.NetworkInformation;
using FieldNode.Journal;

namespace FieldNode.Esp32.Tests;

/// <summary>With each turn of the loop: watchdog, LED, safe mode's end; and the restart.</summary>
public sealed class PowerPortTests
{
    private const int Watchdog = 14;
    private const int Led = 2;

    private readonly FakeChip chip = new();
    private readonly MemoryStore store = new();
    private readonly BoardSettings settings = new() { Ntp = "ntp.site" };
    private readonly FakeInterface ethernet = new(NetworkInterfaceType.Ethernet);
    private readonly GpioController gpio = new();
    private readonly DeviceLog log = new();
    private Leds leds;

    public PowerPortTests() => chip.Interfaces.Add(ethernet);

    [Fact]
    public void Each_turn_is_an_edge_for_the_watchdog()
    {
        PowerPort power = Make();
        chip.Driven.Clear();
        for (int i = 0; i < 4; i++)
        {
            power.Pet();
        }

        Assert.Equal(["14=1", "14=0", "14=1", "14=0"], chip.Driven.Where(one => one.StartsWith("14=", StringComparison.Ordinal)));
        Assert.Equal(4, power.Turns);
    }

    [Fact]
    public void The_led_shows_the_first_thing_that_is_missing()
    {
        PowerPort power = Make();
        Assert.Equal(LedCode.NoNetwork, Shown(power));
        ethernet.Address = "10.1.2.3";
        Assert.Equal(LedCode.NoTime, Shown(power));
        chip.UtcMs = TimeKeeper.BuildFloorMs + 1;
        Assert.Equal(LedCode.NoBroker, Shown(power));
        ethernet.Address = "0.0.0.0";
        Assert.Equal(LedCode.NoNetwork, Shown(power));

        Assert.Equal(["no network 2", "no time 3", "LED 1", "no network 2"], chip.Lines);
    }

    [Fact]
    public void Safe_mode_is_shown_above_all_and_ends_after_an_hour_with_one_more_try()
    {
        for (int i = 0; i < BootRecord.FailedMax; i++)
        {
            new BootRecord(store).Mark(RunEnd.Exception);
        }

        PowerPort power = Make();
        Assert.Equal(LedCode.SafeMode, Shown(power));
        chip.Sleep((int)BootRecord.SafeModeMs - 10000);
        power.Pet();
        Assert.Equal(0, chip.Reboots);
        chip.Sleep(10000);
        power.Pet();

        Assert.Equal(1, chip.Reboots);
        Assert.Equal(RunEnd.TryAgain, new BootRecord(store).LastEnd);
    }

    [Fact]
    public void The_reason_of_a_restart_is_there_at_the_next_start()
    {
        log.Ring = new EventRing(store);
        log.Ring.Start(RunEnd.Unmarked, "t", 0, 0);
        Make().Reboot((int)RunEnd.Asked);

        Assert.Equal(1, chip.Reboots);
        Assert.Equal(RunEnd.Asked, new BootRecord(store).LastEnd);
        Assert.Contains("restarting 5", chip.Lines);
    }

    [Fact]
    public void A_restart_needs_neither_log_nor_ring()
    {
        chip.IsLogBroken = true;
        var broken = new BrokenStore();
        log.Ring = new EventRing(broken);
        log.Ring.Start(RunEnd.Unmarked, "t", 0, 0);
        broken.IsBroken = true;

        Make().Reboot((int)RunEnd.StepFaults);

        Assert.Equal(1, chip.Reboots);
        Assert.Equal(RunEnd.StepFaults, new BootRecord(store).LastEnd);
    }

    [Fact]
    public void A_time_that_is_not_believed_is_told_once()
    {
        ethernet.Address = "10.1.2.3";
        PowerPort power = Make();
        Shown(power);
        chip.UtcMs = 4083696000000; // 2099
        Shown(power);
        Shown(power);

        Assert.Single(chip.Lines, line => line == "clock not believed, day 47265");
        Assert.Equal(LedCode.NoTime, leds.Code);
    }

    [Fact]
    public void An_access_point_is_told_once()
    {
        chip.Interfaces.Add(new FakeInterface(NetworkInterfaceType.WirelessAP) { Address = "192.168.4.1" });
        PowerPort power = Make();
        Shown(power);
        Shown(power);

        Assert.Single(chip.Lines, line => line == "access point is on 0");
    }

    [Theory]
    [InlineData(LedCode.Online, "1111100000")]
    [InlineData(LedCode.NoBroker, "10000000")]
    [InlineData(LedCode.NoNetwork, "1010000000")]
    [InlineData(LedCode.BadCertificate, "1010101010000000")]
    [InlineData(LedCode.SafeMode, "101010101010000000")]
    public void A_code_is_so_many_blinks_and_a_pause(LedCode code, string slots)
    {
        string seen = string.Concat(Enumerable.Range(0, slots.Length * 2).Select(slot => Leds.IsLit(code, slot * 200) ? '1' : '0'));

        Assert.Equal(slots + slots, seen);
    }

    [Fact]
    public void A_led_is_driven_only_when_it_changes_and_a_board_may_have_none()
    {
        var led = new Leds(gpio, Led) { Code = LedCode.NoBroker };
        chip.Driven.Clear();
        for (int ms = 0; ms < 1600; ms += 10)
        {
            led.Step(ms);
        }

        Assert.Equal(["2=1", "2=0"], chip.Driven);
        new Leds(gpio, -1) { Code = LedCode.NoBroker }.Step(0);
        Assert.Equal(2, chip.Driven.Count);
    }

    private LedCode Shown(PowerPort power)
    {
        chip.Sleep(2000);
        power.Pet();
        return leds.Code;
    }

    private PowerPort Make()
    {
        leds = new Leds(gpio, Led);
        var network = new Network(settings, null);
        return new PowerPort(gpio.OpenPin(Watchdog, PinMode.Output), new BootRecord(store), network,
            new TimeKeeper(settings, network, store, null, 0), leds, log);
    }

    private sealed class BrokenStore : IFlashStore
    {
        public bool IsBroken { get; set; }

        public bool Write(string name, byte[] content, int offset, int count) => IsBroken ? throw new OutOfMemoryException() : true;

        public int Read(string name, byte[] buffer, int offset, int count) => -1;

        public bool Delete(string name) => IsBroken ? throw new OutOfMemoryException() : true;

        public string[] List() => [];
    }
}
