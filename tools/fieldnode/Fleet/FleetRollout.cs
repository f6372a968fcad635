using FieldNode.Cli.Rollouts;

namespace FieldNode.Cli.Fleet;

/// <summary>The file of a roll-out, as a desk that only looks reads it. One that it cannot read is named with the reason, and looked at again.</summary>
/// <param name="File">Its path.</param>
/// <param name="State">What it says; null: it cannot be read.</param>
/// <param name="Trouble">Why it cannot be read; null: it can.</param>
internal sealed record FleetRollout(string File, RolloutState? State, string? Trouble)
{
    internal static FleetRollout Read(string file)
    {
        try
        {
            return new FleetRollout(file, RolloutState.Read(file, "--rollout"), null);
        }
        catch (UserError failure)
        {
            return new FleetRollout(file, null, failure.Message);
        }
    }
}
