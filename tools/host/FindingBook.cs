namespace FieldNode.Host;

/// <summary>Collects the findings of one message.</summary>
/// <param name="isOfHost">Whether a host sent it.</param>
internal sealed class FindingBook(DateTime utc, string topic, bool isOfHost = false)
{
    private readonly List<Finding> findings = [];

    internal IReadOnlyList<Finding> Findings => findings;

    internal void Add(FindingKind kind, string text) => findings.Add(new Finding(utc, kind, topic, text) { IsOfHost = isOfHost });
}
