using FieldNode.Cli;
using FieldNode.Field.Modbus;
using FieldNode.Virtual.Plant;
using FieldNode.Virtual.Serial;

namespace FieldNode.Tools.Tests;

/// <summary>The sweep under virtual time, over slaves that are sound, slow, in collision or at another baud rate.</summary>
public sealed class ModbusScanTests
{
    private static readonly LineForm Usual = new(19200, "even");
    private readonly RecordingScanView view = new();

    [Fact]
    public void A_slave_is_found_by_its_value_and_another_by_its_exception()
    {
        var bare = new ModbusSlaveModel(7);
        var full = new ModbusSlaveModel(9);
        full.SetRegister(ModbusTable.Holding, 0, 42);

        ModbusScan scan = Sweep(Line(bare, full), 1, 12, out _);

        Assert.Equal([(7, ProbeKind.Exception), (9, ProbeKind.Answer)], scan.Found.Select(u => (u.Unit, u.Kind)));
        Assert.Equal(2, scan.Found[0].Code);
        Assert.All(scan.Found, unit => Assert.Null(unit.Trouble));
        Assert.Equal(12, view.Steps);
    }

    [Fact]
    public void Only_functions_that_read_are_sent()
    {
        MemoryLine line = Line(new ModbusSlaveModel(3) { Identification = ["Acme", "P1", "1.0"] });

        Sweep(line, 1, 5, out _);

        Assert.All(line.Sent, request => Assert.Contains(request[1], new byte[] { 3, 0x2B }));
    }

    [Fact]
    public void An_identification_is_read_object_by_object_and_its_control_characters_do_not_reach_the_terminal()
    {
        var slave = new ModbusSlaveModel(3) { Identification = ["Acme", "P\u001b[31m1", "1.0"] };

        ModbusScan scan = Sweep(Line(slave), 3, 3, out _);

        Assert.Equal(new ModbusIdentity("Acme", "P\\u001b[31m1", "1.0"), scan.Found[0].Identity);
    }

    [Fact]
    public void Two_slaves_with_one_address_are_told()
    {
        MemoryLine line = Line(new ModbusSlaveModel(5));
        Random random = Seeded.Random();
        line.Disturb = reply => [.. reply.Select(b => (byte)(b ^ random.Next(1, 256)))];

        ModbusScan scan = Sweep(line, 4, 6, out _);

        FoundUnit unit = Assert.Single(scan.Found);
        Assert.False(unit.IsReadable);
        Assert.Contains("two slaves with this address", unit.Trouble);
    }

    [Fact]
    public void A_reply_that_is_damaged_now_and_then_is_found_and_told()
    {
        MemoryLine line = Line(new ModbusSlaveModel(5));
        int replies = 0;
        line.Disturb = reply => ++replies == 2 ? [reply[0], reply[1], 0x55, 0x55, 0x55] : reply;

        FoundUnit unit = Assert.Single(Sweep(line, 5, 5, out _).Found);

        Assert.True(unit.IsReadable);
        Assert.StartsWith("1 of 3 replies damaged", unit.Trouble);
    }

    [Fact]
    public void A_slave_slower_than_the_time_out_is_found_by_its_late_reply_and_hides_nobody()
    {
        MemoryLine line = Line(new ModbusSlaveModel(5), new ModbusSlaveModel(6));
        line.Delay = request => request[0] == 5 ? 120_000 : 2000;

        ModbusScan scan = Sweep(line, 1, 10, out _);

        Assert.Equal([5, 6], scan.Found.Select(u => u.Unit).Order());
        Assert.StartsWith("slow: it took ", scan.Found.Single(u => u.Unit == 5).Trouble);
        Assert.Null(scan.Found.Single(u => u.Unit == 6).Trouble);
    }

    [Fact]
    public void An_adapter_that_gives_back_what_it_sends_is_told_and_the_slaves_are_found()
    {
        var slave = new ModbusSlaveModel(5);
        var line = new MemoryLine(Usual.Baud, request => [.. request, .. slave.Answer(request) ?? []]) { TurnaroundUs = 0 };

        ModbusScan scan = Sweep(line, 4, 6, out _);

        Assert.True(scan.HasEcho);
        Assert.Equal(5, Assert.Single(scan.Found).Unit);
    }

