namespace FieldNode.Cli.Fleet;

/// <summary>What a site's alarm system is told. Names and numbers are in scripts and in the store: they stay.</summary>
internal enum AlertKind
{
    Gone = 1,
    CertificateEnds = 2,
    RolledBack = 3,
    LosesSamples = 4,
    JournalFills = 5,
    TwoNodes = 6,
}
