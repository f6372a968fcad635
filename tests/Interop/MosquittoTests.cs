using FieldNode.Host;

namespace FieldNode.Interop.Tests;

public sealed class MosquittoTests
{
    [Fact(Timeout = 90_000)]
    public async Task A_killed_node_leaves_its_will_and_comes_back_with_the_next_bdSeq()
    {
        await using var stage = new Stage();
        await MosquittoBroker.StartAsync(stage);
        await stage.ListenAsync();
        PeerProcess node = stage.StartNode();
        await stage.HearUntilAsync(() => stage.Model.Find(Stage.Group, Stage.NodeName)?.Online == true, "NBIRTH", node);
        ulong first = Births(stage)[0].BdSeq!.Value;

        node.Kill();
        await stage.HearUntilAsync(
            () => stage.Heard[^1].Message.Parts?.Type == MessageType.NDeath, "the will", node);
        Assert.Equal(first, stage.Heard[^1].Message.BdSeq);

        PeerProcess second = stage.StartNode();
        await stage.HearUntilAsync(() => Births(stage).Count == 2, "the second NBIRTH", second);
        Assert.Equal((first + 1) % 256, Births(stage)[1].BdSeq);
        Assert.Equal(0, stage.Model.Faults);
    }

    [Fact(Timeout = 90_000)]
    public async Task A_node_comes_back_after_the_broker_was_killed_and_started_again()
    {
        await using var stage = new Stage();
        PeerProcess broker = await MosquittoBroker.StartAsync(stage);
        await stage.ListenAsync();
        PeerProcess node = stage.StartNode();
        await stage.HearUntilAsync(() => Births(stage).Count == 1, "NBIRTH", node);

        broker.Kill();
        await MosquittoBroker.StartAsync(stage);
        await stage.ListenAsync();
        await stage.HearUntilAsync(() => Births(stage).Count == 2, "the NBIRTH after the restart", node, 40);
        Assert.Equal((Births(stage)[0].BdSeq + 1) % 256, Births(stage)[1].BdSeq);
    }

    [Fact(Timeout = 60_000)]
    public async Task Protoc_decodes_the_birth_and_finds_what_Sparkplug_demands()
    {
        string protoc = Peers.Program("protoc");
        await using var stage = new Stage();
        await MosquittoBroker.StartAsync(stage);
        await stage.ListenAsync();
        PeerProcess node = stage.StartNode();
        await stage.HearUntilAsync(() => Births(stage).Count == 1, "NBIRTH", node);

        byte[] payload = stage.Heard.First(h => h.Message.Parts?.Type == MessageType.NBirth).Payload;
        string text = PeerProcess.Run(protoc,
            ["--decode=fieldnode.sparkplug.Payload", "-I", AppContext.BaseDirectory, "sparkplug_b.proto"], payload);
        Assert.Contains("name: \"bdSeq\"", text, StringComparison.Ordinal);
        Assert.Contains("name: \"Node Control/Rebirth\"", text, StringComparison.Ordinal);
        Assert.Contains("seq: 0", text, StringComparison.Ordinal);
    }

    private static List<HostMessage> Births(Stage stage) =>
        [.. stage.Heard.Select(h => h.Message).Where(m => m.Parts?.Type == MessageType.NBirth)];
}
