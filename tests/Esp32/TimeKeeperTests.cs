using System.Net.NetworkInformation;
using FieldNode.Field;
using FieldNode.Journal;
using FieldNode.Settings;

namespace FieldNode.Esp32.Tests;

/// <summary>What time is believed, where it comes from, and that nobody is asked whom the board file does not name.</summary>
public sealed class TimeKeeperTests
{
    private const long Now = TimeKeeper.BuildFloorMs + 86400000L * 100;
    private const long Year2099 = 4083696000000;

    private readonly FakeChip chip = new();
    private readonly MemoryStore store = new();
    private readonly BoardSettings settings = new() { Board = BoardPins.WiredNames[0], Ntp = "ntp.site" };
    private readonly RtcBus rtc = new();

    public TimeKeeperTests() => chip.Interfaces.Add(new FakeInterface(NetworkInterfaceType.Ethernet) { Address = "10.1.2.3" });

    [Fact]
    public void No_time_before_the_firmware_itself_is_believed()
    {
        TimeKeeper time = Keeper(null);

        Assert.False(time.IsSet);
        Assert.False(time.Believes(TimeKeeper.BuildFloorMs - 1));
        Assert.True(time.Believes(TimeKeeper.BuildFloorMs));
    }

    [Fact]
    public void The_floor_moves_with_the_time_that_a_session_stood_and_the_next_run_has_it()
    {
        TimeKeeper first = Keeper(null);
        chip.UtcMs = Now;
        isOnline = true;
        Turn(first, 86400000 * 3L, 60000);

        TimeKeeper next = Keeper(null);

        Assert.False(next.Believes(TimeKeeper.BuildFloorMs + 2 * 86400000L)); // a forged answer, or a supply that was lost
        Assert.True(next.Believes(TimeKeeper.BuildFloorMs + 3 * 86400000L));
    }

    [Fact]
    public void Without_a_session_the_floor_stays_and_flash_is_not_written()
    {
        TimeKeeper time = Keeper(null);
        chip.UtcMs = Now;
        Turn(time, 86400000 * 3L, 60000);

        Assert.Empty(store.Files);
        Assert.True(Keeper(null).Believes(TimeKeeper.BuildFloorMs));
    }

    [Fact]
    public void An_answer_that_is_years_ahead_moves_the_floor_by_no_more_than_the_time_that_passed()
    {
        TimeKeeper time = Keeper(null);
        chip.UtcMs = Now + 5 * 365 * 86400000L; // forged, and within the ceiling
        isOnline = true;
        Turn(time, 86400000, 60000);

        Assert.True(Keeper(null).Believes(Now));
    }

    [Fact]
    public void An_answer_from_2099_is_told_put_right_and_forgotten_with_the_restart()
    {
        TimeKeeper time = Keeper(null);
        chip.UtcMs = Now;
        isOnline = true;
        Turn(time, 700000, 1000);
        chip.UtcMs = Year2099;
        Turn(time, 2000);

        Assert.True(time.IsSet);
        Assert.InRange(chip.UtcMs, Now + 701000, Now + 703000);
        Assert.Equal((int)(Year2099 / 86400000), time.RefusedDay);
        Turn(time, 86400000, 60000);
        chip.UtcMs = Now;
        Assert.True(Keeper(null).IsSet);
    }

    [Fact]
    public void After_a_first_answer_from_2099_the_server_is_asked_again_within_a_minute()
    {
        TimeKeeper time = Keeper(null);
        Turn(time, 3000);
        chip.UtcMs = Year2099;
        Turn(time, 3000);
        Assert.False(time.IsSet);
        Assert.Equal((int)(Year2099 / 86400000), time.RefusedDay);
        Assert.Equal(1, chip.SntpStarts);
        Turn(time, 61000);
        Assert.Equal(2, chip.SntpStarts);
        chip.UtcMs = Now;
        Turn(time, 2000);

        Assert.True(time.IsSet);
    }

    [Fact]
    public void A_floor_from_2099_that_an_older_firmware_stored_is_none()
    {
        new AbRecord(store, "time", 8).Write(BitConverter.GetBytes(Year2099), 8);
        chip.UtcMs = Now;

        Assert.True(Keeper(null).IsSet);
    }

