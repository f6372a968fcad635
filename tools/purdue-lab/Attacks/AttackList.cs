namespace FieldNode.PurdueLab;

/// <summary>All attacks, in the order in which they are tried: what uses up a node's budgets comes last.</summary>
internal static class AttackList
{
    internal static IReadOnlyList<Attack> All { get; } =
    [
        .. PortAttacks.All, .. CommandAttacks.All, .. IdentityAttacks.All, .. BundleAttacks.All, .. BrokerAttacks.All, .. TimeAttacks.All, .. FloodAttacks.All,
    ];
}
