namespace FieldNode.Cli.Provision;

/// <summary>What a node must show.</summary>
internal sealed record ProofOrder
{
    internal required NodeFile Node { get; init; }

    /// <summary>The bench's own connection: reads everything, may ask for rebirths.</summary>
    internal required LinkOptions Bench { get; init; }

    /// <summary>The node's own certificate and client id, to try what the broker forbids it.</summary>
    internal required LinkOptions AsNode { get; init; }

    /// <summary>Version that the birth must tell.</summary>
    internal required string FirmwareVersion { get; init; }

    /// <summary>When the certificate ends that was put onto the board.</summary>
    internal required DateTimeOffset CertificateEnd { get; init; }

    internal required bool NoField { get; init; }

    internal required TimeSpan BirthWithin { get; init; }

    internal required TimeSpan RebirthWithin { get; init; }
}
