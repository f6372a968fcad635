using System.Text;
using FieldNode.Host.Protobuf;
using FieldNode.ProtoLite;
using Google.Protobuf;

namespace FieldNode.Sparkplug.Tests;

public sealed class BytesTakerTests
{
    private const string BoilerCmd = "spBv1.0/Plant/DCMD/N1/Boiler";
    private const string MeterCmd = "spBv1.0/Plant/DCMD/N1/Meter";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Bytes_reach_their_taker_in_each_mode_and_are_no_refusal(bool takesCommands)
    {
        (Rig rig, Taker taker) = Born(takesCommands);
        rig.Command(BoilerCmd, Bytes(1, 2, 3));
        rig.Command(BoilerCmd, Bytes());
        Assert.Equal(["1,2,3", ""], taker.Taken);
        Assert.Empty(rig.Refused);
        Assert.Empty(rig.Writes);
    }

    [Fact]
    public void Bytes_for_another_device_or_of_another_name_are_judged_as_a_value()
    {
        (Rig rig, Taker taker) = Born(true);
        rig.Command(MeterCmd, Bytes(1));
        rig.Command(BoilerCmd, new Metric { Name = "Blobs", Datatype = 17, BytesValue = ByteString.CopyFrom(1) });
        rig.Command("spBv1.0/Plant/NCMD/N1", Bytes(1));
        Assert.Empty(taker.Taken);
        Assert.Equal([CommandVerdict.UnknownMetric, CommandVerdict.UnknownMetric, CommandVerdict.UnknownMetric], rig.Refused.Select(r => r.Why));
    }

    [Fact]
    public void A_value_in_the_same_command_is_judged_for_itself()
    {
        (Rig rig, Taker taker) = Born(true);
        rig.Command(BoilerCmd, Bytes(7), new Metric { Name = "Setpoint", FloatValue = 40 });
        rig.Command(BoilerCmd, new Metric { Name = "Setpoint", FloatValue = 400 }, Bytes(8));
        Assert.Equal(["7", "8"], taker.Taken);
        Assert.Equal([(rig.Setpoint, 40.0, 0L)], rig.Writes);
        Assert.Equal([(CommandVerdict.OutOfRange, rig.Boiler, rig.Setpoint)], rig.Refused);
    }

    [Fact]
    public void What_cannot_be_read_whole_what_is_too_long_and_what_the_broker_had_stored_hands_over_nothing()
    {
        (Rig rig, Taker taker) = Born(true);
        byte[] whole = new Payload { Metrics = { Bytes(1, 2, 3), Bytes(4) } }.ToByteArray();
        rig.Broker.Publish(BoilerCmd, whole[..^1]);
        rig.Broker.Publish(BoilerCmd, new Payload { Metrics = { Bytes(new byte[2048]) } }.ToByteArray());
        rig.Wire.Arrive(new SimInbound { Kind = Mqtt.MqttKind.Publish, Topic = BoilerCmd, Payload = whole, Retain = true });
        rig.Step(3);
        Assert.Empty(taker.Taken);
        Assert.Equal(2, rig.Events.Count(e => e.What == EdgeEvent.CommandUnreadable));
        Assert.Equal(CommandVerdict.Retained, Assert.Single(rig.Refused).Why);
    }

    [Fact]
    public void The_birth_of_its_device_alone_has_its_metrics()
    {
        (Rig rig, _) = Born(true);
        Metric blob = Assert.Single(rig.Payloads("spBv1.0/Plant/DBIRTH/N1/Boiler").Single().Metrics, m => m.Name == "Blob");
        Assert.Equal(new Metric { Name = "Blob", Timestamp = blob.Timestamp, Datatype = 17, IsNull = true }, blob);
        Assert.DoesNotContain(rig.Payloads("spBv1.0/Plant/DBIRTH/N1/Meter").Single().Metrics, m => m.Name == "Blob");
        Assert.DoesNotContain(rig.Payloads("spBv1.0/Plant/NBIRTH/N1").Single().Metrics, m => m.Name == "Blob");
    }

    private static (Rig Rig, Taker Taker) Born(bool takesCommands)
    {
        var taker = new Taker();
        return (new Rig(options: new SparkplugOptions { Group = "Plant", Node = "N1", TakesCommands = takesCommands, Bytes = taker }).Born(), taker);
    }

    private static Metric Bytes(params byte[] bytes) => new() { Name = "Blob", Datatype = 17, BytesValue = ByteString.CopyFrom(bytes) };

    private sealed class Taker : IBytesTaker
    {
        private static readonly byte[] Name = Encoding.UTF8.GetBytes("Blob");

        public List<string> Taken { get; } = [];
        public int Device => 1;
        public int BirthBytesMax => 32;

        public void WriteBirth(PayloadWriter writer, long utcMs)
        {
            writer.BeginMetric();
            writer.Name(Name, 0, Name.Length);
            writer.Timestamp(utcMs);
            writer.Datatype(DataType.Bytes);
            writer.Null();
            writer.EndMetric();
        }

        public bool Take(CommandReader metric, byte[] payload, long nowMs, long utcMs)
        {
            bool isOurs = metric.NameIs(Name) && metric.Kind == ValueKind.Bytes;
            if (isOurs)
            {
                Taken.Add(string.Join(',', payload.AsSpan(metric.ValueOffset, metric.ValueCount).ToArray()));
            }

            return isOurs;
        }
    }
}
