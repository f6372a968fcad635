using FieldNode.Cli;

namespace FieldNode.Interop.Tests;

/// <summary>
/// A host that has nothing of ours but the connection: protoc decodes, <see cref="FieldReader"/> keeps what the births said, and the last
/// value of each tag stands in a table.
/// </summary>
internal sealed class ProtocHost : IAsyncDisposable
{
    private const int AtATime = 20;

    private readonly string protoc = Peers.Program("protoc");
    private readonly FieldReader reader = new();
    private readonly SortedDictionary<string, (string? Device, Seen Tag)> tags = new(StringComparer.Ordinal);
    private readonly HostLink link;

    private ProtocHost(HostLink link) => this.link = link;

    /// <summary>Messages that it could not read, since it had heard no NBIRTH.</summary>
    public int Unknown { get; private set; }

    public bool IsOnline { get; private set; }

    /// <summary>Every tag as a line of text.</summary>
    public string[] Lines => [.. tags.Values.Select(t => TagLine.Of(t.Device, t.Tag)).Order(StringComparer.Ordinal)];

    /// <summary>Connects with a certificate of the stage, and subscribes.</summary>
    public static async Task<ProtocHost> StartAsync(Stage stage, string user)
    {
        var link = new HostLink(stage.HostOptions(user));
        var host = new ProtocHost(link);
        await link.ConnectAsync(TestContext.Current.CancellationToken);
        await link.SubscribeAsync(["spBv1.0/#"], TestContext.Current.CancellationToken);
        return host;
    }

    public Task SendAsync(string topic, byte[] payload) => link.PublishAsync(topic, payload, TestContext.Current.CancellationToken);

    /// <summary>Takes what came, at most so much at a time: a program runs for each message, and others come meanwhile. Returns true, for use in a condition that is waited for.</summary>
    public bool Drain()
    {
        for (int i = 0; i < AtATime && link.TryTake(out Received received); i++)
        {
            Take(received);
        }
        return true;
    }

    public ValueTask DisposeAsync() => link.DisposeAsync();

    private void Take(Received received)
    {
        string[] levels = received.Topic.Split('/');
        if (levels[2] is "NCMD" or "DCMD")
        {
            return;
        }
        IsOnline = levels[2] == "NBIRTH" || (IsOnline && levels[2] != "NDEATH");
        if (!IsOnline)
        {
            Unknown += levels[2] == "NDEATH" ? 0 : 1;
            return;
        }
        string? device = levels.Length > 4 ? levels[4] : null;
        string printed = PeerProcess.Run(
            protoc, ["--decode=fieldnode.sparkplug.Payload", "-I", AppContext.BaseDirectory, "sparkplug_b.proto"], received.Payload);
        foreach (Seen tag in reader.Read(received.Topic, ProtoField.FromProtoc(printed)).Metrics)
        {
            tags[$"{device}/{tag.Name}"] = (device, tag);
        }
    }
}
