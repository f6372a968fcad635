using FieldNode.Field.Modbus;
using FieldNode.ProtoLite;
using FieldNode.Tags;
using static FieldNode.Field.Tests.Bus;

namespace FieldNode.Field.Tests;

/// <summary>What the master says of slaves that answer, fail, fall silent, or are talked over.</summary>
public sealed class ModbusMasterTests
{
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
        bus.Run(6000); // one that is busy is asked for 3 s
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
        Assert.Equal([SerialFault.Lost, SerialFault.None], bus.Writes.Ports); // however often it was tried
    }

    [Fact]
    public void A_port_that_is_not_there_at_the_start_is_told_once_and_once_when_it_is()
    {
        var bus = new Bus();
        bus.Line.OpenFault = SerialFault.Denied;
        bus.Point("a", Holding(0)).Seal().Run(90_000);
        Assert.True(bus.Counter("Port faults") >= 3);
        Assert.Equal([SerialFault.Denied], bus.Writes.Ports);
        bus.Line.OpenFault = SerialFault.InUse;
        bus.Run(90_000);
        bus.Line.OpenFault = SerialFault.None;
        bus.Run(90_000);
        Assert.Equal([SerialFault.Denied, SerialFault.InUse, SerialFault.None], bus.Writes.Ports);
        Assert.True(bus.IsOnline());
    }

    [Fact]
    public void A_port_that_opens_at_the_start_is_no_news()
    {
        var bus = new Bus();
        bus.Point("a", Holding(0)).Seal().Run(5000);
        Assert.Empty(bus.Writes.Ports);
    }
}