    [Theory]
    [InlineData(0)]     // not known
    [InlineData(-5000)] // it ended before this firmware: the broker says so
    [InlineData(90000)]
    public void No_time_behind_the_end_of_the_nodes_own_certificate_or_15_years_is_believed(int days)
    {
        chip.CertificateEndMs = days == 0 ? 0 : TimeKeeper.BuildFloorMs + days * 86400000L;
        Assert.True(Keeper(null).Believes(TimeKeeper.BuildCeilingMs));
        Assert.False(Keeper(null).Believes(TimeKeeper.BuildCeilingMs + 1));

        chip.CertificateEndMs = Now;
        Assert.True(Keeper(null).Believes(Now));
        Assert.False(Keeper(null).Believes(Now + 1));
    }

    [Fact]
    public void Flash_is_written_once_a_day()
    {
        TimeKeeper time = Keeper(null);
        chip.UtcMs = Now;
        isOnline = true;
        Turn(time, 86400000 * 3, 60000);

        Assert.InRange(BitConverter.ToInt32(store.Files["time.a"]), 3, 4);
    }

    [Fact]
    public void The_sites_server_takes_the_place_of_the_public_ones()
    {
        chip.IsSntpOn = true;
        TimeKeeper time = Keeper(null);
        Turn(time, 3000);

        Assert.True(chip.IsSntpOn);
        Assert.Equal(["ntp.site", "ntp.site"], chip.SntpServers);
        Assert.Equal(1, chip.SntpStops);
    }

    [Fact]
    public void Names_that_the_collector_moved_are_set_anew_and_the_client_goes_on()
    {
        settings.Ntp2 = "ntp2.site";
        TimeKeeper time = Keeper(null);
        Turn(time, 3000);
        chip.SntpServers[0] = "garbage";
        chip.SntpServers[1] = "0.pool.ntp.org"; // or the firmware's own start came late
        Turn(time, 1100);

        Assert.Equal(["ntp.site", "ntp2.site"], chip.SntpServers);
        Assert.Equal(1, chip.SntpStops);
    }

    [Fact]
    public void Where_no_server_is_named_none_is_asked()
    {
        settings.Ntp = null;
        settings.Rtc = true;
        chip.IsSntpOn = true;
        TimeKeeper time = Keeper(Clock());
        Turn(time, 3000);
        Assert.False(chip.IsSntpOn);
        chip.IsSntpOn = true; // the firmware's own start came late
        Turn(time, 6000);

        Assert.False(chip.IsSntpOn);
        Turn(time, 600000, 1000);
        Assert.Equal(2, chip.SntpStops);
    }

    [Fact]
    public void Nothing_is_asked_before_there_is_a_network()
    {
        chip.Interfaces[0].Address = "0.0.0.0";
        Turn(Keeper(null), 5000);

        Assert.False(chip.IsSntpOn);
        Assert.Equal(0, chip.SntpStops);
    }

    [Fact]
    public void A_real_time_clock_sets_the_time_at_start_and_is_followed()
    {
        settings.Ntp = null;
        rtc.Set(Now);
        TimeKeeper time = Keeper(Clock());
        Assert.True(time.IsSet);
        Assert.Equal(Now, chip.UtcMs);

        rtc.Set(Now + 1800000);
        chip.NowMs += 1790000; // the chip's crystal lost ten seconds in half an hour
        chip.UtcMs += 1790000;
        Turn(time, 1100);

        Assert.InRange(chip.UtcMs, Now + 1800000, Now + 1802000);
    }

    [Fact]
    public void A_clock_that_shows_the_past_is_not_followed()
    {
        settings.Ntp = null;
        rtc.Set(TimeKeeper.BuildFloorMs - 1000);
        TimeKeeper time = Keeper(Clock());
        Turn(time, 700000, 60000);

        Assert.False(time.IsSet);
    }

    [Fact]
    public void Only_a_time_that_came_from_a_server_is_written_into_the_clock()
    {
        rtc.Set(Now);
        TimeKeeper time = Keeper(Clock());
        isOnline = true;
        Turn(time, 700000, 1000); // the server never answers
        Assert.Equal(0, rtc.Writes);

        chip.UtcMs += 2500; // now it does, once
        Turn(time, 3 * 86400000L, 60000);

        Assert.Equal(2, rtc.Writes); // time, and the flag of a stopped oscillator
        Assert.InRange(rtc.UtcMs, Now + 102000, Now + 170000); // soon, and the clock of this test had stood until it was followed
    }

