using FieldNode.Field.Modbus;
using FieldNode.ProtoLite;

namespace FieldNode.Field.Tests;

/// <summary>Which of the values that hosts write goes to the slave when, and what is told of each (docs/SPEC.md, "Commands").</summary>
public sealed class ModbusWriteQueueTests
{
    private const int Tags = 8; // as many as the smallest queue

    // Tags a, b, c ... at registers 0, 10, 20 ..., each held by both slaves: 2a is that of slave 2.
    private static Bus Rig(Action<Bus>? change = null, bool multiple = false)
    {
        var bus = new Bus(slaveCount: 2);
        for (int i = 0; i < Tags; i++)
        {
            foreach (int slave in new[] { 1, 2 })
            {
                bus.Slave(slave).SetRegister(ModbusTable.Holding, 10 * i, 0);
                bus.Point((slave == 1 ? "" : "2") + (char)('a' + i), new ModbusPoint
                {
                    Address = 10 * i, Type = RegisterType.UInt16, Writable = true, WriteMultiple = multiple, PeriodMs = 2000,
                }, DataType.UInt16, slave);
            }
        }

        bus.Seal();
        change?.Invoke(bus);
        bus.Run(2500);
        Assert.True(bus.IsOnline(1) && bus.IsOnline(2));
        bus.Line.Sent.Clear();
        bus.Writes.Told.Clear();
        return bus;
    }

    private static WriteResult Command(Bus bus, params (string Name, long Value)[] values) =>
        bus.Master.TryWrite([.. values.Select(v => (bus.Tag(v.Name), v.Value))]);

    // What went out, as name and value.
    private static IEnumerable<(string Name, long Value)> Sent(Bus bus) => bus.Line.Sent.Where(r => r[1] is 6 or 16).Select(r =>
    {
        string name = (r[0] == 1 ? "" : "2") + (char)('a' + ((r[2] << 8) | r[3]) / 10);
        int at = r[1] == 6 ? 4 : 7;
        return (name, (long)((r[at] << 8) | r[at + 1]));
    });

