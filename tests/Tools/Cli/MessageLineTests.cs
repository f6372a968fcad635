using FieldNode.Cli;
using FieldNode.Host;
using FieldNode.Host.Protobuf;

namespace FieldNode.Tools.Tests;

public sealed class MessageLineTests
{
    private readonly HostModel model = new();

    [Fact]
    public void Data_shows_name_value_unit_and_what_is_wrong_with_the_quality()
    {
        Metric birth = Messages.Float("Flow", 2, 1);
        Property(birth, "engUnit", new PropertyValue { Type = 12, StringValue = "m3/h" });
        model.Consume("NBIRTH", Messages.NBirth(0));
        model.Consume("DBIRTH d1", Messages.With(1, birth));
        Metric data = Messages.ByAlias(2, 12.5f);
        Property(data, "Quality", new PropertyValue { Type = 3, IntValue = 0 });
        Property(data, "QualityReason", new PropertyValue { Type = 3, IntValue = 2 });

        string line = MessageLine.Of(model.Consume("DDATA d1", Messages.With(2, data)));

        Assert.Matches("^03:04:05.000 DDATA  g/n/d1 seq=2 [0-9]+ B  Flow=12.5 m3/h \\[bad \\(no answer\\)\\]$", line);
    }

    [Fact]
    public void A_birth_shows_bdSeq_and_all_metrics() => Assert.Matches(
        "^03:04:05.000 NBIRTH g/n seq=0 bdSeq=7 [0-9]+ B  bdSeq=7  Node Control/Rebirth=false$",
        MessageLine.Of(model.Consume("NBIRTH", Messages.NBirth(7))));

    [Fact]
    public void A_finding_stands_at_the_end() => Assert.EndsWith(
        "  (WRONG: the node is not born: no NBIRTH since its death)",
        MessageLine.Of(model.Consume("NDATA", Messages.With(2))));

    [Fact]
    public void A_name_from_the_network_cannot_drive_the_terminal() => Assert.DoesNotContain(
        '\u001b', MessageLine.Of(model.Consume("NBIRTH", Messages.NBirth(0, Messages.Float("\u001b[31m", 1, 1)))));

    private static void Property(Metric metric, string key, PropertyValue value)
    {
        metric.Properties ??= new PropertySet();
        metric.Properties.Keys.Add(key);
        metric.Properties.Values.Add(value);
    }
}