    [Fact]
    public void A_time_that_no_session_was_good_at_is_not_written_into_the_clock()
    {
        rtc.Set(Now);
        TimeKeeper time = Keeper(Clock());
        Turn(time, 5000);
        chip.UtcMs += 5 * 365 * 86400000L; // forged
        Turn(time, 700000, 1000);

        Assert.Equal(0, rtc.Writes);
    }

    [Fact]
    public void A_server_that_says_no_more_leaves_the_clock_to_be_followed_again_after_a_day()
    {
        rtc.Set(Now);
        TimeKeeper time = Keeper(Clock());
        isOnline = true;
        Turn(time, 5000);
        chip.UtcMs += 2500;
        Turn(time, 5000);
        rtc.Set(chip.UtcMs + 86400000 * 2L);
        chip.NowMs += 86400000 * 2L - 4000;
        chip.UtcMs += 86400000 * 2L - 4000; // the chip's crystal lost four seconds in two days
        long before = chip.UtcMs;
        Turn(time, 2000);

        Assert.InRange(chip.UtcMs, before + 4000, before + 7000);
    }

    [Fact]
    public void A_step_of_the_loop_that_takes_its_time_is_no_answer_of_a_server()
    {
        rtc.Set(Now);
        TimeKeeper time = Keeper(Clock());
        isOnline = true;
        lateMs = 12;
        Turn(time, 3 * 86400000L, 60000);

        Assert.Equal(0, rtc.Writes);
    }

    [Fact]
    public void Nor_is_what_runs_between_the_readings_of_two_clocks()
    {
        rtc.Set(Now);
        TimeKeeper time = Keeper(Clock());
        isOnline = true;
        var random = Seeded.Random();
        chip.AtTick = () => chip.Sleep(random.Next(3) == 0 ? random.Next(300) : 0);
        Turn(time, 86400000L, 20000);

        Assert.Equal(0, rtc.Writes);
        Assert.Equal(0, time.RefusedDay);
    }

    private void Turn(TimeKeeper time, long ms, int stepMs = 500)
    {
        for (long end = chip.NowMs + ms; chip.NowMs < end; chip.Sleep(stepMs))
        {
            long nowMs = chip.NowMs;
            network.Step(nowMs);
            chip.Sleep(lateMs);
            time.Step(nowMs, isOnline);
        }
    }

    private bool isOnline;
    private int lateMs;

    private Network network;

    private TimeKeeper Keeper(Ds3231 clock)
    {
        network = new Network(settings, null);
        return new TimeKeeper(settings, network, store, clock, chip.CertificateEndMs);
    }

    private Ds3231 Clock() => new(rtc);

    /// <summary>The registers of a DS3231.</summary>
    private sealed class RtcBus : II2cBus
    {
        private readonly byte[] registers = new byte[19];

        public int Writes { get; private set; }

        public long UtcMs => new DateTimeOffset(2000 + Bcd(6), Bcd(5), Bcd(4), Bcd(2), Bcd(1), Bcd(0), TimeSpan.Zero).ToUnixTimeMilliseconds();

        public void Set(long utcMs)
        {
            var time = DateTimeOffset.FromUnixTimeMilliseconds(utcMs);
            int[] values = [time.Second, time.Minute, time.Hour, 1, time.Day, time.Month, time.Year - 2000];
            for (int i = 0; i < values.Length; i++)
            {
                registers[i] = (byte)((values[i] / 10 << 4) | (values[i] % 10));
            }
        }

        public I2cResult Write(int address, byte[] bytes, int writeCount)
        {
            Writes++;
            bytes.AsSpan(1, writeCount - 1).CopyTo(registers.AsSpan(bytes[0]));
            return I2cResult.Ok;
        }

        public I2cResult Read(int address, byte[] buffer, int readCount) => I2cResult.Nak;

        public I2cResult WriteRead(int address, byte[] bytes, int writeCount, byte[] buffer, int readCount)
        {
            registers.AsSpan(bytes[0], readCount).CopyTo(buffer);
            return address == 0x68 ? I2cResult.Ok : I2cResult.Nak;
        }

        public I2cResult Recover() => I2cResult.Ok;

        private int Bcd(int register) => (registers[register] >> 4) * 10 + (registers[register] & 15);
    }
}
