using FieldNode.Update;

namespace FieldNode.Cli.Rollouts;

/// <summary>
/// A roll-out as a state machine without I/O and clock. Each node has its own <see cref="UpdateDialog"/>, which bears a lost link and a node that restarts; this decides who
/// is next, counts, and stops. Rollout.Nodes.cs: a node's turn and its end.
/// </summary>
internal sealed partial class Rollout(RolloutState state, FieldSight field, BundleSet bundles, PreCheck check, RolloutOptions options)
{
    private readonly StopRule stopAt = StopRule.Parse(state.StopAt);
    private readonly Dictionary<RolloutNode, NodeTurn> turns = [];
    private readonly Dictionary<RolloutNode, long> notBefore = [];
    private readonly List<Outgoing> outbox = [];
    private long now;
    private DateTime utc;
    private long soakEndMs = -1;
    private bool isBegun;

    internal RolloutState State => state;

    /// <summary>Told of a node when its status changed.</summary>
    internal Action<RolloutNode>? Changed { get; set; }

    /// <summary>Told of a change of the whole: a ring begins, a pause, a stop, the end.</summary>
    internal Action<string>? Said { get; set; }

    /// <summary>Something changed that must be on disk before the commands of this step go out.</summary>
    internal bool IsDirty { get; set; } = true;

    internal bool IsOver => state.Phase is RolloutPhase.Done or RolloutPhase.Stopped;

    /// <summary>Nodes that are under way.</summary>
    internal IEnumerable<RolloutNode> UnderWay => turns.Keys;

    /// <summary>What is left of the pause, or zero.</summary>
    internal TimeSpan SoakLeft => state.Phase == RolloutPhase.Soaking && soakEndMs > now ? TimeSpan.FromMilliseconds(soakEndMs - now) : TimeSpan.Zero;

    /// <summary>Failures that stop it, as it stands.</summary>
    internal int FailuresToStop => stopAt.FailuresAt(state.Nodes.Count(node => node.Ring <= state.Ring));

    /// <summary>Our own link was lost; there is a new one.</summary>
    internal void LinkLost()
    {
        field.LinkLost();
        foreach (NodeTurn turn in turns.Values)
        {
            turn.Dialog.LinkLost();
        }
    }

    /// <summary>No more nodes are begun; those under way go on to their end.</summary>
    internal void Stop(string why)
    {
        if (state.Phase is RolloutPhase.Running or RolloutPhase.Soaking)
        {
            state.Why = why;
            Enter(RolloutPhase.Stopping, $"stops: {why}");
        }
    }

    /// <summary>What is to be sent now; some ten times a second.</summary>
    /// <param name="nowMs">Monotonic time, without the time in which our own link was away.</param>
    /// <param name="utcNow">This desk's wall clock.</param>
    internal IReadOnlyList<Outgoing> Step(long nowMs, DateTime utcNow)
    {
        (now, utc) = (nowMs, utcNow);
        outbox.Clear();
        if (IsOver)
        {
            return outbox;
        }
        if (!isBegun)
        {
            isBegun = true;
            MissUpdated();
            AskUnderWay();
        }
        if (utc >= bundles.ExpiresUtc && state.Nodes.Any(node => node.Status == NodeStatus.Waiting))
        {
            Stop($"the bundle has expired on {bundles.ExpiresUtc:yyyy-MM-dd HH:mm}Z: sign it again with a later expiry and a higher number");
        }
        StepTurns();
        WatchUpdated();
        JudgeFailures();
        switch (state.Phase)
        {
            case RolloutPhase.Running:
                BeginNext();
                break;
            case RolloutPhase.Soaking:
                StepSoak();
                break;
            case RolloutPhase.Stopping when turns.Count == 0:
                Enter(RolloutPhase.Stopped, "stopped");
                break;
        }
        return outbox;
    }

    private void JudgeFailures()
    {
        int failures = state.Nodes.Count(node => node.IsFailure);
        if (failures >= FailuresToStop)
        {
            int nodes = state.Nodes.Count(node => node.Ring <= state.Ring);
            Stop($"{failures} of the {Plural.Of(nodes, "node")} up to ring {state.Rings[state.Ring]} failed (--stop-at {state.StopAt})");
        }
    }

    private void BeginNext()
    {
        foreach (RolloutNode node in state.Nodes.Where(node => node.Ring == state.Ring && !node.IsOver && !turns.ContainsKey(node)
            && notBefore.GetValueOrDefault(node) <= now).Take(Math.Max(0, options.Parallel - turns.Count)).ToArray())
        {
            BeginTurn(node);
        }
        if (turns.Count > 0 || state.Nodes.Any(node => node.Ring == state.Ring && !node.IsOver))
        {
            return;
        }
        if (IsOneMissing)
        {
            return;
        }
        if (state.Ring == state.Rings.Count - 1)
        {
            Enter(RolloutPhase.Done, "done");
            return;
        }
        if (state.Ring == 0 && !state.Nodes.Any(node => node.Status == NodeStatus.Updated))
        {
            Stop("no canary was updated, so nothing is known of the bundle");
            return;
        }
        soakEndMs = now + options.SoakMs;
        Enter(RolloutPhase.Soaking, $"ring {state.Rings[state.Ring]} is through; its nodes are watched for {options.SoakMs / 1000} s");
    }

    private void StepSoak()
    {
        soakEndMs = soakEndMs < 0 ? now + options.SoakMs : soakEndMs; // a desk that came back watches the whole time
        if (now >= soakEndMs && !IsOneMissing)
        {
            state.Ring++;
            int nodes = state.Nodes.Count(node => node.Ring == state.Ring);
            Enter(RolloutPhase.Running, $"ring {state.Rings[state.Ring]}: {Plural.Of(nodes, "node")}");
        }
    }

    private void Enter(RolloutPhase next, string words)
    {
        state.Phase = next;
        IsDirty = true;
        Said?.Invoke(words);
    }

    private sealed record NodeTurn(RolloutNode Node, NodeSight Sight, UpdateDialog Dialog, SentBundle Bundle, bool GoesOn)
    {
        internal long BytesBefore { get; } = Node.Bytes;

        internal int RetriesBefore { get; } = Node.Retries;
    }
}
