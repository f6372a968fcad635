using FieldNode.Field.Modbus;
using FieldNode.ProtoLite;
using FieldNode.Tags;

namespace FieldNode.Field.Tests;

public sealed class ModbusMasterTests
{
    private static ModbusPoint Holding(int address, RegisterType type = RegisterType.UInt16, RegisterOrder order = RegisterOrder.Abcd) =>
        new() { Table = ModbusTable.Holding, Address = address, Type = type, Order = order };

    [Fact]
    public void A_device_is_online_once_all_its_scans_were_read_in_full()
    {
        var bus = new Bus();
        bus.Slave().SetRegister(ModbusTable.Holding, 0, 7);
        bus.Slave().SetRegister(ModbusTable.Holding, 100, 9);
        ModbusPoint slow = Holding(100);
        slow.PeriodMs = 60000;
        bus.Point("a", Holding(0)).Point("b", slow).Seal();
        Assert.False(bus.IsOnline());
        bus.Run(300);
        Assert.True(bus.IsOnline());
        Assert.Equal((7, 9), (bus.Real("a"), bus.Real("b")));
        Assert.Equal(2, bus.Line.Sent.Count);
    }

    [Fact]
    public void A_request_is_byte_for_byte_the_specifications_example()
    {
        // Modbus Application Protocol V1.1b3, section 6.3: read holding registers 108 to 110 of unit 17.
        var bus = new Bus();
        bus.Point("a", Holding(107)).Point("b", Holding(108)).Point("c", Holding(109)).Seal().Run(5);
        Assert.Equal(new byte[] { 1, 3, 0, 0x6B, 0, 3 }, bus.Line.Sent[0][..6]);
        Assert.True(ModbusCrc.IsRight(bus.Line.Sent[0], 0, 8));
    }

    [Fact]
    public void Adjacent_registers_go_into_one_request_and_a_gap_is_bridged_up_to_the_setting()
    {
        var tight = new Bus();
        tight.Point("a", Holding(0)).Point("b", Holding(1)).Point("c", Holding(5)).Seal();
        Assert.Equal(2, tight.Master.RequestCount);
        var loose = new Bus(change: o => o.MergeGap = 3);
        loose.Point("a", Holding(0)).Point("b", Holding(1)).Point("c", Holding(5)).Seal();
        Assert.Equal(1, loose.Master.RequestCount);
    }

    [Fact]
    public void A_request_never_asks_for_more_than_the_limit_and_never_cuts_a_value()
    {
        var bus = new Bus(change: o => o.RegistersMax = 10);
        for (int i = 0; i < 40; i++)
        {
            bus.Slave().SetRegister(ModbusTable.Holding, i, i);
        }

        for (int i = 0; i < 10; i++)
        {
            bus.Point("v" + i, Holding(i * 4, RegisterType.Int64));
        }

        bus.Seal().Run(2000);
        Assert.All(bus.Line.Sent, r => Assert.InRange((r[4] << 8) | r[5], 4, 10));
        Assert.True(bus.IsOnline());
    }

    [Fact]
    public void Each_function_that_reads_is_used_for_its_table()
    {
        var bus = new Bus();
        bus.Slave().SetBit(ModbusTable.Coil, 3, true);
        bus.Slave().SetBit(ModbusTable.Discrete, 9, true);
        bus.Slave().SetRegister(ModbusTable.Input, 5, 55);
        bus.Slave().SetRegister(ModbusTable.Holding, 5, 66);
        bus.Point("coil", new ModbusPoint { Table = ModbusTable.Coil, Address = 3, Type = RegisterType.Bool }, DataType.Boolean)
            .Point("discrete", new ModbusPoint { Table = ModbusTable.Discrete, Address = 9, Type = RegisterType.Bool }, DataType.Boolean)
            .Point("input", new ModbusPoint { Table = ModbusTable.Input, Address = 5 }).Point("holding", Holding(5)).Seal().Run(500);
        Assert.Equal([1, 2, 3, 4], bus.Line.Sent.Take(4).Select(r => (int)r[1]).Order());
        Assert.True(bus.Tags.GetBool(bus.Tag("coil")) && bus.Tags.GetBool(bus.Tag("discrete")));
        Assert.Equal((55, 66), (bus.Real("input"), bus.Real("holding")));
    }

    [Fact]
    public void The_next_request_waits_for_three_and_a_half_characters_of_silence_and_hardly_longer()
    {
        var bus = new Bus(baud: 9600);
        bus.Slave().SetRegister(ModbusTable.Holding, 0, 1);
        ModbusPoint fast = Holding(0);
        fast.PeriodMs = 1;
        bus.Line.TurnaroundUs = 5000;
        bus.Point("a", fast).Seal().Run(20_000);
        double ideal = bus.Line.CharactersUs(8 + 7 + 3.5) + 5000;
        double measured = 20_000_000.0 / (bus.Line.Sent.Count - 1);
        Assert.InRange(measured, ideal, ideal * 1.1);
    }

