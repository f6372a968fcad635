namespace FieldNode.Cli.Init;

/// <summary>What a folder for a first node is to hold.</summary>
internal sealed record InitOptions
{
    internal const string DefaultGroup = "plant1";
    internal const string DefaultNode = "node1";
    internal const string DefaultBroker = "localhost";
    internal const int DefaultPort = 8883;

    internal required string Folder { get; init; }

    internal string Group { get; init; } = DefaultGroup;

    internal string Node { get; init; } = DefaultNode;

    /// <summary>The broker, by the name that nodes and hosts reach it by.</summary>
    internal string Broker { get; init; } = DefaultBroker;

    internal int Port { get; init; } = DefaultPort;

    /// <summary>Serial port of an RS-485 adapter; null: simulated parts.</summary>
    internal string? Serial { get; init; }

    /// <summary>The broker is to run on this machine, and for it alone.</summary>
    internal bool IsLocal => Broker is "localhost" or "127.0.0.1";
}
