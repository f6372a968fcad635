using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace FieldNode.Cli.Rollouts;

/// <summary>
/// Which node comes when: canaries, then rings that grow. The order within is drawn from the names and the bundle, so a ring is a sample of the field and not
/// its first hall, and the plan of today is that of tomorrow.
/// </summary>
internal static class Rings
{
    /// <summary>Cumulative sizes: <c>10%,50%,100%</c> or numbers of nodes; the last one is 100%.</summary>
    /// <exception cref="UserError">They are none.</exception>
    internal static IReadOnlyList<string> Parse(string text)
    {
        string[] words = text.Split(',', StringSplitOptions.TrimEntries);
        for (int i = 0; i < words.Length; i++)
        {
            bool isShare = words[i].EndsWith('%');
            bool isNumber = int.TryParse(words[i].TrimEnd('%'), NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0 && (!isShare || number <= 100);
            if (!isNumber || words[i].Count(c => c == '%') > 1)
            {
                throw new UserError($"--rings {text}: say shares or numbers of all nodes, such as 10%,50%,100%", ExitStatus.Usage);
            }
        }
        return words[^1] == "100%" ? words : throw new UserError($"--rings {text}: the last ring is 100%", ExitStatus.Usage);
    }

    /// <summary>Gives each node its ring, and puts them into their order.</summary>
    /// <returns>Names of the rings, canaries first; a ring that has no node of its own is left out.</returns>
    /// <exception cref="UserError">The canary is none of them.</exception>
    internal static IReadOnlyList<string> Assign(List<RolloutNode> nodes, string canary, IReadOnlyList<string> rings, string bundle)
    {
        List<RolloutNode> order = [.. nodes.OrderBy(node => Draw(bundle, node.Name), StringComparer.Ordinal)];
        int canaries = 1;
        if (order.FirstOrDefault(node => node.Name == canary) is { } named)
        {
            order.Remove(named);
            order.Insert(0, named);
        }
        else if (!int.TryParse(canary, NumberStyles.None, CultureInfo.InvariantCulture, out canaries) || canaries < 1)
        {
            throw new UserError($"--canary {canary}: no node of this plan has that name. Name one of it, or say how many", ExitStatus.Usage);
        }
        canaries = Math.Min(canaries, order.Count);
        var names = new List<string> { "canary" };
        int at = canaries;
        foreach (string ring in rings)
        {
            int end = Math.Min(order.Count, SizeOf(ring, order.Count));
            if (end <= at)
            {
                continue;
            }
            for (; at < end; at++)
            {
                order[at].Ring = names.Count;
            }
            names.Add(ring);
        }
        nodes.Clear();
        nodes.AddRange(order.OrderBy(node => node.Ring)); // stable
        return names;
    }

    private static int SizeOf(string ring, int nodes)
    {
        int number = int.Parse(ring.TrimEnd('%'), CultureInfo.InvariantCulture);
        return ring.EndsWith('%') ? (int)Math.Ceiling(number * (long)nodes / 100.0) : number;
    }

    private static string Draw(string bundle, string node) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{bundle}\n{node}")));
}