    [Fact]
    public void What_answers_damaged_at_one_setting_and_well_at_another_is_no_trouble()
    {
        var slave = new ModbusSlaveModel(5);
        var right = new LineForm(9600, "even");
        MemoryLine? line = null;
        var clock = new MovingClock(() => line);
        var scan = new ModbusScan(
            Options(5, 5) with { Forms = [Usual, right] },
            form => line = new MemoryLine(form.Baud, request => form == right ? slave.Answer(request) : [0xF8, 0x00, 0x1C]),
            clock, view);

        Assert.True(scan.Run(TestContext.Current.CancellationToken));

        FoundUnit unit = Assert.Single(scan.Found);
        Assert.Equal(right, unit.Form);
        Assert.Null(unit.Trouble);
    }

    [Fact]
    public void An_empty_line_takes_no_longer_than_was_told()
    {
        MemoryLine line = Line();

        ModbusScan scan = Sweep(line, 1, ModbusScanOptions.UnitMax, out ModbusScanOptions options);

        Assert.Empty(scan.Found);
        Assert.Equal(ModbusScanOptions.UnitMax, scan.Asked);
        Assert.InRange(line.NowMs, options.Longest.TotalMilliseconds * 0.9, options.Longest.TotalMilliseconds * 1.02);
    }

    [Fact]
    public void Random_bytes_on_the_wire_never_become_a_slave_that_is_not_there()
    {
        Random random = Seeded.Random();
        MemoryLine line = new(Usual.Baud, _ =>
        {
            byte[] noise = new byte[random.Next(0, 30)];
            random.NextBytes(noise);
            return noise;
        });

        ModbusScan scan = Sweep(line, 1, 100, out _);

        Assert.DoesNotContain(scan.Found, unit => unit.IsReadable);
    }

    [Fact]
    public void A_line_that_is_never_silent_ends_the_scan_with_a_reason()
    {
        MemoryLine line = Line();
        line.Inject(new byte[20_000]);

        UserError error = Assert.Throws<UserError>(() => Sweep(line, 1, 5, out _));

        Assert.Contains("never silent", error.Message);
    }

    [Fact]
    public void An_adapter_that_is_pulled_out_ends_the_scan_with_a_reason()
    {
        MemoryLine line = Line(new ModbusSlaveModel(2));
        line.Unplug();

        Assert.Contains("still plugged in", Assert.Throws<UserError>(() => Sweep(line, 1, 5, out _)).Message);
    }

    [Fact]
    public void Asked_to_end_it_keeps_what_it_found()
    {
        using var end = new CancellationTokenSource();
        var slave = new ModbusSlaveModel(2);
        var line = new MemoryLine(Usual.Baud, request =>
        {
            if (request[0] == 8)
            {
                end.Cancel();
            }
            return slave.Answer(request);
        });
        line.Open();
        var scan = new ModbusScan(Options(1, 50) with { Identify = false }, _ => line, new LineClock(line), view);

        Assert.False(scan.Run(end.Token));
        Assert.False(line.IsOpen);
        Assert.Equal(2, Assert.Single(scan.Found).Unit);
        Assert.Equal(7, scan.Asked);
    }

    private ModbusScan Sweep(MemoryLine line, int first, int last, out ModbusScanOptions options)
    {
        options = Options(first, last);
        line.Open();
        var scan = new ModbusScan(options, _ => line, new LineClock(line), view);
        Assert.True(scan.Run(TestContext.Current.CancellationToken));
        return scan;
    }

    private static ModbusScanOptions Options(int first, int last) => new()
    {
        Forms = [Usual], Units = [.. Enumerable.Range(first, last - first + 1)], TimeoutMs = 100,
    };

    private static MemoryLine Line(params ModbusSlaveModel[] slaves) => new(
        Usual.Baud, request => slaves.Select(slave => slave.Answer(request)).FirstOrDefault(reply => reply is not null));

    private sealed class MovingClock(Func<MemoryLine?> line) : IScanClock
    {
        public long NowMs => line()!.NowMs;

        public void Pause() => line()!.Advance(1000);
    }
}
