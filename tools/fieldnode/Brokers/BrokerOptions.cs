namespace FieldNode.Cli.Brokers;

/// <summary>What a broker's files shall say besides what the PKI knows.</summary>
internal sealed record BrokerOptions
{
    /// <summary>Where the files are written.</summary>
    internal required string Folder { get; init; }

    /// <summary>Where they will lie on the broker's machine; their paths in the configuration begin with it.</summary>
    internal required string Place { get; init; }

    /// <summary>Common name of the broker's certificate; null: the only one.</summary>
    internal string? Server { get; init; }

    /// <summary>TCP ports that take MQTT over TLS.</summary>
    internal IReadOnlyList<int> Ports { get; init; } = [8883, 443];

    /// <summary>Address that it listens on; null: all.</summary>
    internal string? Bind { get; init; }

    /// <summary>User that mosquitto becomes once it listens.</summary>
    internal string RunAs { get; init; } = "mosquitto";

    /// <summary>Revocation lists of a plant's own CAs.</summary>
    internal IReadOnlyList<string> PlantCrls { get; init; } = [];

    /// <summary>Nodes reach this broker only through a bridge from a broker below: they have no rights here, and nobody may send a command.</summary>
    internal bool IsBridged { get; init; }

    /// <summary>The broker above that a bridge of this one reaches, and with whose certificate; null: none.</summary>
    internal BridgeTarget? Bridge { get; init; }

    /// <summary>Erlang names of all members of a RabbitMQ cluster; empty: it stands alone.</summary>
    internal IReadOnlyList<string> Cluster { get; init; } = [];

    /// <summary>A file in its place on the broker's machine.</summary>
    internal string At(string name) => Place.TrimEnd('/') + "/" + name;
}
