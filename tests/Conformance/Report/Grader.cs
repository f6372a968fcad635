using FieldNode.Conformance.Mutations;

namespace FieldNode.Conformance.Report;

/// <summary>
/// Holds every row of the catalogue against a run: a wire statement is proven if each recording that shows it passes and a session broken
/// for it is named; a unit statement if its proof passes now; a document's if the heading is there.
/// </summary>
internal sealed class Grader(IReadOnlyList<Recording> recordings, string root)
{
    private readonly List<GradeBook> books = [.. recordings.Select(r => r.Grade())];
    private readonly Dictionary<string, string?> unnamed = [];

    internal IEnumerable<string> Failures =>
        recordings.Zip(books).SelectMany(pair => pair.Second.Failures.Select(f => $"{pair.First.Name}: {f}"));

    internal int MutationsTried { get; private set; }

    internal IReadOnlyList<string> Unnamed => [.. unnamed.Values.OfType<string>()];

    internal IReadOnlyList<RowResult> Grade(IReadOnlyList<CatalogueRow> rows)
    {
        foreach (Mutation mutation in AllMutations.List)
        {
            MutationsTried++;
            string? why = AllMutations.Unnamed(mutation, recordings);
            unnamed[mutation.Id] = why ?? unnamed.GetValueOrDefault(mutation.Id);
        }
        foreach (CatalogueRow row in rows.Where(r => r is { IsInScope: true, How: "wire" } && !unnamed.ContainsKey(r.Id)))
        {
            unnamed[row.Id] = $"{row.Id}: no mutation breaks it";
        }
        return [.. rows.Where(r => r.IsInScope).Select(GradeRow)];
    }

    private RowResult GradeRow(CatalogueRow row)
    {
        string? why = row.How switch
        {
            "wire" => WhyNotOnWire(row.Id),
            "unit" => UnitProofs.Find(row.Proof)!(recordings),
            _ => WhyNotInDocument(row.Proof),
        };
        return new RowResult(row, why is null, why);
    }

    private string? WhyNotOnWire(string id)
    {
        Grade[] grades = [.. books.Select(b => b.Of(id))];
        return grades.Contains(Conformance.Grade.Fail) ? "failed"
            : !grades.Contains(Conformance.Grade.Pass) ? "not seen in any recording"
            : unnamed[id];
    }

    private string? WhyNotInDocument(string proof)
    {
        string[] parts = proof.Split('#', 2);
        string path = Path.Combine(root, parts[0]);
        bool there = File.Exists(path) && File.ReadLines(path).Any(l => l.StartsWith('#') && l.TrimStart('#', ' ') == parts[1]);
        return there ? null : $"{parts[0]} has no heading '{parts[1]}'";
    }
}
