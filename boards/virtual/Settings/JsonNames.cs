using System.Reflection;
using System.Text.Json;

namespace FieldNode.Virtual.Settings;

/// <summary>The JSON names of the model's members: the property names in camelCase.</summary>
public static class JsonNames
{
    /// <summary>The members of a class of the model, in the order of the source.</summary>
    public static PropertyInfo[] MembersOf(Type type) =>
        type.GetProperties(BindingFlags.Instance | BindingFlags.Public);

    public static string Of(PropertyInfo member) => JsonNamingPolicy.CamelCase.ConvertName(member.Name);

    /// <summary>The known name that somebody may have meant, or null: at most two slips, and fewer in short
    /// names.</summary>
    public static string? Nearest(string name, IEnumerable<string> known)
    {
        var small = name.ToLowerInvariant();
        var nearest = known.Select(candidate => (candidate, slips: Slips(small, candidate.ToLowerInvariant())))
            .OrderBy(pair => pair.slips)
            .FirstOrDefault();
        return nearest.candidate is not null && nearest.slips <= Math.Min(2, nearest.candidate.Length / 2)
            ? nearest.candidate
            : null;
    }

    // Insertions, deletions, changes and swaps of neighbours that lead from one name to the other.
    private static int Slips(string from, string to)
    {
        if (Math.Abs(from.Length - to.Length) > 2)
        {
            return int.MaxValue;
        }
        var costs = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
        {
            for (var j = 0; j <= to.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    costs[i, j] = i + j;
                    continue;
                }
                var change = from[i - 1] == to[j - 1] ? 0 : 1;
                var cost = Math.Min(costs[i - 1, j - 1] + change, Math.Min(costs[i - 1, j], costs[i, j - 1]) + 1);
                var swapped = i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1];
                costs[i, j] = swapped ? Math.Min(cost, costs[i - 2, j - 2] + 1) : cost;
            }
        }
        return costs[from.Length, to.Length];
    }
}
