using System.Reflection;
using FieldNode.Conformance;
using FieldNode.Conformance.Report;
using FieldNode.Conformance.Run;

// report [--write]: makes the runs, grades them, breaks them in every way, and says what is proven. --write renews docs/conformance.md; without
// it a page that is not current is a fault. Exit status: 0 all proven, 1 something is not, 2 used wrongly.
if (args is not (["report"] or ["report", "--write"]))
{
    Console.Error.WriteLine("usage: report [--write]");
    return 2;
}

string root = Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "Root").Value!;
IReadOnlyList<CatalogueRow> rows = CatalogueCheck.Of(Catalogue.Rows);
var grader = new Grader(Runs.All(), root);
IReadOnlyList<RowResult> results = grader.Grade(rows);
foreach (string line in grader.Failures.Concat(grader.Unnamed).Concat(results.Where(r => !r.Proven).Select(r => $"not proven: {r.Row.Id}: {r.Why}")))
{
    Console.WriteLine(line);
}

int Proven(string how) => results.Count(r => r.Proven && r.Row.How == how);
int proven = results.Count(r => r.Proven);
string summary = $"assertions edge={rows.Count} proven={proven} (wire={Proven("wire")} unit={Proven("unit")} document={Proven("document")}) "
    + $"later={rows.Count(r => r.IsLater)} out={rows.Count(r => r.IsOut)} unproven={results.Count - proven} mutations={grader.MutationsTried} unnamed={grader.Unnamed.Count}";
string page = ConformanceDoc.Write(rows, results, summary);
string path = Path.Combine(root, "docs", "conformance.md");
bool current = File.Exists(path) && File.ReadAllText(path) == page;
if (args.Length == 2)
{
    File.WriteAllText(path, page);
    current = true;
}

Console.WriteLine(current ? summary : summary + " (docs/conformance.md is not current: -- report --write)");
return current && proven == results.Count && grader.Unnamed.Count == 0 ? 0 : 1;