    [Fact]
    public void A_silent_slave_is_retried_then_given_up_then_asked_in_growing_pauses_and_returns()
    {
        var bus = new Bus(retries: 2);
        bus.Slave().SetRegister(ModbusTable.Holding, 0, 1);
        bus.Point("a", Holding(0)).Seal().Run(500);
        bus.Slave().IsSilent = true;
        int before = bus.Line.Sent.Count;
        bus.Run(1500);
        Assert.False(bus.IsOnline());
        Assert.Equal(QualityReason.NoAnswer, bus.OfflineReason());
        Assert.Equal(3, bus.Line.Sent.Count - before);
        Assert.Equal((3, 2, 1), (bus.Counter("Timeouts"), bus.Counter("Retries"), bus.Counter("Offline spells")));
        before = bus.Line.Sent.Count;
        bus.Run(16000);
        Assert.InRange(bus.Line.Sent.Count - before, 3, 5); // about 1, 2, 4, 8 s apart
        bus.Slave().IsSilent = false;
        bus.Run(20000);
        Assert.True(bus.IsOnline());
    }

    [Fact]
    public void A_dead_slave_hardly_slows_a_living_one()
    {
        var bus = new Bus(slaveCount: 2);
        bus.Slave(1).IsSilent = true;
        bus.Slave(2).SetRegister(ModbusTable.Holding, 0, 1);
        ModbusPoint a = Holding(0), b = Holding(0);
        (a.PeriodMs, b.PeriodMs) = (200, 200);
        bus.Point("a", a, slave: 1).Point("b", b, slave: 2).Seal().Run(20000);
        Assert.False(bus.IsOnline(1));
        Assert.True(bus.IsOnline(2));
        Assert.True(bus.Counter("unit 2/Requests") >= 90);
    }

    [Fact]
    public void A_slow_slave_keeps_its_time_out_and_the_other_its_pace()
    {
        var bus = new Bus(slaveCount: 2);
        bus.Slave(1).SetRegister(ModbusTable.Holding, 0, 1);
        bus.Slave(2).SetRegister(ModbusTable.Holding, 0, 2);
        bus.Line.Delay = r => r[0] == 1 ? 90_000 : 2_000;
        ModbusPoint a = Holding(0), b = Holding(0);
        (a.PeriodMs, b.PeriodMs) = (500, 200);
        bus.Point("a", a, slave: 1).Point("b", b, slave: 2).Seal().Run(10000);
        Assert.True(bus.IsOnline(1) && bus.IsOnline(2));
        Assert.Equal(0, bus.Counter("unit 1/Timeouts"));
        Assert.True(bus.Counter("unit 2/Requests") >= 45);
    }

    [Fact]
    public void An_address_that_a_slave_does_not_have_is_found_and_its_neighbours_are_read_all_the_same()
    {
        var bus = new Bus(change: o => o.MergeGap = 4);
        bus.Slave().SetRegister(ModbusTable.Holding, 0, 10);
        bus.Slave().SetRegister(ModbusTable.Holding, 2, 12);
        bus.Point("a", Holding(0)).Point("missing", Holding(1)).Point("c", Holding(2)).Seal().Run(3000);
        Assert.True(bus.IsOnline());
        Assert.Equal((10, 12), (bus.Real("a"), bus.Real("c")));
        Assert.Equal((Quality.Bad, QualityReason.Refused), (bus.Tags.QualityOf(bus.Tag("missing")), bus.Tags.ReasonOf(bus.Tag("missing"))));
        Assert.False(bus.Tags.HasValue(bus.Tag("missing")));
        Assert.Equal(Quality.Good, bus.Tags.QualityOf(bus.Tag("a")));
    }

    [Theory]
    [InlineData(3, QualityReason.DeviceFailure)]
    [InlineData(6, QualityReason.DeviceFailure)]
    [InlineData(8, QualityReason.DeviceFailure)]
    [InlineData(10, QualityReason.NoAnswer)]
    [InlineData(11, QualityReason.NoAnswer)]
    public void Exceptions_are_the_slaves_trouble_but_those_of_a_gateway_are_no_answer_of_the_slave_behind_it(byte code, QualityReason why)
    {
        var bus = new Bus();
        bus.Slave().SetRegister(ModbusTable.Holding, 0, 10);
        bus.Point("a", Holding(0)).Seal().Run(300);
        bus.Slave().Failure = code;
        bus.Run(1500);
        Assert.True(bus.IsOnline());
        Assert.Equal((Quality.Bad, why), (bus.Tags.QualityOf(bus.Tag("a")), bus.Tags.ReasonOf(bus.Tag("a"))));
        Assert.Equal(10, bus.Real("a"));
    }

