namespace FieldNode.Host;

/// <summary>Collects the findings of one message.</summary>
/// <param name="isOfHost">Whether a host sent it.</param>
internal sealed class FindingBook(DateTime utc, string topic, bool isOfHost = false)
{
    /// <summary>So many of one message: it may have a hundred thousand metrics with a fault in each.</summary>
    private const int Most = 200;

    private readonly List<Finding> findings = [];

    internal IReadOnlyList<Finding> Findings => findings;

    internal void Add(FindingKind kind, string text)
    {
        if (findings.Count < Most)
        {
            findings.Add(new Finding(utc, kind, topic, findings.Count < Most - 1 ? text : text + "; what else is wrong with this message is not listed") { IsOfHost = isOfHost });
        }
    }
}
