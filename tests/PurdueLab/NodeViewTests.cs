using System.Text.Json.Nodes;

namespace FieldNode.PurdueLab.Tests;

/// <summary>What a host at Level 4 knows of the node, as the lab reads it.</summary>
public sealed class NodeViewTests
{
    [Fact]
    public void Refused_commands_are_counted_for_both_reasons()
    {
        NodeView view = View(("Node/Commands/Refused by policy", "3"), ("Node/Commands/Refused by value", "4"));

        Assert.Equal(7, view.Refused);
    }

    [Fact]
    public void A_count_that_nobody_has_told_is_no_zero()
    {
        Assert.Contains("Refused by value", Assert.Throws<LabError>(() => View(("Node/Commands/Refused by policy", "3")).Refused).Message);
        Assert.Throws<LabError>(() => View(("Node/Commands/Refused by policy", "null"), ("Node/Commands/Refused by value", "0")).Refused);
        Assert.Equal(NodeView.Unknown, new NodeView().Value("State", "Update"));
    }

    private static NodeView View(params (string Tag, string Value)[] own) => NodeView.Of(
        new JsonObject
        {
            ["nodes"] = new JsonObject
            {
                ["node1"] = new JsonObject
                {
                    ["online"] = true, ["births"] = 1, ["deaths"] = 0, ["samples"] = 0, ["live"] = 0L, ["gapMs"] = 0.0, ["devices"] = new JsonObject(),
                    ["own"] = new JsonObject([.. own.Select(one => KeyValuePair.Create(one.Tag, (JsonNode?)one.Value))]),
                },
            },
        }, "node1");
}
