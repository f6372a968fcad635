namespace FieldNode.PurdueLab;

/// <summary>What must stay as it is while somebody attacks: seen at Level 0, at Level 4, at the firewall and in the node's process.</summary>
internal sealed record NodeWitness(int Writes, int Births, int Deaths, long Inbound)
{
    /// <summary>What changed that must not, in words; empty: nothing.</summary>
    internal static IReadOnlyList<string> Judge(NodeWitness before, NodeWitness after, AttackResult result, double gapMs, int silenceMaxMs, bool hasExited)
    {
        var wrong = new List<string>();
        int writes = after.Writes - before.Writes;
        if (writes > result.WritesAllowed)
        {
            wrong.Add($"{writes} writes arrived at Level 0, {result.WritesAllowed} are allowed");
        }
        int births = after.Births - before.Births;
        if (births > result.BirthsAllowed)
        {
            wrong.Add($"the node was born {births} times, {result.BirthsAllowed} are allowed");
        }
        int deaths = after.Deaths - before.Deaths;
        if (deaths > result.DeathsAllowed)
        {
            wrong.Add($"the node's session ended {deaths} times");
        }
        if (after.Inbound > before.Inbound)
        {
            wrong.Add($"{after.Inbound - before.Inbound} packets from beyond the firewall reached the node's machine");
        }
        if (gapMs > silenceMaxMs)
        {
            wrong.Add($"Level 4 heard nothing live for {gapMs / 1000:0.0} s, {silenceMaxMs / 1000} s are allowed");
        }
        if (hasExited)
        {
            wrong.Add("the node's process has ended");
        }
        return wrong;
    }
}
