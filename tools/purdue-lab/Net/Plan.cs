namespace FieldNode.PurdueLab;

/// <summary>Names and addresses. They exist inside the namespaces only, whatever the machine around them uses.</summary>
internal static class Plan
{
    internal const int MqttPort = 8883;
    internal const int SecondMqttPort = 443;
    internal const int NtpPort = 123;

    internal const string NodeAddress = "10.10.1.2";
    internal const string NeighbourAddress = "10.10.1.66";
    internal const string NodeNetwork = "10.10.1.0/24";
    internal const string PlantAddress = "10.10.3.2";
    internal const string TimeServerAddress = "10.10.3.123";
    internal const string PlantNetwork = "10.10.3.0/24";
    internal const string DmzAddress = "10.10.35.2";
    internal const string EnterpriseAddress = "10.10.4.2";

    internal const string PlantBroker = "plant-broker.example";
    internal const string DmzBroker = "dmz-broker.example";
    internal const string TimeServer = "time.example";

    /// <summary>The host's name for a namespace.</summary>
    internal static string NameOf(Zone zone) => zone switch
    {
        Zone.Firewall => "fw",
        Zone.Node => "l1",
        Zone.Neighbour => "l1x",
        Zone.Plant => "l3",
        Zone.Dmz => "dmz",
        _ => "l4",
    };

    /// <summary>What people call it.</summary>
    internal static string LevelOf(Zone zone) => zone switch
    {
        Zone.Firewall => "firewall",
        Zone.Node or Zone.Neighbour => "L1",
        Zone.Plant => "L3",
        Zone.Dmz => "L3.5",
        _ => "L4",
    };

    /// <summary>The firewall's own address in a zone's network.</summary>
    internal static string GatewayOf(Zone zone) => string.Join('.', AddressesOf(zone)[0].Split('.')[..3]) + ".1";

    internal static string[] AddressesOf(Zone zone) => zone switch
    {
        Zone.Node => [NodeAddress],
        Zone.Neighbour => [NeighbourAddress],
        Zone.Plant => [PlantAddress, TimeServerAddress, .. Enumerable.Range(0, HostileMax).Select(HostileAddress)],
        Zone.Dmz => [DmzAddress],
        Zone.Enterprise => [EnterpriseAddress],
        _ => [],
    };

    /// <summary>How many hostile brokers there can be at once.</summary>
    internal const int HostileMax = 11;

    /// <summary>Addresses in Level 3 that an attacker has taken there.</summary>
    internal static string HostileAddress(int number) => $"10.10.3.{200 + number}";

    /// <summary>The broker that the node of a lab connects to.</summary>
    internal static string NodesBroker(LabKind kind) => kind == LabKind.Bridged ? PlantBroker : DmzBroker;

    /// <summary>The hosts file of a namespace: whom its machines know by name.</summary>
    /// <param name="plantBroker">Where the plant broker's name leads; an attacker may have forged it.</param>
    internal static string HostsOf(string plantBroker = PlantAddress) => $"""
        127.0.0.1 localhost
        {plantBroker} {PlantBroker}
        {DmzAddress} {DmzBroker}
        {TimeServerAddress} {TimeServer}

        """;
}
