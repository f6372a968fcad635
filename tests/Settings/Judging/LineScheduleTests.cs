using FieldNode.Virtual.Settings;

namespace FieldNode.Settings.Tests;

public sealed class LineScheduleTests
{
    private static NodeSettings Plant(int baud, params DeviceSettings[] devices) => new()
    {
        Lines = [new LineSettings { Name = "l", Port = "p", Baud = baud }], Devices = devices,
    };

    private static DeviceSettings Slave(int unit, int periodMs, params int[] addresses) => new()
    {
        Name = "d" + unit, Line = "l", Unit = unit,
        Tags = [.. addresses.Select(address => new TagSettings { Name = "t" + address, Table = "holding", Address = address, PeriodMs = periodMs })],
    };

    // Modbus over serial line V1.02: 8 + 5 + 2N characters, a silence of 3.5 before the request and one before the slave works, and its own time.
    [Theory]
    [InlineData(9600, 10)]
    [InlineData(1200, 125)]
    [InlineData(115200, 2)]
    public void One_request_takes_what_the_characters_the_silences_and_the_slave_take(int baud, int registers)
    {
        LineLoad load = LineSchedule.LoadOf(Plant(baud, Slave(1, 1000, [.. Enumerable.Range(0, registers)])), 0);
        double characterMs = 11000.0 / baud;
        double silenceMs = baud > 19200 ? 1.75 : 3.5 * characterMs;
        double idealMs = (13 + 2 * registers) * characterMs + silenceMs + 3.5 * characterMs + LineSchedule.TurnaroundUs / 1000.0;
        Assert.Equal(1, load.Requests);
        Assert.InRange(load.RoundMs, idealMs, idealMs * 1.1 + 2); // the loop's steps are whole ms
        Assert.Equal(load.RoundMs / 10, load.Percent, 3);
    }

    [Fact]
    public void Requests_are_merged_as_the_master_merges_them()
    {
        LineLoad near = LineSchedule.LoadOf(Plant(9600, Slave(1, 1000, 0, 5)), 0);
        LineLoad far = LineSchedule.LoadOf(Plant(9600, Slave(1, 1000, 0, 50)), 0);
        Assert.Equal((1, 2), (near.Requests, far.Requests));
        Assert.InRange(far.Percent / near.Percent, 1.3, 2);
    }

    [Fact]
    public void Scans_count_by_their_own_periods_and_slaves_add_up()
    {
        double one = LineSchedule.LoadOf(Plant(9600, Slave(1, 1000, 0)), 0).Percent;
        Assert.Equal(one / 10, LineSchedule.LoadOf(Plant(9600, Slave(1, 10_000, 0)), 0).Percent, 3);
        Assert.Equal(2 * one, LineSchedule.LoadOf(Plant(9600, Slave(1, 1000, 0), Slave(2, 1000, 0)), 0).Percent, 3);
        Assert.Equal(one / 4, LineSchedule.LoadOf(Plant(9600, Slave(1, 1000, 0)), 0, 4000).Percent, 3);
    }

    [Fact]
    public void Every_type_of_tag_gets_an_answer()
    {
        NodeSettings settings = Sample.Parse(Sample.Text).Settings!;
        Assert.All(NodeWarnings.Loads(settings), load => Assert.InRange(load.Percent, 0.1, 80));
    }
}
