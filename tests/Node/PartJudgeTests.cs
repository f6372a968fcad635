using System.Text;
using FieldNode.Cli;
using FieldNode.Settings;
using FieldNode.Update;
using FieldNode.Update.Tests;
using static FieldNode.NodeTests.TrialRig;

namespace FieldNode.NodeTests;

/// <summary>Settings are judged by the node before they are tried.</summary>
public sealed class PartJudgeTests
{
    private const string Version = "1.2.3";
    private readonly SimUpdate board = new();

    [Fact]
    public void A_node_file_that_builds_a_node_here_is_right() => Assert.Equal(UpdateReason.None, Judge("node.json", File(_ => { })));

    [Fact]
    public void A_node_file_that_is_none_has_a_fault_is_of_another_board_or_shuts_the_door_is_not()
    {
        Assert.Equal(UpdateReason.BadSettings, Judge("node.json", []));
        Assert.Equal(UpdateReason.BadSettings, Judge("node.json", Encoding.UTF8.GetBytes("not json")));
        Assert.Equal(UpdateReason.BadSettings, Judge("node.json", Encoding.UTF8.GetBytes("{\"version\":1}")));
        Assert.Equal(UpdateReason.BadSettings, Judge("node.json", File(s => s.HeartbeatMs = 1)));
        Assert.Equal(UpdateReason.BadSettings, Judge("node.json", File(s => s.Board = "esp32-c6")));
        Assert.Equal(UpdateReason.BadSettings, Judge("node.json", File(s => s.Update = null)));
    }

    [Fact]
    public void A_record_counts_if_it_stands_alone_and_is_of_this_version()
    {
        Assert.Equal(UpdateReason.None, Judge("node.record", Made(Version, standsAlone: true)));
        Assert.Equal(UpdateReason.BadSettings, Judge("node.record", Made(Version, standsAlone: false)));
        Assert.Equal(UpdateReason.BadSettings, Judge("node.record", Made("1.2.4", standsAlone: true)));
        Assert.Equal(UpdateReason.BadSettings, Judge("node.record", Made(Version, standsAlone: true)[..^1]));
    }

    [Fact]
    public void What_else_there_is_the_board_judges()
    {
        board.Judges = name => name == "board.json" ? UpdateReason.BadSettings : UpdateReason.BadPart;
        Assert.Equal(UpdateReason.BadSettings, Judge("board.json", [1]));
        Assert.Equal(UpdateReason.BadPart, new PartJudge(board, Version, "N1").Judge(PartKind.Certificate, "node.json", File(_ => { })));
    }

    private UpdateReason Judge(string name, byte[] content) => new PartJudge(board, Version, "N1").Judge(PartKind.Settings, name, content);

    private byte[] Made(string version, bool standsAlone) =>
        SettingsRecord.Make(board.ParseNode(File(_ => { })), version, new RecordSource(Array.Empty<byte>()), 1, 2, standsAlone);

    /// <summary>The same over the wire: it costs no restart.</summary>
    [Theory]
    [InlineData("not json")]
    [InlineData("{\"version\":1}")]
    [InlineData("no update")]
    [InlineData("other board")]
    public void Settings_that_build_no_node_here_are_refused_before_any_trial(string what)
    {
        byte[] file = what switch
        {
            "no update" => File(s => s.Update = null),
            "other board" => File(s => s.Board = "esp32-c6"),
            _ => Encoding.UTF8.GetBytes(what),
        };
        BundleContent content = Bundles.SettingsOnly() with { Parts = [new(BundlePartKind.Settings, "node.json", file)] };
        SimNode node = Begin(null);
        UpdateHost host = new UpdateHost(node).Deliver(Bundles.Offer(content), Bundles.Body(content), 7);
        Assert.True(node.IsRunning);
        Assert.Equal((UpdateState.Idle, UpdateReason.BadSettings), (host.State, host.Reason));
        Assert.Equal(SlotState.Rejected, Record(node).StateOf(0));
    }
}
