using FieldNode.Field.Modbus;
using FieldNode.Virtual.Serial;

namespace FieldNode.Interop.Tests;

/// <summary>
/// A serial line with several slaves, each a process of its own: node, socat (which writes down every byte), this hub, and a
/// pseudo-terminal for each slave. As with four wires (Modbus over serial line V1.02, section 3.3.3) slaves hear the master only.
/// The hub can do to a reply what a bad wire does.
/// </summary>
internal sealed class SharedLine : IDisposable
{
    private readonly PseudoTerminal master = new();
    private readonly PseudoTerminal[] drops;
    private readonly PeerProcess socat;
    private readonly Thread pump;
    private volatile bool ended;
    private volatile bool asking;
    private byte[] request = [];

    private SharedLine(Stage stage, int slaves)
    {
        NodeEnd = stage.In("tty-node");
        drops = [.. Enumerable.Range(0, slaves).Select(_ => new PseudoTerminal())];
        socat = PeerProcess.Start(
            Peers.Program("socat"), ["-x", $"pty,raw,echo=0,link={NodeEnd}", $"OPEN:{master.Path},raw,echo=0,noctty"]);
        pump = new Thread(Pump) { IsBackground = true, Name = "shared line" };
        pump.Start();
    }

    /// <summary>The node's port.</summary>
    public string NodeEnd { get; }

    /// <summary>
    /// What becomes of a reply: bytes to the node, each after a pause in ms. Called with the last request and what a slave sent.
    /// </summary>
    public Func<byte[], byte[], (int PauseMs, byte[] Bytes)[]>? Disturb { get; set; }

    /// <summary>The frames that passed socat, in order.</summary>
    public List<RtuFrame> Recorded => RtuFrame.FromSocat(socat.Output);

    public static async Task<SharedLine> StartAsync(Stage stage, int slaves = 1)
    {
        SharedLine line = stage.Own(new SharedLine(stage, slaves));
        await Wait.UntilAsync(() => File.Exists(line.NodeEnd), 10, () => "socat's terminal: " + line.socat.Output);
        return line;
    }

    /// <summary>A slave's port.</summary>
    public string Drop(int slave) => drops[slave].Path;

    /// <summary>Asks a slave itself until it answers: python takes its time to start. Before the node is started.</summary>
    public async Task WaitForSlaveAsync(int slave, byte unit, PeerProcess process)
    {
        byte[] question = [unit, 3, 0, 0, 0, 1, 0, 0];
        ModbusCrc.Append(question, 0, 6);
        byte[] answer = new byte[64];
        asking = true;
        await Wait.UntilAsync(
            () =>
            {
                drops[slave].Write(question);
                return drops[slave].Read(answer, 500) > 0;
            },
            40, () => "unit " + unit + " to answer; it said: " + process.Output);
        while (drops[slave].Read(answer, 600) > 0)
        {
            // Answers to questions that it found when it woke.
        }
        asking = false;
    }

    public void Dispose()
    {
        ended = true;
        pump.Join(2000);
        socat.Dispose();
        master.Dispose();
        foreach (PseudoTerminal drop in drops)
        {
            drop.Dispose();
        }
    }

    private void Pump()
    {
        byte[] buffer = new byte[8192];
        byte[] piece = new byte[1024];
        while (!ended)
        {
            int count = master.Read(buffer, 1);
            if (count > 0)
            {
                request = buffer[..count];
                Array.ForEach(drops, drop => drop.Write(buffer.AsSpan(0, count)));
            }
            foreach (PseudoTerminal drop in asking ? [] : drops)
            {
                count = drop.Read(buffer, 0);
                if (count > 0)
                {
                    // A terminal may hand over a reply in pieces.
                    for (int more = 1; more > 0; count += more)
                    {
                        more = drop.Read(piece, 3);
                        piece.AsSpan(0, more).CopyTo(buffer.AsSpan(count));
                    }
                    Pass(buffer[..count]);
                }
            }
        }
    }

    private void Pass(byte[] reply)
    {
        foreach ((int pauseMs, byte[] bytes) in Disturb?.Invoke(request, reply) ?? [(0, reply)])
        {
            Thread.Sleep(pauseMs);
            master.Write(bytes);
        }
    }
}
