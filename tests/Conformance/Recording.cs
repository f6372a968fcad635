namespace FieldNode.Conformance;

/// <summary>What a broker saw of a node in one run, from the first CONNECT to <paramref name="EndMs"/>.</summary>
public sealed record Recording(string Name, CheckerOptions Options, IReadOnlyList<WireEvent> Events, long EndMs)
{
    /// <summary>Grades it from its first event to its last.</summary>
    public GradeBook Grade()
    {
        var checker = new ConformanceChecker(Options);
        foreach (WireEvent seen in Events)
        {
            checker.Feed(seen);
        }
        checker.Finish(EndMs);
        return checker.Book;
    }
}
