using FieldNode.Cli;
using FieldNode.Field;
using FieldNode.Virtual.Sim;

namespace FieldNode.Tools.Tests;

/// <summary>Parts that answer as their datasheets say, and what the scan makes of them.</summary>
public sealed class I2cScanTests
{
    private readonly SimI2cBus sim = new();
    private readonly RecordingScanView view = new();

    [Fact]
    public void Each_simulated_part_is_known_by_its_id_crc_or_power_on_registers()
    {
        sim.Plug(0x76, new SimBme280());
        sim.Plug(0x77, new SimBme280 { ChipId = 0x58 });
        sim.Plug(0x44, new SimSht4x());
        sim.Plug(0x48, new SimAds1115());
        sim.Plug(0x40, new SimIna219());
        sim.Plug(0x62, new SimScd4x());

        I2cScan scan = Run();

        Assert.Equal(
            [(0x40, "ina219", Certainty.Likely), (0x44, "sht4x", Certainty.Sure), (0x48, "ads1115", Certainty.Likely),
             (0x62, "scd4x", Certainty.Sure), (0x76, "bme280", Certainty.Sure), (0x77, null, Certainty.Sure)],
            scan.Found.Select(p => (p.Address, p.Verdict.Kind, p.Verdict.Certainty)));
        Assert.StartsWith("BMP280", scan.Found[^1].Verdict.Part);
    }

    [Fact]
    public void No_register_of_any_part_is_written_and_no_command_is_sent_to_a_part_that_acknowledged()
    {
        var writes = new List<(int Address, byte[] Bytes)>();
        for (int address = I2cScan.First; address <= I2cScan.Last; address++)
        {
            int at = address;
            sim.Plug(at, new Registers { Wrote = bytes => writes.Add((at, bytes)) });
        }

        I2cScan scan = Run();

        Assert.Equal(I2cScan.Last - I2cScan.First + 1, scan.Found.Count);
        // One byte is a register's number. Two are SCD4x's question, at its address, and only as a question.
        Assert.All(writes, write => Assert.True(write.Bytes.Length == 1 || write.Address == 0x62, $"{write.Address:x2}"));
    }

    [Fact]
    public void Without_identification_nothing_but_bare_reads_goes_over_the_bus()
    {
        var writes = new List<byte[]>();
        sim.Plug(0x76, new Registers { Wrote = writes.Add });

        I2cScan scan = Run(identify: false);

        Assert.Empty(writes);
        Assert.Equal(Certainty.Guess, Assert.Single(scan.Found).Verdict.Certainty);
    }

    [Theory]
    [InlineData(0x50, "EEPROM?")]
    [InlineData(0x70, "multiplexer TCA9548A?")]
    [InlineData(0x08, "?")]
    public void What_has_no_id_is_called_a_guess(int address, string part)
    {
        sim.Plug(address, new Registers());

        PartVerdict verdict = Assert.Single(Run().Found).Verdict;

        Assert.Equal((part, Certainty.Guess), (verdict.Part, verdict.Certainty));
    }

    [Fact]
    public void An_SHT4x_whose_crc_is_wrong_is_not_called_one()
    {
        sim.Plug(0x44, new SimSht4x());
        (sim.FlipByte, sim.Flips) = (1, 9);

        Assert.Empty(Run().Found);
    }

    [Fact]
    public void A_held_bus_ends_the_scan_at_once_and_a_lost_one_too()
    {
        sim.IsStuck = true;
        Assert.Equal(I2cResult.Stuck, Run().Fault);
        (sim.IsStuck, sim.IsLost) = (false, true);
        Assert.Equal(I2cResult.Lost, Run().Fault);
        Assert.Equal(2, sim.Conversations);
    }

    [Fact]
    public void A_part_that_a_driver_of_the_kernel_owns_is_told_and_left_alone()
    {
        string folder = Directory.CreateTempSubdirectory("fieldnode-test-").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, "drivers", "rtc-ds1307"));
            Directory.CreateDirectory(Path.Combine(folder, "1-0068"));
            Directory.CreateSymbolicLink(
                Path.Combine(folder, "1-0068", "driver"), Path.Combine(folder, "drivers", "rtc-ds1307"));
            sim.Plug(0x68, new Registers { Read = () => Assert.Fail("it was asked") });

            var scan = new I2cScan(sim, new SimClock(sim), true, at => I2cScanRun.DriverOf(folder, 1, at), view);
            scan.Run(TestContext.Current.CancellationToken);

            Assert.Equal("rtc-ds1307", Assert.Single(scan.Found).Verdict.Part);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private I2cScan Run(bool identify = true)
    {
        var scan = new I2cScan(sim, new SimClock(sim), identify, _ => null, view);
        Assert.True(scan.Run(TestContext.Current.CancellationToken));
        return scan;
    }

    private sealed class SimClock(SimI2cBus bus) : IScanClock
    {
        public long NowMs => bus.NowMs;

        public void Pause() => bus.NowMs++;
    }

    /// <summary>A part that acknowledges everything and knows nothing.</summary>
    private sealed class Registers : ISimI2cPart
    {
        internal Action<byte[]>? Wrote { get; init; }

        internal Action? Read { get; init; }

        public bool Write(ReadOnlySpan<byte> bytes, long nowMs)
        {
            Wrote?.Invoke(bytes.ToArray());
            return true;
        }

        bool ISimI2cPart.Read(Span<byte> buffer, long nowMs)
        {
            Read?.Invoke();
            buffer.Fill(0x5A);
            return true;
        }
    }
}
