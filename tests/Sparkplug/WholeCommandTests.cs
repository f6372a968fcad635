using FieldNode.Host.Protobuf;
using FieldNode.ProtoLite;
using FieldNode.Tags;

namespace FieldNode.Sparkplug.Tests;

/// <summary>A command is taken whole, in its order, or refused whole, and then hosts are shown what holds (docs/SPEC.md, "Commands").</summary>
public sealed class WholeCommandTests
{
    private const string Ncmd = "spBv1.0/Plant/NCMD/N1";
    private const string BoilerCmd = "spBv1.0/Plant/DCMD/N1/Boiler";
    private const string BoilerData = "spBv1.0/Plant/DDATA/N1/Boiler";
    private static readonly Metric AskRebirth = new() { Name = Rig.Rebirth, BooleanValue = true };

    public static TheoryData<string> Faults => new("unknown", "not writable", "wrong type", "out of range", "driver");

    [Theory]
    [MemberData(nameof(Faults))]
    public void One_value_that_cannot_be_written_refuses_all_wherever_it_stands_and_the_true_values_are_reported(string fault)
    {
        for (int place = 0; place < 3; place++)
        {
            var rig = new Rig().Born();
            (Metric bad, CommandVerdict verdict, int tag) = fault switch
            {
                "unknown" => (new Metric { Name = "Nothing", FloatValue = 1 }, CommandVerdict.UnknownMetric, -1),
                "not writable" => (new Metric { Name = "Temperature", FloatValue = 1 }, CommandVerdict.NotAllowed, rig.Temperature),
                "wrong type" => (new Metric { Name = "Setpoint", StringValue = "hot" }, CommandVerdict.WrongType, rig.Setpoint),
                "out of range" => (new Metric { Name = "Setpoint", FloatValue = float.NaN }, CommandVerdict.OutOfRange, rig.Setpoint),
                _ => (new Metric { Name = "Setpoint", FloatValue = 1 }, CommandVerdict.QueueFull, rig.Setpoint),
            };
            if (fault == "driver")
            {
                rig.Take = written => written == rig.Setpoint ? CommandVerdict.QueueFull : CommandVerdict.Passed;
            }

            List<Metric> metrics = [new Metric { Name = "Pump", BooleanValue = false }, new Metric { Name = "Pump", BooleanValue = true }];
            metrics.Insert(place, bad);
            rig.Command(BoilerCmd, [.. metrics]);
            Assert.Empty(rig.Writes);
            Assert.Equal([(verdict, rig.Boiler, tag)], rig.Refused);
            Assert.Equal(Expected(rig, tag), Reported(rig));
        }
    }

    [Fact]
    public void The_first_value_that_cannot_be_written_says_why()
    {
        var rig = new Rig().Born();
        rig.Command(
            BoilerCmd, new Metric { Name = "Pump", BooleanValue = true }, new Metric { Name = "Temperature", FloatValue = 1 },
            new Metric { Name = "Nothing", FloatValue = 1 });
        Assert.Equal([(CommandVerdict.NotAllowed, rig.Boiler, rig.Temperature)], rig.Refused);
    }

    [Fact]
    public void A_refused_write_of_a_bad_tag_is_followed_by_its_quality()
    {
        var rig = new Rig().Born();
        rig.Tags.SetBad(rig.Setpoint, QualityReason.Refused);
        rig.Step(2);
        rig.Broker.Messages.Clear();
        rig.Command(BoilerCmd, new Metric { Name = "Setpoint", FloatValue = float.NaN });
        Metric metric = Assert.Single(rig.Payloads(BoilerData).SelectMany(p => p.Metrics));
        Assert.Equal((uint)Quality.Bad, metric.Properties.Values[metric.Properties.Keys.IndexOf("Quality")].IntValue);
    }

