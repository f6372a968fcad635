using FieldNode.Cli;
using FieldNode.Cli.Rollouts;
using FieldNode.Settings;

namespace FieldNode.Tools.Tests;

/// <summary>A field of shipped nodes in virtual time, each at a broker of its own, and a roll-out among them: no broker, no file, no clock.</summary>
internal sealed class RolloutRig
{
    internal const string Group = "kiln";
    private const int TurnMs = 100;

    private readonly Dictionary<string, int> read = [];

    internal RolloutRig(int nodes, Func<RolloutOptions, RolloutOptions>? change = null, byte[]? bundle = null, string nameStart = "Boiler-")
    {
        Bundle = SentBundle.Of(bundle ?? UpdatableNode.Bundle(7, "2.0.0"));
        var plain = new RolloutOptions
        {
            Group = Group, Nodes = new NodePattern("Boiler-*"), BundlePath = "site.fnb", Node = new UpdateOptions { BundlePath = "", Group = "", Node = "", VerdictMs = 600_000 },
            SoakMs = 10_000, Parallel = 4, WaitMs = 12_000,
        };
        Options = change is null ? plain : change(plain);
        for (int i = 1; i <= nodes; i++)
        {
            Add($"{nameStart}{i:00}");
        }
        NewDesk();
    }

    internal SentBundle Bundle { get; }

    internal RolloutOptions Options { get; }

    internal Dictionary<string, UpdatableNode> Nodes { get; } = [];

    internal FieldSight Field { get; private set; } = null!;

    internal BundleSet Bundles => new(Bundle, Group);

    internal Rollout Rollout { get; private set; } = null!;

    internal RolloutState State => Rollout.State;

    internal long NowMs { get; private set; }

    /// <summary>By so much this desk's clock is wrong.</summary>
    internal TimeSpan DeskAhead { get; set; }

    internal DateTime Utc => DateTimeOffset.FromUnixTimeMilliseconds(SimNode.Utc0 + NowMs).UtcDateTime + DeskAhead;

    /// <summary>What a node says on its way to the desk: another message, or null for none.</summary>
    internal Func<Received, Received?> Spoil { get; set; } = received => received;

    internal List<string> Said { get; } = [];

    /// <summary>Nodes of whom a command was sent, by name of the metric.</summary>
    internal List<string> Commanded { get; } = [];

    internal UpdatableNode Add(string name, NodeSettings? settings = null, int loader = Loader.BootChoice.LoaderVersion) =>
        Nodes[name] = new UpdatableNode(settings ?? UpdatableNode.Settings(Group, name), loader: loader);

    /// <summary>A desk that starts knows nothing; what it misses it has to ask for.</summary>
    internal void NewDesk()
    {
        Field = new FieldSight(Group, Options.Nodes);
        Rollout = null!;
    }

    internal RolloutRig Run(double seconds, Func<bool>? until = null)
    {
        for (long end = NowMs + (long)(seconds * 1000); NowMs < end && until?.Invoke() != true; NowMs += TurnMs)
        {
            Turn(Rollout is null ? [] : Rollout.Step(NowMs, Utc));
        }
        return this;
    }

    internal RolloutPlan Plan(PreCheck? check = null)
    {
        var survey = new Survey(Field, Options.Nodes, DeskMark.Own(Utc, rolls: false));
        for (long end = NowMs + Options.WaitMs; NowMs < end; NowMs += TurnMs)
        {
            Turn(survey.Step(NowMs, Utc));
        }
        return RolloutPlan.Of(Field, Bundles, check ?? new PreCheck(Bundles, Options), Options, Utc);
    }

    /// <summary>Plans, and begins.</summary>
    internal RolloutRig Begin()
    {
        RolloutPlan plan = Plan();
        return Follow(new RolloutState
        {
            Group = Group, Pattern = Options.Nodes.Text, Bundle = BundleFacts.Of(Bundles, Options.BundlePath), Started = Utc, Rings = plan.RingNames, StopAt = Options.StopAt.ToString(),
            Nodes = plan.Nodes, LeftOut = plan.LeftOut,
        });
    }

    internal RolloutRig Follow(RolloutState state)
    {
        Rollout = new Rollout(state, Field, Bundles, new PreCheck(Bundles, Options), Options) { Said = Said.Add };
        return this;
    }

    internal RolloutRig RunToEnd(double minutes = 60)
    {
        Run(60 * minutes, () => Rollout.IsOver);
        Assert.True(Rollout.IsOver, $"after {minutes} min: {State.Counts.Line(0)}; {string.Join("; ", State.Nodes.Where(node => !node.IsOver).Select(node => $"{node.Name} {node.Status} {node.Phase} {node.Words}"))}");
        return this;
    }

    internal RolloutNode Of(string name) => State.Nodes.Single(node => node.Name == name);

    private void Turn(IEnumerable<Outgoing> commands)
    {
        foreach (Outgoing command in commands)
        {
            Commanded.Add(command.Node);
            if (Nodes.TryGetValue(command.Node, out UpdatableNode? node))
            {
                node.Node.Broker.Publish($"spBv1.0/{Group}/DCMD/{command.Node}/Update", command.Payload);
            }
        }
        foreach ((string name, UpdatableNode node) in Nodes)
        {
            node.Run(TurnMs);
            List<SimPacket> messages = node.Node.Broker.Messages;
            for (int at = read.GetValueOrDefault(name); at < messages.Count; at++)
            {
                if (Spoil(new Received(messages[at].Topic, messages[at].Payload, Utc, Retained: false)) is { } received)
                {
                    Field.Hear(received);
                }
            }
            node.Node.Broker.Clear();
            read[name] = 0;
        }
    }
}
