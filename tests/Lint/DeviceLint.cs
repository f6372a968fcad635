using FieldNode.Lint.Checks;

namespace FieldNode.Lint;

/// <summary>
/// Reads the IL of the device code and names what compiles but does not work on the device. It knows the runtime's
/// rules, not its state: a finding is a line to rewrite, and no finding is not a proof.
/// </summary>
public static class DeviceLint
{
    public static IReadOnlyList<Finding> Check(DeviceAssembly assembly)
    {
        var findings = new FindingList();
        TypeChecks.Run(assembly, findings);
        OpcodeChecks.Run(assembly, findings);
        MemberChecks.Run(assembly, findings);
        ValueChecks.Run(assembly, findings);
        ListenerChecks.Run(assembly, findings);
        RoomChecks.Run(assembly, findings);
        ImageChecks.Run(assembly, findings);
        return findings.Found;
    }

    /// <summary>What was found, and what speaks UDP, in one line.</summary>
    public static string Summary(DeviceAssembly assembly, IReadOnlyList<Finding> findings) =>
        $"device lint: findings={findings.Count} listener_calls={findings.Count(f => f.Rule.Group == RuleGroup.Listener)} "
        + $"udp_clients={string.Join(",", UdpClients.Of(assembly))}";
}
