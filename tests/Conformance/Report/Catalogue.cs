using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace FieldNode.Conformance.Report;

/// <summary>Reads assertions.csv, and refuses one that cannot be graded.</summary>
internal static class Catalogue
{
    private static readonly string[] Scopes = ["core", "primaryHost", "servers", "properties", "templates", "datasets", "mqtt5"];

    internal static IReadOnlyList<CatalogueRow> Read(string path)
    {
        using var reader = new StreamReader(path);
        using var csv = new CsvReader(reader, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            PrepareHeaderForMatch = header => header.Header.ToLowerInvariant(),
        });
        List<CatalogueRow> rows = [.. csv.GetRecords<CatalogueRow>()];
        foreach (CatalogueRow row in rows)
        {
            bool proven = row.How switch
            {
                "wire" => row.Proof == "wire",
                "unit" => UnitProofs.Find(row.Proof) is not null,
                "document" => row.Proof.Contains('#'),
                _ => false,
            };
            if (!Scopes.Contains(row.Scope) || (row.IsInScope && !proven) || (!row.IsInScope && row.Proof.Length > 0))
            {
                throw new InvalidDataException($"{path}: {row.Id}: scope '{row.Scope}', how '{row.How}', proof '{row.Proof}' do not go together");
            }
        }
        if (rows.Select(r => r.Id).Distinct(StringComparer.Ordinal).Count() != rows.Count)
        {
            throw new InvalidDataException($"{path}: an id stands there twice");
        }
        return rows;
    }
}
