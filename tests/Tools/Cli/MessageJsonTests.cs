using System.Text.Json;
using FieldNode.Cli;
using FieldNode.Host;
using FieldNode.Host.Protobuf;

namespace FieldNode.Tools.Tests;

public sealed class MessageJsonTests
{
    private static readonly string[] Members =
    [
        "time", "topic", "type", "group", "node", "device", "seq", "bdSeq", "timestamp", "online", "metrics", "bytes",
        "findings",
    ];

    private static readonly string[] MetricMembers =
    [
        "name", "alias", "type", "value", "timestamp", "quality", "reason", "unit", "low", "high", "null",
        "historical",
    ];

    private readonly HostModel model = new();

    [Fact]
    public void Every_message_has_all_members_in_one_order()
    {
        HostMessage[] messages =
        [
            model.Consume("NBIRTH", Messages.NBirth(0, Messages.Float("Up", 1, 1))),
            model.Consume("NDATA", Messages.With(1, Messages.ByAlias(1, 2))),
            model.Consume("NDEATH", Messages.NDeath(0)),
            model.Consume("spBv1.0/STATE/h", """{"online":true,"timestamp":7}"""u8, Messages.Utc),
            model.Consume("foreign", [1], Messages.Utc),
        ];
        foreach (HostMessage message in messages)
        {
            Assert.Equal(Members, Parse(message).EnumerateObject().Select(member => member.Name));
        }
        Assert.All(
            messages.Take(3).SelectMany(message => Parse(message).GetProperty("metrics").EnumerateArray()),
            metric => Assert.Equal(MetricMembers, metric.EnumerateObject().Select(member => member.Name)));
    }

    [Fact]
    public void Data_is_told_with_what_the_birth_said()
    {
        model.Consume("NBIRTH", Messages.NBirth(4, Messages.Float("Up", 1, 1)));

        JsonElement json = Parse(model.Consume("NDATA", Messages.With(1, Messages.ByAlias(1, 2.5f))));

        Assert.Equal("2026-01-02T03:04:05.000Z", json.GetProperty("time").GetString());
        Assert.Equal("NDATA", json.GetProperty("type").GetString());
        Assert.Equal("g", json.GetProperty("group").GetString());
        Assert.Equal(JsonValueKind.Null, json.GetProperty("device").ValueKind);
        Assert.Equal(1, json.GetProperty("seq").GetInt32());
        JsonElement metric = json.GetProperty("metrics")[0];
        Assert.Equal("Up", metric.GetProperty("name").GetString());
        Assert.Equal(1, metric.GetProperty("alias").GetInt32());
        Assert.Equal("Float", metric.GetProperty("type").GetString());
        Assert.Equal(2.5, metric.GetProperty("value").GetDouble());
        Assert.Equal(192, metric.GetProperty("quality").GetInt32());
        Assert.False(metric.GetProperty("null").GetBoolean());
    }

    [Fact]
    public void Unit_and_range_of_the_birth_stand_beside_data()
    {
        var properties = new PropertySet { Keys = { "engUnit", "engLow", "engHigh" } };
        properties.Values.Add(new PropertyValue { Type = 12, StringValue = "°C" });
        properties.Values.Add(new PropertyValue { Type = 10, DoubleValue = -40 });
        properties.Values.Add(new PropertyValue { Type = 10, DoubleValue = 60.5 });
        Metric born = Messages.Float("Outside", 1, 1);
        born.Properties = properties;
        model.Consume("NBIRTH", Messages.NBirth(4, born));

        JsonElement metric =
            Parse(model.Consume("NDATA", Messages.With(1, Messages.ByAlias(1, 2.5f)))).GetProperty("metrics")[0];

        Assert.Equal("°C", metric.GetProperty("unit").GetString());
        Assert.Equal(-40, metric.GetProperty("low").GetDouble());
        Assert.Equal(60.5, metric.GetProperty("high").GetDouble());
    }

    [Fact]
    public void Findings_are_told_by_kind_and_text()
    {
        JsonElement finding = Parse(model.Consume("foreign", [], Messages.Utc)).GetProperty("findings")[0];
        Assert.Equal("Topic", finding.GetProperty("kind").GetString());
        Assert.Equal("the first level is not spBv1.0", finding.GetProperty("text").GetString());
    }

    [Fact]
    public void What_json_has_no_number_for_is_text()
    {
        model.Consume("NBIRTH", Messages.NBirth(4, Messages.Float("Up", 1, 1)));
        JsonElement json = Parse(model.Consume("NDATA", Messages.With(1,
            Messages.ByAlias(1, float.NaN), Messages.ByAlias(1, float.NegativeInfinity))));
        Assert.Equal("NaN", json.GetProperty("metrics")[0].GetProperty("value").GetString());
        Assert.Equal("-Infinity", json.GetProperty("metrics")[1].GetProperty("value").GetString());
    }

    [Fact]
    public void An_object_is_one_line()
    {
        string json = MessageJson.Of(model.Consume("NBIRTH", Messages.NBirth(0, Messages.Float("a\nb", 1, 1))));
        Assert.DoesNotContain('\n', json);
    }

    private static JsonElement Parse(HostMessage message) => JsonDocument.Parse(MessageJson.Of(message)).RootElement;
}
