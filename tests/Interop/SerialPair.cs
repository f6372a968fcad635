namespace FieldNode.Interop.Tests;

/// <summary>Two pseudo-terminals that socat ties together; it writes down every byte that passes.</summary>
internal sealed class SerialPair : IDisposable
{
    private readonly PeerProcess socat;

    private SerialPair(PeerProcess socat, string nodeEnd, string slaveEnd)
    {
        this.socat = socat;
        NodeEnd = nodeEnd;
        SlaveEnd = slaveEnd;
    }

    public string NodeEnd { get; }

    public string SlaveEnd { get; }

    /// <summary>socat -x: "> " lines are from the node, "&lt; " lines to it.</summary>
    public string Recorded => socat.Output;

    public static async Task<SerialPair> StartAsync(Stage stage)
    {
        string program = Peers.Program("socat");
        string node = stage.In("tty-node");
        string slave = stage.In("tty-slave");
        PeerProcess socat = PeerProcess.Start(
            program, ["-x", $"pty,raw,echo=0,link={node}", $"pty,raw,echo=0,link={slave}"]);
        SerialPair pair = stage.Own(new SerialPair(socat, node, slave));
        await Wait.UntilAsync(() => File.Exists(node) && File.Exists(slave), 10, () => "socat's terminals: " + socat.Output);
        return pair;
    }

    public void Dispose() => socat.Dispose();
}
