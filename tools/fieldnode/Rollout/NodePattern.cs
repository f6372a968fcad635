namespace FieldNode.Cli.Rollouts;

/// <summary>Which nodes are meant: names with * and ?, several with commas. Case counts, as it does in topics.</summary>
internal sealed class NodePattern
{
    private readonly string[] patterns;

    /// <exception cref="UserError">One of them can be no node.</exception>
    internal NodePattern(string text)
    {
        Text = text;
        patterns = text.Split(',', StringSplitOptions.TrimEntries);
        if (patterns.Any(pattern => pattern.Length == 0 || pattern.AsSpan().ContainsAny('/', '+', '#')))
        {
            throw new UserError($"--nodes {text}: say names of nodes, with * and ? for what differs, and commas between", ExitStatus.Usage);
        }
    }

    internal string Text { get; }

    /// <summary>Names that are written out: these nodes are asked for, whether or not they were heard.</summary>
    internal IEnumerable<string> Exact => patterns.Where(pattern => !pattern.AsSpan().ContainsAny('*', '?')).Distinct();

    internal bool Has(string node) => patterns.Any(pattern => IsMatch(pattern, node));

    // The last * takes as little as it can, and more if what follows does not fit.
    private static bool IsMatch(string pattern, string name)
    {
        int at = 0;
        int star = -1;
        int taken = 0;
        int p = 0;
        while (at < name.Length)
        {
            if (p < pattern.Length && (pattern[p] == '?' || (pattern[p] == name[at] && pattern[p] != '*')))
            {
                p++;
                at++;
            }
            else if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                taken = at;
            }
            else if (star >= 0)
            {
                p = star + 1;
                at = ++taken;
            }
            else
            {
                return false;
            }
        }
        return pattern.AsSpan()[p..].TrimStart('*').IsEmpty;
    }
}
