using System.Globalization;

namespace FieldNode.Cli.Rollouts;

/// <summary>What it came to so far.</summary>
internal sealed record RolloutCounts(
    int Nodes, int Updated, int RolledBack, int Refused, int Bricked, int Unclear, int Gone, int LeftOut, int NotBegun, int Running, long Bytes, int Retries)
{
    /// <summary>Ends that speak against the bundle.</summary>
    public int Failures => RolledBack + Refused + Bricked + Unclear;

    internal static RolloutCounts Of(RolloutState state)
    {
        int Count(NodeStatus status) => state.Nodes.Count(node => node.Status == status);
        return new RolloutCounts(state.Nodes.Count, Count(NodeStatus.Updated), Count(NodeStatus.RolledBack), Count(NodeStatus.Refused), Count(NodeStatus.Bricked),
            Count(NodeStatus.Unclear), Count(NodeStatus.Gone), Count(NodeStatus.LeftOut) + state.LeftOut.Count, Count(NodeStatus.Waiting), Count(NodeStatus.Running),
            state.Nodes.Sum(node => node.Bytes), state.Nodes.Sum(node => node.Retries));
    }

    /// <summary>The last line of a roll-out.</summary>
    internal string Line(double seconds) => string.Create(CultureInfo.InvariantCulture,
        $"updated={Updated} rolled_back={RolledBack} refused={Refused} bricked={Bricked} unclear={Unclear} gone={Gone} left_out={LeftOut} not_begun={NotBegun + Running} seconds={seconds:0.0} bytes={Bytes} retries={Retries}");
}