    [Fact]
    public void A_slave_whose_every_reply_is_damaged_is_given_up_as_damaged()
    {
        var bus = new Bus(retries: 2);
        bus.Slave().SetRegister(ModbusTable.Holding, 0, 10);
        bus.Point("a", Holding(0)).Seal().Run(500);
        bus.Line.Disturb = reply =>
        {
            reply[^1] ^= 1;
            return reply;
        };
        bus.Run(3000);
        Assert.False(bus.IsOnline());
        Assert.Equal(QualityReason.Damaged, bus.OfflineReason());
        bus.Line.Disturb = null;
        bus.Run(20_000);
        Assert.True(bus.IsOnline());
        Assert.Equal(10, bus.Real("a"));
    }

    [Fact]
    public void A_slave_that_reports_a_failure_makes_its_tags_bad_but_stays_online()
    {
        var bus = new Bus();
        bus.Slave().SetRegister(ModbusTable.Holding, 0, 10);
        bus.Point("a", Holding(0)).Seal().Run(300);
        bus.Slave().Failure = 4;
        bus.Run(1500);
        Assert.True(bus.IsOnline());
        Assert.Equal(QualityReason.DeviceFailure, bus.Tags.ReasonOf(bus.Tag("a")));
        Assert.Equal(10, bus.Real("a"));
        bus.Slave().Failure = 0;
        bus.Run(1500);
        Assert.Equal(Quality.Good, bus.Tags.QualityOf(bus.Tag("a")));
    }

    [Fact]
    public void Garbage_between_frames_and_before_a_reply_is_counted_and_does_no_harm()
    {
        var bus = new Bus();
        bus.Slave().SetRegister(ModbusTable.Holding, 0, 1);
        bus.Point("a", Holding(0)).Seal();
        bus.Line.Disturb = reply => [0xFF, 0x00, .. reply];
        bus.Line.Inject([1, 2, 3, 4, 5]);
        bus.Run(5000);
        Assert.True(bus.IsOnline());
        Assert.Equal(1, bus.Real("a"));
        Assert.True(bus.Counter("Foreign bytes") >= 5);
        Assert.Equal(0, bus.Counter("Timeouts"));
    }

    [Fact]
    public void Someone_elses_talk_on_the_line_is_not_taken_for_a_reply()
    {
        var bus = new Bus();
        bus.Slave().SetRegister(ModbusTable.Holding, 0, 1);
        bus.Point("a", Holding(0)).Seal();
        byte[] foreign = [9, 3, 2, 0x7F, 0xFF, 0, 0];
        ModbusCrc.Append(foreign, 0, 5);
        bus.Line.Disturb = _ => foreign;
        bus.Run(3000);
        Assert.False(bus.Tags.HasValue(bus.Tag("a")));
        Assert.False(bus.IsOnline());
    }

    [Fact]
    public void No_truncation_and_no_flipped_bit_of_a_reply_ever_becomes_a_wrong_value()
    {
        var bus = new Bus(retries: 0, change: o => o.BackoffMaxMs = o.BackoffMinMs = 1);
        bus.Slave().SetRegisters(ModbusTable.Holding, 0, [0x41, 0x20, 0, 0]);
        ModbusPoint point = Holding(0, RegisterType.Float);
        point.PeriodMs = 1;
        bus.Point("a", point, DataType.Float).Seal().Run(100);
        Assert.Equal(10, bus.Real("a"));
        const int length = 9;
        for (int fault = 0; fault < length * 9; fault++)
        {
            int which = fault;
            bus.Line.Disturb = reply =>
            {
                if (which < length)
                {
                    return reply[..which];
                }

                int bit = which - length;
                reply[bit / 8] ^= (byte)(1 << (bit % 8));
                return reply;
            };
            bus.Run(250);
            Assert.Equal(10, bus.Real("a"));
        }

        bus.Line.Disturb = null;
        bus.Run(500);
        Assert.True(bus.IsOnline());
        Assert.True(bus.Counter("CRC errors") > 0 && bus.Counter("Timeouts") > 0);
    }