    private static IEnumerable<(int, WriteResult)> Told(Bus bus, params (string Name, WriteResult Result)[] told) =>
        told.Select(t => (bus.Tag(t.Name), t.Result));

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(40)]
    public void A_slider_of_30_values_ends_at_the_30th_however_fast_it_is(int everyMs)
    {
        Bus bus = Rig();
        for (int i = 1; i <= 30; i++)
        {
            Assert.Equal(WriteResult.Queued, Command(bus, ("a", i)));
            bus.Run(everyMs);
        }

        bus.Run(3000);
        Assert.Equal(30, bus.Slave().Register(ModbusTable.Holding, 0));
        Assert.Equal(30, bus.Tags.GetInt(bus.Tag("a")));
        Assert.All(Sent(bus).Zip(Sent(bus).Skip(1)), pair => Assert.True(pair.First.Value < pair.Second.Value));
        Assert.All(bus.Writes.Told, told => Assert.Equal((bus.Tag("a"), WriteResult.Done), told));
        Assert.Equal(Sent(bus).Count(), bus.Writes.Told.Count);
    }

    [Fact]
    public void A_newer_value_goes_out_where_the_older_one_waited()
    {
        Bus bus = Rig();
        Command(bus, ("a", 1), ("b", 1));
        Command(bus, ("c", 1));
        Command(bus, ("a", 2));
        bus.Run(3000);
        Assert.Equal([("a", 2), ("b", 1), ("c", 1)], Sent(bus));
    }

    [Fact]
    public void A_newer_value_never_goes_out_before_one_that_stands_before_it_in_its_own_command()
    {
        Bus bus = Rig();
        Command(bus, ("b", 1), ("a", 1), ("c", 1));
        Command(bus, ("a", 2), ("b", 2), ("d", 2));
        bus.Run(3000);
        Assert.Equal([("a", 2), ("c", 1), ("b", 2), ("d", 2)], Sent(bus));
    }

    [Fact]
    public void A_tag_that_stands_twice_in_a_command_is_written_twice_in_order()
    {
        Bus bus = Rig();
        Command(bus, ("a", 1), ("b", 5), ("a", 0));
        bus.Run(3000);
        Assert.Equal([("a", 1), ("b", 5), ("a", 0)], Sent(bus));
    }

    [Fact]
    public void A_newer_command_replaces_both_values_of_such_a_pulse()
    {
        foreach (bool beforeB in new[] { false, true })
        {
            Bus bus = Rig();
            Command(bus, ("a", 1), ("b", 5), ("a", 0), ("c", 6));
            Command(bus, beforeB ? [("a", 9)] : [("b", 7), ("a", 9)]);
            bus.Run(3000);
            Assert.Equal(beforeB ? [("a", 9), ("b", 5), ("c", 6)] : [("b", 7), ("a", 9), ("c", 6)], Sent(bus));
        }
    }

    [Fact]
    public void A_command_for_which_there_is_no_room_changes_nothing_of_what_waits()
    {
        Bus bus = Rig();
        (string, long)[] first = [.. Enumerable.Range(0, Tags).Select(i => ($"{(char)('a' + i)}", 1L))];
        Assert.Equal(WriteResult.Queued, Command(bus, first));
        (string, long)[] second = [.. Enumerable.Range(0, Tags).Select(i => ($"2{(char)('a' + i)}", 2L))];
        Assert.Equal(WriteResult.Queued, Command(bus, second));
        Assert.Equal(WriteResult.QueueFull, Command(bus, ("a", 3), ("b", 3), ("b", 4)));
        Assert.Equal(WriteResult.Queued, Command(bus, ("h", 5))); // of a tag that waits there is always room for a newer value
        bus.Run(10_000);
        Assert.Equal([.. first.SkipLast(1), ("h", 5), .. second], Sent(bus));
    }

    [Fact]
    public void A_line_without_writable_points_takes_nothing()
    {
        var bus = new Bus();
        bus.Slave().SetRegister(ModbusTable.Holding, 0, 0);
        bus.Point("v", new ModbusPoint()).Seal().Run(1000);
        Assert.Equal(WriteResult.NotWritable, bus.Master.TryWrite(bus.Tag("v"), 1, 1));
    }

    [Fact]
    public void A_command_of_64_values_is_taken_whole_where_the_line_has_as_many_to_write()
    {
        var bus = new Bus();
        for (int i = 0; i < ModbusMaster.WritesMax + 1; i++)
        {
            bus.Slave().SetRegister(ModbusTable.Holding, i, 0);
            bus.Point("v" + i, new ModbusPoint { Address = i, Writable = true, PeriodMs = 60_000 }, DataType.UInt16);
        }

        bus.Seal().Run(2000);
        (int, long)[] all = [.. Enumerable.Range(0, ModbusMaster.WritesMax + 1).Select(i => (bus.Tag("v" + i), 100L + i))];
        Assert.Equal(WriteResult.QueueFull, bus.Master.TryWrite(all));
        Assert.Equal(WriteResult.Queued, bus.Master.TryWrite(all[..^1]));
        bus.Run(20_000);
        Assert.All(Enumerable.Range(0, ModbusMaster.WritesMax), i => Assert.Equal(100 + i, bus.Slave().Register(ModbusTable.Holding, i)));
        Assert.Equal(0, bus.Slave().Register(ModbusTable.Holding, ModbusMaster.WritesMax));
    }

    [Fact]
    public void A_value_that_is_out_is_not_called_back_and_the_newer_one_follows_it()
    {
        Bus bus = Rig(b => b.Line.Delay = _ => 50_000);
        Command(bus, ("a", 1));
        while (!Sent(bus).Any())
        {
            bus.Run(5);
        }

        Assert.Equal([("a", 1)], Sent(bus));
        Assert.Empty(bus.Writes.Told); // told when the slave has confirmed it
        Command(bus, ("a", 2));
        Command(bus, ("a", 3));
        bus.Run(3000);
        Assert.Equal([("a", 1), ("a", 3)], Sent(bus));
        Assert.Equal(Told(bus, ("a", WriteResult.Done), ("a", WriteResult.Done)), bus.Writes.Told);
    }

    [Fact]
    public void What_waits_for_a_slave_that_is_given_up_is_dropped_and_told_and_never_sent_later()
    {
        Bus bus = Rig();
        bus.Slave().IsSilent = true;
        Command(bus, ("a", 1), ("b", 2));
        Command(bus, ("2a", 3));
        bus.Run(20);
        Command(bus, ("a", 4)); // while the first is out
        bus.Run(3000);
        Assert.False(bus.IsOnline());
        Assert.Equal(
            Told(bus, ("a", WriteResult.NotConfirmed), ("b", WriteResult.Dropped), ("a", WriteResult.Dropped), ("2a", WriteResult.Done)),
            bus.Writes.Told);
        Assert.Equal(WriteResult.Offline, Command(bus, ("a", 5)));
        bus.Slave().IsSilent = false;
        bus.Run(60_000);
        Assert.True(bus.IsOnline());
        Assert.Equal(0, bus.Slave().Register(ModbusTable.Holding, 0));
        Assert.Equal([("a", 1), ("2a", 3)], Sent(bus).Distinct()); // the first went out, again and again
    }

    [Fact]
    public void What_waits_for_a_port_that_is_pulled_out_is_dropped_and_told()
    {
        Bus bus = Rig();
        Command(bus, ("a", 1), ("2b", 2));
        bus.Run(6);
        bus.Line.Unplug();
        bus.Run(500);
        bus.Line.OpenFault = SerialFault.None;
        bus.Run(10_000);
        Assert.True(bus.IsOnline(1) && bus.IsOnline(2));
        Assert.Equal(Told(bus, ("a", WriteResult.NotConfirmed), ("2b", WriteResult.Dropped)), bus.Writes.Told);
        Assert.Equal(0, bus.Slave(2).Register(ModbusTable.Holding, 10));
    }

    [Fact]
    public void An_exception_is_told_the_register_is_read_back_and_the_next_value_goes_out()
    {
        Bus bus = Rig();
        bus.Line.Disturb = reply => reply[1] == 6 && reply[3] == 0 ? Refusal(reply) : reply;
        Command(bus, ("a", 77), ("b", 5));
        bus.Run(1000);
        Assert.Equal(Told(bus, ("a", WriteResult.Refused), ("b", WriteResult.Done)), bus.Writes.Told);
        Assert.Equal([6, 3, 6, 3], bus.Line.Sent.Take(4).Select(r => (int)r[1]));
    }

    [Fact]
    public void A_slave_that_confirms_a_value_and_holds_another_is_told()
    {
        Bus bus = Rig();
        bus.Line.Disturb = reply =>
        {
            bus.Slave().SetRegister(ModbusTable.Holding, 0, 50); // its limit
            return reply;
        };
        Command(bus, ("a", 77), ("b", 5));
        bus.Run(1000);
        Assert.Equal(Told(bus, ("a", WriteResult.Done), ("a", WriteResult.Differs), ("b", WriteResult.Done)), bus.Writes.Told);
        Assert.Equal(50, bus.Tags.GetInt(bus.Tag("a")));
    }

    [Theory]
    [InlineData(RegisterType.Bool, ModbusTable.Coil, 1)]
    [InlineData(RegisterType.Bool, ModbusTable.Coil, 0)]
    [InlineData(RegisterType.Bool, ModbusTable.Holding, 1)]
    [InlineData(RegisterType.Bool, ModbusTable.Holding, 0)]
    [InlineData(RegisterType.Float, ModbusTable.Holding, 72)]
    [InlineData(RegisterType.Int64, ModbusTable.Holding, -3)]
    public void A_value_that_holds_is_done_whatever_its_type_and_order(RegisterType type, ModbusTable table, int value)
    {
        foreach (RegisterOrder order in Enum.GetValues<RegisterOrder>())
        {
            var bus = new Bus();
            for (int i = 0; i < 8; i++)
            {
                bus.Slave().SetRegister(ModbusTable.Holding, i, i);
                bus.Slave().SetBit(ModbusTable.Coil, i, i % 2 == 0);
            }

            DataType data = type switch { RegisterType.Bool => DataType.Boolean, RegisterType.Float => DataType.Float, _ => DataType.Int64 };
            bus.Point("v", new ModbusPoint { Table = table, Address = 2, Type = type, Order = order, Writable = true }, data).Seal().Run(1000);
            bus.Master.TryWrite(bus.Tag("v"), value, value);
            bus.Run(1000);
            Assert.Equal(Told(bus, ("v", WriteResult.Done)), bus.Writes.Told);
            Assert.Equal(value, bus.Real("v"));
        }
    }

    // A slave that answered late is left alone for a while: its read-back waits.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_slave_that_rests_holds_up_nobody_elses_write(bool multiple)
    {
        Bus bus = Rig(multiple: multiple);
        int replies = 0;
        bus.Line.Disturb = reply => reply[0] == 1 && replies++ == 0 ? null : reply; // lost: it may still come
        while (replies < 2)
        {
            bus.Run(5);
        }

        bus.Run(30);
        bus.Line.Sent.Clear();
        Command(bus, ("a", 1), ("a", 2));
        Command(bus, ("2a", 3));
        bus.Run(150);
        Assert.Equal([("a", 1), ("2a", 3)], Sent(bus)); // what is next for slave 1 waits
        bus.Run(3000);
        Assert.Equal(2, bus.Slave(1).Register(ModbusTable.Holding, 0));
        Assert.Equal(
            Told(bus, ("a", WriteResult.Done), ("2a", WriteResult.Done), ("a", WriteResult.Done)),
            bus.Writes.Told);
    }

    // The echo of function 16 names the place, not the value; but the read-back between two writes is answered after it.
    [Fact]
    public void The_late_echo_of_a_former_value_does_not_confirm_the_next_one()
    {
        Bus bus = Rig(multiple: true);
        bus.Line.Delay = request => request[1] == 16 ? 130_000 : 2_000; // the time-out is 100 ms, so each goes out twice
        bus.Line.Disturb = reply => reply[1] == 16 && bus.Line.Sent[^1][8] == 2 ? Refusal(reply) : reply;
        Command(bus, ("a", 1), ("a", 2));
        bus.Run(5000);
        Assert.Equal(Told(bus, ("a", WriteResult.Done), ("a", WriteResult.Refused)), bus.Writes.Told);
    }

    [Fact]
    public void Whatever_hosts_write_the_last_value_of_each_tag_holds_and_each_command_keeps_its_order()
    {
        Random random = Seeded.Random();
        for (int round = 0; round < 30; round++)
        {
            Bus bus = Rig(multiple: random.Next(2) == 0);
            var last = new Dictionary<string, long>();
            var commands = new List<(string Name, long Value)[]>();
            long value = 0;
            int queued = 0;
            for (int i = 0; i < 60; i++)
            {
                var command = new (string Name, long Value)[random.Next(1, 6)];
                for (int k = 0; k < command.Length; k++)
                {
                    command[k] = ((random.Next(2) == 0 ? "" : "2") + (char)('a' + random.Next(Tags)), ++value);
                }

                if (Command(bus, command) == WriteResult.Queued)
                {
                    commands.Add(command);
                    queued += command.Length;
                    Array.ForEach(command, v => last[v.Name] = v.Value);
                }

                bus.Run(random.Next(3) == 0 ? random.Next(200) : 0);
            }

            bus.Run(30_000);
            (string Name, long Value)[] sent = [.. Sent(bus)];
            Assert.True(commands.Count > 10);
            Assert.All(last, v => Assert.Equal(v.Value, bus.Tags.GetInt(bus.Tag(v.Key))));
            Assert.Equal(sent.Length, bus.Writes.Told.Count(t => t.Result == WriteResult.Done));
            Assert.Equal(sent.Length, bus.Writes.Told.Count);
            Assert.InRange(sent.Length, last.Count, queued);
            foreach ((string, long)[] command in commands)
            {
                int[] places = [.. command.Select(v => Array.IndexOf(sent, v)).Where(at => at >= 0)];
                // Of two slaves one may go ahead while the other rests; of one slave the order is that of the command.
                foreach (string prefix in new[] { "1", "2" })
                {
                    int[] ofSlave = [.. places.Where(at => sent[at].Name.StartsWith('2') == (prefix == "2"))];
                    Assert.Equal(ofSlave.Order(), ofSlave);
                }
            }
        }
    }

    private static byte[] Refusal(byte[] reply)
    {
        byte[] refusal = [reply[0], (byte)(reply[1] | 0x80), 3, 0, 0];
        ModbusCrc.Append(refusal, 0, 3);
        return refusal;
    }
}
