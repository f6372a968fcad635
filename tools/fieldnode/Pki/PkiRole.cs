namespace FieldNode.Cli.Pki;

/// <summary>Who a certificate is for; the broker's rights follow from it.</summary>
internal enum PkiRole
{
    /// <summary>A node: its own messages up, its own commands down.</summary>
    Node,

    /// <summary>A consumer that may publish nothing.</summary>
    Host,

    /// <summary>May command the update devices, and nothing else.</summary>
    Maintenance,

    /// <summary>May command named devices; as a primary host also say its STATE.</summary>
    Writer,

    /// <summary>A broker.</summary>
    Server,

    /// <summary>A lower broker's bridge: brings nodes' messages to an upper broker, and the STATE of hosts back.</summary>
    Bridge,
}