    [Fact]
    public void A_reply_that_lies_there_in_full_counts_although_the_clock_jumped_past_its_time_out()
    {
        var bus = new Bus();
        bus.Slave().SetRegister(ModbusTable.Holding, 0, 42);
        bus.Point("a", Holding(0)).Seal();
        while (bus.Line.Sent.Count == 0)
        {
            bus.Run(1);
        }

        bus.Line.Advance(12_000_000); // a TLS handshake froze everything for 12 s
        bus.Run(20);
        Assert.Equal(42, bus.Real("a"));
        Assert.Equal(0, bus.Counter("Timeouts"));
    }

    [Fact]
    public void Rounds_that_were_missed_while_the_clock_jumped_are_not_made_up_for()
    {
        var bus = new Bus();
        bus.Slave().SetRegister(ModbusTable.Holding, 0, 42);
        ModbusPoint point = Holding(0);
        point.PeriodMs = 100;
        bus.Point("a", point).Seal().Run(1000);
        bus.Line.Advance(60_000_000);
        int before = bus.Line.Sent.Count;
        bus.Run(1000);
        Assert.InRange(bus.Line.Sent.Count - before, 9, 12);
    }

    [Fact]
    public void Polls_keep_their_period_without_drift()
    {
        var bus = new Bus();
        bus.Slave().SetRegister(ModbusTable.Holding, 0, 42);
        ModbusPoint point = Holding(0);
        point.PeriodMs = 100;
        bus.Point("a", point).Seal().Run(60_000);
        Assert.InRange(bus.Line.Sent.Count, 598, 602);
    }

    [Fact]
    public void An_unplugged_adapter_takes_all_slaves_offline_and_the_port_is_tried_again()
    {
        var bus = new Bus(slaveCount: 2);
        bus.Slave(1).SetRegister(ModbusTable.Holding, 0, 1);
        bus.Slave(2).SetRegister(ModbusTable.Holding, 0, 2);
        bus.Point("a", Holding(0), slave: 1).Point("b", Holding(0), slave: 2).Seal().Run(1000);
        bus.Line.Unplug();
        bus.Run(5000);
        Assert.False(bus.IsOnline(1) || bus.IsOnline(2));
        Assert.Equal(QualityReason.PortLost, bus.OfflineReason(2));
        bus.Line.OpenFault = SerialFault.None;
        bus.Run(40000);
        Assert.True(bus.IsOnline(1) && bus.IsOnline(2));
        Assert.True(bus.Counter("Port faults") >= 2);
    }

    [Fact]
    public void A_line_that_is_never_silent_does_not_hang_the_master()
    {
        var bus = new Bus();
        bus.Point("a", Holding(0)).Seal();
        for (int i = 0; i < 3000; i++)
        {
            bus.Line.Inject([0x55, 0x55, 0x55]);
        }

        bus.Run(8000);
        Assert.False(bus.IsOnline());
        Assert.Empty(bus.Line.Sent);
        Assert.Equal(QualityReason.Damaged, bus.OfflineReason());
    }

    [Fact]
    public void Polling_allocates_nothing()
    {
        var line = new QuietLine();
        var tags = new TagTable(20, 2);
        int device = tags.AddDevice("d");
        var master = new ModbusMaster(line, tags, new ModbusLineOptions { Baud = 115200 });
        int slave = master.AddSlave(device, 1, 2);
        for (int i = 0; i < 10; i++)
        {
            int tag = tags.Add(device, new TagSpec { Name = "t" + i, DataType = DataType.Float });
            master.AddPoint(slave, new ModbusPoint { Tag = tag, Address = 2 * i, Type = RegisterType.Float, PeriodMs = 10 });
        }

        tags.Seal(true);
        master.Seal();
        long allocated = 0;
        for (int i = 0; i < 5000; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            master.Step(i, i);
            allocated += i < 1000 ? 0 : GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.True(line.Replies > 300 && tags.HasValue(9));
        Assert.Equal(0, allocated);
    }

    /// <summary>A line whose slave answers ten floats at once, and that allocates nothing itself.</summary>
    private sealed class QuietLine : ISerialLine
    {
        private readonly byte[] reply = new byte[45];
        private int left;

        public int Replies { get; private set; }
        public bool IsOpen { get; private set; }

        public SerialFault Open()
        {
            IsOpen = true;
            return SerialFault.None;
        }

        public int Read(byte[] buffer, int offset, int count)
        {
            int taken = Math.Min(left, count);
            Array.Copy(reply, 0, buffer, offset, taken);
            left -= taken;
            return taken;
        }

        public SerialFault Write(byte[] buffer, int offset, int count)
        {
            (reply[0], reply[1], reply[2]) = (1, buffer[offset + 1], 40);
            reply[5] = (byte)++Replies;
            ModbusCrc.Append(reply, 0, 43);
            left = 45;
            return SerialFault.None;
        }

        public int IdleUs() => 10_000;

        public void Close() => IsOpen = false;
    }
}
