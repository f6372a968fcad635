using System.Globalization;
using System.Text.Json;
using FieldNode.Host;

namespace FieldNode.Interop.Tests;

/// <summary>The peers that come from npm.</summary>
public sealed class NpmTests
{
    [Fact(Timeout = 90_000)]
    public async Task Aedes_carries_the_births_and_the_will()
    {
        string modules = Peers.NodeModulesWith("aedes");
        await using var stage = new Stage();
        PeerProcess broker = stage.Own(PeerProcess.Start(
            Peers.Program("node"), [Peers.Script("aedes.cjs"), modules, $"{stage.Port}", stage.Folder]));
        await Peers.WaitForPortAsync(stage.Port, broker);
        await stage.ListenAsync();
        PeerProcess node = stage.StartNode();
        await stage.HearUntilAsync(() => stage.Model.Find(Stage.Group, Stage.NodeName)?.Online == true, "NBIRTH", node);

        node.Kill();
        await stage.HearUntilAsync(() => stage.Heard[^1].Message.Parts?.Type == MessageType.NDeath, "the will", node);
        Assert.Equal(0, stage.Model.Faults);
    }

    [Fact(Timeout = 90_000)]
    public async Task The_npm_decoder_reads_a_birth_as_our_host_does()
    {
        string modules = Peers.NodeModulesWith("sparkplug-payload");
        string program = Peers.Program("node");
        await using var stage = new Stage();
        await MosquittoBroker.StartAsync(stage);
        await stage.ListenAsync();
        PeerProcess node = stage.StartNode();
        await stage.HearUntilAsync(() => stage.Heard.Count > 0, "NBIRTH", node);

        (HostMessage ours, byte[] payload) = stage.Heard[0];
        string text = PeerProcess.Run(program, [Peers.Script("decode.cjs"), modules], payload);
        using JsonDocument theirs = JsonDocument.Parse(text);
        Assert.Equal($"{ours.Seq}", theirs.RootElement.GetProperty("seq").GetString());
        JsonElement[] metrics = [.. theirs.RootElement.GetProperty("metrics").EnumerateArray()];
        Assert.Equal(ours.Metrics.Count, metrics.Length);
        for (int i = 0; i < metrics.Length; i++)
        {
            MetricSample mine = ours.Metrics[i];
            Assert.Equal(mine.Name, metrics[i].GetProperty("name").GetString());
            Assert.Equal($"{mine.Type}", metrics[i].GetProperty("type").GetString(), ignoreCase: true);
            Assert.Equal($"{mine.TimestampMs}", metrics[i].GetProperty("timestamp").GetString());
            if (mine is { IsNull: false, Value: bool or long or ulong or string })
            {
                Assert.Equal(Convert.ToString(mine.Value, CultureInfo.InvariantCulture),
                    metrics[i].GetProperty("value").GetString(), ignoreCase: true);
            }
        }
    }
}
