using FieldNode.Conformance;

namespace FieldNode.Simulation;

/// <summary>What is there before the node is: its network, its broker and its host, and who judges what they see.</summary>
internal sealed class Surroundings
{
    private readonly Profile profile;

    /// <summary>Makes them.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="node">The node that is about to be built.</param>
    /// <param name="powerGoes">Ends a run of the node in the midst of a step.</param>
    public Surroundings(ulong seed, Profile profile, SimNode node, Action powerGoes)
    {
        this.profile = profile;
        World = new World(seed, node.Clock);
        Book = new SampleBook(World) { TimeGoesBack = profile.TimeGoesBack };
        Link = new LinkWatch(World);
        Judge = new Judge(World, Options(), IsExcused);
        Host = new ScadaHost(World, Book, profile.HasPrimaryHost);
        Broker = new Broker(World, "broker", profile.Broker, Judge, Book, new OrderWatch(World, profile.TimeGoesBack), Host)
        {
            Forbidden = $"spBv1.0/{Site.Group}/DDATA/{Site.Node}/{Site.RoomDevice}",
        };
        Wire = new LinkWire(World, Weather, [Broker], Link, powerGoes);
    }

    public World World { get; }

    public Weather Weather { get; } = new();

    public SampleBook Book { get; }

    public Judge Judge { get; }

    public LinkWatch Link { get; }

    public ScadaHost Host { get; }

    public Broker Broker { get; }

    public LinkWire Wire { get; }

    // Time that goes back takes the order of values with it; a rotten record of bdSeq makes its number come again (docs/SPEC.md, A/B records).
    private bool IsExcused(string id) => (profile.TimeGoesBack && id.EndsWith("-order", StringComparison.Ordinal))
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
