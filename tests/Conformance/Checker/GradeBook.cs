using System.Globalization;

namespace FieldNode.Conformance;

/// <summary>All verdicts of a run. A statement that was broken once stays broken.</summary>
public sealed class GradeBook
{
    private readonly Dictionary<string, Verdict> verdicts = new(StringComparer.Ordinal);
    private long utcMs;
    private string about = "";

    /// <summary>A statement was broken for the first time.</summary>
    public event Action<Verdict>? Broken;

    /// <summary>Verdicts by id, of all statements that were graded at least once.</summary>
    public IReadOnlyCollection<Verdict> Verdicts => [.. verdicts.Values.OrderBy(v => v.Id, StringComparer.Ordinal)];

    public IEnumerable<Verdict> Failures => verdicts.Values.Where(v => v.Grade == Grade.Fail).OrderBy(v => v.Id, StringComparer.Ordinal);

    public Grade Of(string id) => verdicts.TryGetValue(id, out Verdict? verdict) ? verdict.Grade : Grade.NotSeen;

    /// <summary>What the grades that follow are about; it opens each evidence.</summary>
    internal void At(long timeMs, string subject)
    {
        utcMs = timeMs;
        about = subject;
    }

    /// <summary>Grades one statement.</summary>
    /// <param name="wrong">What is wrong, in words; read only where it does not hold.</param>
    internal void Check(string id, bool holds, string wrong)
    {
        if (!verdicts.TryGetValue(id, out Verdict? verdict))
        {
            verdicts.Add(id, verdict = new Verdict(id));
        }
        if (holds)
        {
            verdict.Passed();
            return;
        }
        string time = DateTimeOffset.FromUnixTimeMilliseconds(utcMs).ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
        verdict.Failed($"{time} {about}: {wrong}");
        if (verdict.Fails == 1)
        {
            Broken?.Invoke(verdict);
        }
    }

    /// <summary>Grades several statements that say the same.</summary>
    internal void Check(ReadOnlySpan<string> ids, bool holds, string wrong)
    {
        foreach (string id in ids)
        {
            Check(id, holds, wrong);
        }
    }
}
