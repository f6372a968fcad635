using FieldNode.Conformance;

namespace FieldNode.Cli;

/// <summary>What <c>watch --conform</c> grades: every node whose birth it saw, by the statements of Sparkplug 3.0.0 that a host can see.</summary>
internal sealed class WatchConformance
{
    private readonly SubscriberCheck check = new();
    private readonly Queue<BrokenStatement> fresh = new();
    private readonly List<BrokenStatement> broken = [];

    internal WatchConformance() => check.Broken += Note;

    /// <summary>The first time of each statement that a node broke, in the order in which they came.</summary>
    internal IReadOnlyList<BrokenStatement> Broken => broken;

    /// <summary>Something was graded, and all of it passed.</summary>
    internal bool IsOk => broken.Count == 0 && check.Books.Any();

    internal void Take(Received received) =>
        check.Take(MsOf(received.Utc), received.Topic, received.Payload, received.Retained);

    /// <summary>Judges what should have come by now.</summary>
    internal void Passed(DateTime utc) => check.Passed(MsOf(utc));

    /// <summary>What broke since this was asked last.</summary>
    internal IEnumerable<BrokenStatement> TakeFresh()
    {
        while (fresh.TryDequeue(out BrokenStatement? next))
        {
            yield return next;
        }
    }

    /// <summary>One total for each node, and one over all: there a statement is broken if any node broke it.</summary>
    internal IReadOnlyList<ConformTotal> Totals()
    {
        KeyValuePair<string, GradeBook>[] books = [.. check.Books];
        return
        [
            .. books.Select(book => TotalOf(book.Key, [book.Value])),
            TotalOf(null, [.. books.Select(book => book.Value)]) with { Nodes = books.Length },
        ];
    }

    private static ConformTotal TotalOf(string? node, GradeBook[] books)
    {
        Grade[] grades = [.. SubscriberView.Rows.Select(row => Worst(books.Select(book => book.Of(row.Id))))];
        return new ConformTotal(node, grades.Count(g => g == Grade.Pass), grades.Count(g => g == Grade.Fail), grades.Count(g => g == Grade.NotSeen))
        {
            Broken = [.. books.SelectMany(book => book.Failures).GroupBy(v => v.Id).Select(g => (g.Key, g.Sum(v => v.Fails)))],
        };
    }

    private static Grade Worst(IEnumerable<Grade> grades) => grades.Aggregate(Grade.NotSeen, (worst, grade) => grade > worst ? grade : worst);

    private void Note(string node, Verdict verdict)
    {
        var one = new BrokenStatement(node, verdict.Id, verdict.Evidence!);
        broken.Add(one);
        fresh.Enqueue(one);
    }

    private static long MsOf(DateTime utc) => new DateTimeOffset(utc, TimeSpan.Zero).ToUnixTimeMilliseconds();
}
