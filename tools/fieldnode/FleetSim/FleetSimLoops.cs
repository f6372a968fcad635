using System.Collections.Concurrent;

namespace FieldNode.Cli.FleetSim;

/// <summary>
/// Turns many nodes on few threads. A node that is connected belongs to one loop, which turns it when it is due. One that is not belongs to the dialers: its next turn may
/// connect, and a connect stands still until it is done.
/// </summary>
internal sealed class FleetSimLoops : IDisposable
{
    private const int StackBytes = 256 * 1024;
    private const int PauseMs = 2;

    private readonly FleetSimOptions options;
    private readonly Func<long> nowMs;
    private readonly ConcurrentQueue<SimulatedNode>[] arrivals; // by loop
    private readonly ConcurrentQueue<SimulatedNode> undone = new();
    private readonly BlockingCollection<SimulatedNode> dialing = [];
    private readonly List<Thread> threads = [];
    private readonly int dialers;
    private volatile bool isOver;
    private volatile Exception? failure;
    private int running;

    internal FleetSimLoops(FleetSimOptions options, Func<long> nowMs)
    {
        this.options = options;
        this.nowMs = nowMs;
        dialers = Math.Min(options.Nodes, options.ConnectingMax);
        arrivals = new ConcurrentQueue<SimulatedNode>[Lanes];
        for (int lane = 0; lane < arrivals.Length; lane++)
        {
            arrivals[lane] = new ConcurrentQueue<SimulatedNode>();
        }
    }

    /// <summary>How many loops there are.</summary>
    internal static int Lanes => Math.Clamp(Environment.ProcessorCount, 1, 8);

    /// <summary>Nodes that have not ended.</summary>
    internal int Running => Volatile.Read(ref running);

    internal void Start(IReadOnlyList<SimulatedNode> nodes)
    {
        running = nodes.Count;
        long startMs = nowMs();
        foreach (SimulatedNode node in nodes)
        {
            node.DueMs += startMs;
            undone.Enqueue(node);
        }
        for (int lane = 0; lane < Lanes; lane++)
        {
            int own = lane;
            Begin($"nodes {lane}", () => Loop(own));
        }
        Begin("dialing", () => Dispatch(nodes.Count));
        for (int dialer = 0; dialer < dialers; dialer++)
        {
            Begin("dialer", Dial);
        }
    }

    /// <summary>What went wrong in this program, not in a node: that ends the run.</summary>
    internal void ThrowIfFailed()
    {
        if (failure is { } why)
        {
            throw new InvalidOperationException("a loop of the simulated field ended: " + why.Message, why);
        }
    }

    public void Dispose()
    {
        isOver = true;
        dialing.CompleteAdding();
        threads.ForEach(thread => thread.Join(30_000));
        dialing.Dispose();
    }

    private void Begin(string name, Action body)
    {
        var thread = new Thread(() => Guard(body), StackBytes) { IsBackground = true, Name = name };
        threads.Add(thread);
        thread.Start();
    }

    private void Guard(Action body)
    {
        try
        {
            body();
        }
        catch (Exception e)
        {
            failure ??= e;
        }
    }

    private void Loop(int lane)
    {
        var due = new PriorityQueue<SimulatedNode, long>();
        while (!isOver)
        {
            while (arrivals[lane].TryDequeue(out SimulatedNode? come))
            {
                due.Enqueue(come, nowMs());
            }
            if (!due.TryPeek(out SimulatedNode? node, out long atMs) || atMs > nowMs())
            {
                Thread.Sleep(PauseMs);
                continue;
            }
            due.Dequeue();
            int sleepMs = node.Turn();
            if (!node.IsRunning)
            {
                Interlocked.Decrement(ref running);
            }
            else if (node.IsOffline)
            {
                undone.Enqueue(node);
            }
            else
            {
                due.Enqueue(node, nowMs() + Math.Max(sleepMs, options.StepLeastMs));
            }
        }
    }

    // Who is not connected waits here for its time: for its power at first, then for its next attempt.
    private void Dispatch(int nodes)
    {
        var due = new PriorityQueue<SimulatedNode, long>(nodes);
        while (!isOver)
        {
            while (undone.TryDequeue(out SimulatedNode? come))
            {
                due.Enqueue(come, come.DueMs);
            }
            while (due.TryPeek(out SimulatedNode? node, out long atMs) && atMs <= nowMs())
            {
                due.Dequeue();
                dialing.Add(node);
            }
            Thread.Sleep(PauseMs);
        }
    }

    private void Dial()
    {
        foreach (SimulatedNode node in dialing.GetConsumingEnumerable())
        {
            int sleepMs = node.Turn();
            node.DueMs = nowMs() + sleepMs;
            if (!node.IsRunning)
            {
                Interlocked.Decrement(ref running);
            }
            else if (node.IsOffline)
            {
                undone.Enqueue(node);
            }
            else
            {
                arrivals[node.Lane].Enqueue(node);
            }
            if (isOver)
            {
                return;
            }
        }
    }
}
