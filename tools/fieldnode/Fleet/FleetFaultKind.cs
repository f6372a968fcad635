namespace FieldNode.Cli.Fleet;

/// <summary>What can be wrong with a node, the gravest first. Names are in JSON, in the store and in alerts: they stay.</summary>
internal enum FleetFaultKind
{
    Gone,
    TwoNodes,
    SafeMode,
    Flaps,
    VersionContradicts,
    RolledBack,
    CertificateEnds,
    LosesSamples,
    JournalFills,
    StepFaults,
    StoreFaults,
    BirthsRefused,
    DevicesAway,
    BadTags,
    ClockWrong,
    BreaksRules,
    BadReset,
    UpdateOnly,
    Old,
}