    [Fact]
    public void All_values_are_written_in_the_order_of_the_command_a_tag_that_stands_twice_included()
    {
        var rig = new Rig().Born();
        rig.Command(
            BoilerCmd, new Metric { Name = "Pump", BooleanValue = true }, new Metric { Name = "Setpoint", FloatValue = 5 },
            new Metric { Name = "Pump", BooleanValue = false });
        Assert.Equal([(rig.Pump, 1, 1L), (rig.Setpoint, 5, 0), (rig.Pump, 0, 0)], rig.Writes);
        Assert.Empty(rig.Refused);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_rebirth_is_done_whatever_becomes_of_the_values_beside_it(bool first)
    {
        var rig = new Rig().Born();
        var value = new Metric { Name = "Node Control/Reboot", BooleanValue = true };
        rig.Command(Ncmd, first ? [AskRebirth, value] : [value, AskRebirth]);
        Assert.Equal(2, rig.Edge.NodeBirths);
        Assert.Equal([(CommandVerdict.UnknownMetric, 0, -1)], rig.Refused);
    }

    [Fact]
    public void One_request_is_one_rebirth()
    {
        var rig = new Rig().Born();
        rig.AskRebirth();
        rig.Step(700, 1000); // more than the budget's longer window
        Assert.Equal(2, rig.Edge.NodeBirths);
        rig.Command(Ncmd, AskRebirth, AskRebirth);
        rig.Step(700, 1000);
        Assert.Equal(3, rig.Edge.NodeBirths);
        Assert.Equal(2, rig.Edge.RebirthsAsked);
        Assert.Equal(2, rig.Events.Count(e => e.What == EdgeEvent.RebirthAsked));
    }

    [Fact]
    public void A_rebirth_is_not_asked_for_over_a_device()
    {
        var rig = new Rig().Born();
        rig.Command(BoilerCmd, AskRebirth);
        Assert.Equal(1, rig.Edge.NodeBirths);
        Assert.Equal([(CommandVerdict.UnknownMetric, rig.Boiler, -1)], rig.Refused);
    }

    [Fact]
    public void The_64th_metric_of_a_command_is_written_and_a_65th_refuses_all()
    {
        var rig = new Rig().Born();
        Metric[] metrics = [.. Enumerable.Range(0, 64).Select(i => new Metric { Name = "Setpoint", FloatValue = i })];
        rig.Command(BoilerCmd, metrics);
        Assert.Equal(Enumerable.Range(0, 64).Select(i => (double)i), rig.Writes.Select(w => w.Value));

        rig.Writes.Clear();
        rig.Command(BoilerCmd, [.. metrics, metrics[0]]);
        Assert.Empty(rig.Writes);
        Assert.Equal((int)DecodeError.TooManyMetrics, Assert.Single(rig.Events, e => e.What == EdgeEvent.CommandUnreadable).Number);
    }

    [Fact]
    public void The_64th_metric_alone_can_refuse_a_command()
    {
        var rig = new Rig().Born();
        Metric[] metrics = [.. Enumerable.Range(0, 63).Select(i => new Metric { Name = "Setpoint", FloatValue = i })];
        rig.Command(BoilerCmd, [.. metrics, new Metric { Name = "Temperature", FloatValue = 1 }]);
        Assert.Empty(rig.Writes);
        Assert.Equal([(CommandVerdict.NotAllowed, rig.Boiler, rig.Temperature)], rig.Refused);
    }

    // Tags that the command names, as they were before it. Born publishes nothing but births.
    private static IEnumerable<(ulong, object)> Expected(Rig rig, int bad)
    {
        var pump = ((ulong)rig.Tags.AliasOf(rig.Pump), (object)true);
        (ulong, object)[] other = bad < 0 ? [] : [((ulong)rig.Tags.AliasOf(bad), bad == rig.Temperature ? 61.5f : 60f)];
        return other.Append(pump).OrderBy(m => m.Item1);
    }

    private static IEnumerable<(ulong, object)> Reported(Rig rig) => rig.Payloads(BoilerData).SelectMany(p => p.Metrics)
        .Select(m => (m.Alias, m.ValueCase == Metric.ValueOneofCase.BooleanValue ? (object)m.BooleanValue : m.FloatValue)).OrderBy(m => m.Alias);
}
