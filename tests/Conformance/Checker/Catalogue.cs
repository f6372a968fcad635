using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace FieldNode.Conformance;

/// <summary>assertions.csv: every normative statement about an edge node.</summary>
public static class Catalogue
{
    private static readonly Lazy<IReadOnlyList<CatalogueRow>> All = new(ReadOwn);

    /// <summary>All statements, in the order of the file.</summary>
    public static IReadOnlyList<CatalogueRow> Rows => All.Value;

    /// <summary>The statement of that id, or null.</summary>
    public static CatalogueRow? Find(string id) => Rows.FirstOrDefault(row => row.Id == id);

    private static IReadOnlyList<CatalogueRow> ReadOwn()
    {
        using var reader = new StreamReader(typeof(Catalogue).Assembly.GetManifestResourceStream("assertions.csv")!);
        using var csv = new CsvReader(reader, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            PrepareHeaderForMatch = header => header.Header.ToLowerInvariant(),
        });
        return [.. csv.GetRecords<CatalogueRow>()];
    }
}
