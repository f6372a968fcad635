using System.Diagnostics;
using System.Runtime.Versioning;
using FieldNode.Virtual.Serial;

namespace FieldNode.Virtual.Plant;

/// <summary>Simulated slaves on a real pseudo-terminal, served by a thread of its own.</summary>
[SupportedOSPlatform("linux")]
public sealed class PlantOnPty : IDisposable
{
    private const int QuietMs = 2; // a frame ends when nothing came for so long

    private readonly PseudoTerminal terminal = new();
    private readonly Func<byte[], byte[]?> answer;
    private readonly Action<double> advance;
    private readonly Thread server;
    private volatile bool stopping;

    /// <summary>Starts to serve the plant, and lets it run on.</summary>
    public PlantOnPty(SimulatedPlant plant)
        : this(plant.Answer, plant.Advance)
    {
    }

    /// <summary>Starts to serve one slave, whose values change only when someone sets them.</summary>
    public PlantOnPty(ModbusSlaveModel slave)
        : this(frame => slave.Answer(frame))
    {
    }

    /// <summary>Starts to serve what answers each frame, or gives null.</summary>
    public PlantOnPty(Func<byte[], byte[]?> answer)
        : this(answer, _ => { })
    {
    }

    private PlantOnPty(Func<byte[], byte[]?> answer, Action<double> advance)
    {
        this.answer = answer;
        this.advance = advance;
        server = new Thread(Serve) { IsBackground = true, Name = "simulated plant" };
        server.Start();
    }

    /// <summary>The port for the node's settings.</summary>
    public string Path => terminal.Path;

    public void Dispose()
    {
        stopping = true;
        server.Join();
        terminal.Dispose();
    }

    private void Serve()
    {
        byte[] buffer = new byte[512];
        var frame = new List<byte>();
        long last = Stopwatch.GetTimestamp();
        while (!stopping)
        {
            int count = terminal.Read(buffer, frame.Count > 0 ? QuietMs : 20);
            frame.AddRange(buffer.AsSpan(0, count));
            if (count > 0 && answer([.. frame]) is { } early)
            {
                terminal.Write(early); // a whole request: no need to wait for the silence behind it
                frame.Clear();
            }
            else if (count == 0)
            {
                frame.Clear();
            }

            double elapsed = Stopwatch.GetElapsedTime(last).TotalSeconds;
            if (elapsed > 0.05)
            {
                last = Stopwatch.GetTimestamp();
                advance(elapsed);
            }
        }
    }
}
