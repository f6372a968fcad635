using FieldNode.Conformance;

namespace FieldNode.Simulation;

/// <summary>What is there before the node is: its network, its brokers and its host, and who judges what they see.</summary>
internal sealed class Surroundings
{
    private const long RefusedMs = 90_000; // what a checker remembers of requests

    private readonly Profile profile;
    private long rebirthRefusedMs = -RefusedMs;

    /// <summary>Makes them.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="node">The node that is about to be built.</param>
    /// <param name="powerGoes">Ends a run of the node in the midst of a step.</param>
    public Surroundings(ulong seed, Profile profile, SimNode node, Action powerGoes)
    {
        this.profile = profile;
        World = new World(seed, node.Clock);
        Book = new SampleBook(World) { TimeGoesBack = profile.TimeGoesBack };
        BrokerKind[] kinds = profile.Brokers();
        Link = new LinkWatch(World, kinds.Length);
        Walk = new WalkWatch(World, kinds.Length, profile.HasPrimaryHost);
        Judges = [.. kinds.Select(_ => new Judge(World, Options(), IsExcused))];
        Host = new ScadaHost(World, Book, profile.HasPrimaryHost, profile.HostMoves);
        Order = new OrderWatch(World, profile.TimeGoesBack);
        Brokers = [.. kinds.Select((kind, i) => new Broker(World, i, kind, Judges[i], Book, Order, Host)
        {
            Forbidden = $"spBv1.0/{Site.Group}/DDATA/{Site.Node}/{Site.RoomDevice}",
        })];
        Wire = new LinkWire(World, Brokers, Link, Walk, powerGoes);
    }

    public World World { get; }

    public SampleBook Book { get; }

    /// <summary>By broker.</summary>
    public Judge[] Judges { get; }

    public LinkWatch Link { get; }

    public WalkWatch Walk { get; }

    public OrderWatch Order { get; }

    public ScadaHost Host { get; }

    /// <summary>In the order of the node's list.</summary>
    public Broker[] Brokers { get; }

    public LinkWire Wire { get; }

    /// <summary>The node told that it refused a rebirth.</summary>
    public void OnRebirthRefused() => rebirthRefusedMs = World.Clock.NowMs;

    // Time that goes back takes the order of values with it; a rotten record of bdSeq makes its number come again (docs/SPEC.md, A/B records). Why a node leaves,
    // for an old STATE or since its run ends, a broker cannot know: WalkWatch does.
    // Its budget for rebirths is one for all brokers, and a broker's checker knows only what was asked for there.
    private bool IsExcused(string id) => (Brokers.Length > 1 && id.Contains("-rebirth-action-", StringComparison.Ordinal) && World.Clock.NowMs - rebirthRefusedMs < RefusedMs)
        || id == "operational-behavior-edge-node-termination-host-offline-timestamp"
        || (profile.TimeGoesBack && id.EndsWith("-order", StringComparison.Ordinal))
        || (Link.HasFlashRotted && id.Contains("bdseq", StringComparison.OrdinalIgnoreCase));

    private CheckerOptions Options()
    {
        long clockMs = profile.TimeGoesBack ? 8_000_000 : 0;
        bool isSlow = profile.Families.HasFlag(FaultFamily.Link);
        bool dies = profile.Families.HasFlag(FaultFamily.Power); // the broker hears of it when its keep-alive is over
        long crossingMs = isSlow ? 600_000 : dies ? 60_000 : 500;
        return new CheckerOptions
        {
            Group = Site.Group, Node = Site.Node, FlagsUnseen = true, PrimaryHost = profile.HasPrimaryHost ? Site.HostId : null, LinksBreak = true,
            AheadMsMax = clockMs, AgeMsMax = 60_000 + crossingMs + clockMs, CrossingMs = crossingMs, AnswerMsMax = 10_000 + 2 * crossingMs,
        };
    }
}
