namespace FieldNode.Simulation;

/// <summary>
/// What is special about one run, drawn from its seed. Not every run has every fault: what one of them hides, another shows (swarm testing,
/// Groce and others 2012).
/// </summary>
internal sealed record Profile
{
    private const double SeveralShare = 0.4;

    public BrokerKind Broker { get; init; }

    /// <summary>The second broker of the node's list; null: there is none.</summary>
    public BrokerKind? SecondBroker { get; init; }

    /// <summary>The third one; null: there is none.</summary>
    public BrokerKind? ThirdBroker { get; init; }

    /// <summary>The primary host is at one broker at a time, and moves from one to another; else it is at all of them.</summary>
    public bool HostMoves { get; init; }

    /// <summary>At the end, when all else is well, one of several brokers stays down.</summary>
    public bool OneStaysDown { get; init; }

    /// <summary>Births wait for a primary host, and it fails too.</summary>
    public bool HasPrimaryHost { get; init; }

    /// <summary>The node asks for its own births back.</summary>
    public bool VerifiesBirths { get; init; }

    public FaultFamily Families { get; init; }

    /// <summary>Mean time from one fault to the next, in ms.</summary>
    public long FaultGapMs { get; init; }

    public int HealthPeriodMs { get; init; }

    /// <summary>The node's clock goes back at times.</summary>
    public bool TimeGoesBack => Families.HasFlag(FaultFamily.Clock);

    /// <summary>The brokers in the order of the node's list.</summary>
    public BrokerKind[] Brokers() => ThirdBroker is { } third ? [Broker, SecondBroker!.Value, third] : SecondBroker is { } second ? [Broker, second] : [Broker];

    /// <summary>The profile of a seed.</summary>
    public static Profile Of(ulong seed)
    {
        var chance = new Chance(seed ^ 0x5EED_0F_A_50F11E);
        bool hasHost = chance.Is(0.3);
        FaultFamily families = 0;
        foreach (FaultFamily family in Enum.GetValues<FaultFamily>())
        {
            families |= chance.Is(0.7) ? family : 0;
        }

        // A STATE ahead of a clock that went back is refused, and a host says it once only: it would be the fault of the run.
        families &= hasHost ? ~FaultFamily.Clock : (FaultFamily)~0;
        var alone = new Profile
        {
            Broker = (BrokerKind)(seed % 6), HasPrimaryHost = hasHost, VerifiesBirths = chance.Is(0.25), Families = families,
            FaultGapMs = chance.LengthMs(200_000, 1_200_000), HealthPeriodMs = chance.Is(0.5) ? 10_000 : 60_000,
        };
        return chance.Is(SeveralShare) ? Several(alone, chance) : alone;
    }

    private static Profile Several(Profile alone, Chance chance) => alone with
    {
        SecondBroker = (BrokerKind)chance.Below(6), ThirdBroker = chance.Is(0.4) ? (BrokerKind)chance.Below(6) : null,
        HostMoves = alone.HasPrimaryHost && chance.Is(0.6), OneStaysDown = chance.Is(0.4),
    };
}
