using System.Globalization;
using FieldNode.Cli.Diff;

namespace FieldNode.Cli.Rollouts;

/// <summary>What would be done: which nodes, from what to what, in which ring, and who is left out.</summary>
internal sealed class RolloutPlan
{
    private const int MedianOf = 3; // nodes whose clocks together say more than the desk's

    private RolloutPlan(List<RolloutNode> nodes, List<LeftOut> leftOut, IReadOnlyList<string> rings) => (Nodes, LeftOut, RingNames) = (nodes, leftOut, rings);

    internal List<RolloutNode> Nodes { get; }

    internal List<LeftOut> LeftOut { get; }

    internal IReadOnlyList<string> RingNames { get; }

    /// <summary>What settings change, with the nodes for which they change that; the heaviest first.</summary>
    internal List<(string Change, List<string> Nodes)> Changes { get; } = [];

    /// <summary>Nodes whose settings change, and whose node file the desk does not have.</summary>
    internal List<string> WithoutFile { get; } = [];

    /// <summary>What could not be looked at, in words.</summary>
    internal List<string> NotKnown { get; } = [];

    /// <exception cref="UserError">Nothing matches, or a clock makes the plan worthless.</exception>
    internal static RolloutPlan Of(FieldSight field, BundleSet bundles, PreCheck check, RolloutOptions options, DateTime utc)
    {
        NodeSight[] meant = [.. field.Nodes.OrderBy(node => node.Name, StringComparer.Ordinal)];
        if (!meant.Any(node => node.IsHeard || node.View.IsBorn))
        {
            throw new UserError(NothingMatches(field, options));
        }
        CheckClock(meant);
        var nodes = new List<RolloutNode>();
        var leftOut = new List<LeftOut>();
        foreach (NodeSight node in meant)
        {
            if (check.WhyNot(node) is { } why)
            {
                leftOut.Add(new LeftOut(node.Name, node.IsHeard || node.View.IsBorn || why != "not heard" ? why : $"not heard within {options.WaitMs / 1000} s"));
                continue;
            }
            nodes.Add(new RolloutNode { Name = node.Name, From = node.View.Running, FromSequence = node.View.Sequence, FromSlot = node.View.Slot, ReasonBefore = node.View.Reason });
        }
        if (bundles.ExpiresUtc <= utc && nodes.Count > 0)
        {
            throw new UserError($"{options.BundlePath}: expired on {bundles.ExpiresUtc:yyyy-MM-dd HH:mm}Z by this desk's clock. {UpdateWords.Of(Update.UpdateReason.Expired).ToDo}");
        }
        IReadOnlyList<string> rings = nodes.Count == 0 ? ["canary"] : Rings.Assign(nodes, options.Canary, options.Rings, bundles.Mark);
        var plan = new RolloutPlan(nodes, leftOut, rings);
        plan.LookAtSettings(bundles);
        plan.LookAtWhatIsNotKnown(field, check, options);
        return plan;
    }

    // When most nodes agree against the desk, it is the desk's clock that is wrong.
    private static void CheckClock(NodeSight[] meant)
    {
        TimeSpan[] ahead = [.. meant.Select(node => node.View.ClockAhead).OfType<TimeSpan>().Order()];
        if (ahead.Length >= MedianOf && ahead[ahead.Length / 2] is var median && median.Duration() > PreCheck.ClockOffMax)
        {
            throw new UserError($"the clocks of most of these {ahead.Length} nodes are {PreCheck.Off(median)} this desk's: set this desk's clock, for a bundle's expiry is judged by it");
        }
    }

    private static string NothingMatches(FieldSight field, RolloutOptions options)
    {
        string where = $"--group {options.Group} --nodes {options.Nodes.Text}: ";
        return field.Others.Count == 0
            ? where + $"nothing of that group was heard within {options.WaitMs / 1000} s. Is the group spelled right, and may this certificate read it?"
            : where + $"no node matches. {Plural.Of(field.Others.Count, "other", "was", "were")} heard, such as {string.Join(", ", field.Others.Order(StringComparer.Ordinal).Take(3).Select(SafeText.Of))}";
    }

    private void LookAtSettings(BundleSet bundles)
    {
        var order = new List<Change>();
        var of = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (RolloutNode node in Nodes)
        {
            if (bundles.Of(node.Name, out _) is not { HasSettings: true } bundle)
            {
                continue;
            }
            if (bundles.ChangesOf(node.Name, bundle) is not { } changes)
            {
                WithoutFile.Add(node.Name);
                continue;
            }
            foreach (Change change in changes)
            {
                if (!of.TryGetValue(change.ToString(), out List<string>? nodes))
                {
                    nodes = of[change.ToString()] = [];
                    order.Add(change);
                }
                nodes.Add(node.Name);
            }
        }
        Changes.AddRange(order.OrderBy(change => change.Weight).Select(change => (change.ToString(), of[change.ToString()])));
    }

    private void LookAtWhatIsNotKnown(FieldSight field, PreCheck check, RolloutOptions options)
    {
        int births = Nodes.Count(node => !field.Of(node.Name).HasBirth);
        if (births > 0)
        {
            string whose = string.Create(CultureInfo.InvariantCulture, $"of {births} of {Plural.Of(Nodes.Count, "node")}");
            NotKnown.Add($"the journal {whose}: it stands in the node's own birth, which maintenance may not ask for");
            int days = Nodes.Count(node => field.Of(node.Name).CertificateDays is null && !check.CertificateDays.ContainsKey(node.Name));
            if (days > 0)
            {
                NotKnown.Add(string.Create(CultureInfo.InvariantCulture,
                    $"the days of the certificates of {Plural.Of(days, "node")}{(options.PkiFolder is null ? ": --pki DIR names the site's PKI, which knows them" : ": the PKI has none of these names")}"));
            }
        }
        NotKnown.Add("free room, libraries and keys: a node judges them itself, before it takes a byte");
    }
}
