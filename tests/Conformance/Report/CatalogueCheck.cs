namespace FieldNode.Conformance.Report;

/// <summary>Refuses a catalogue that cannot be graded.</summary>
internal static class CatalogueCheck
{
    private static readonly string[] Scopes = ["core", "primaryHost", "servers", "properties", "templates", "datasets", "mqtt5"];

    internal static IReadOnlyList<CatalogueRow> Of(IReadOnlyList<CatalogueRow> rows)
    {
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
                throw new InvalidDataException($"assertions.csv: {row.Id}: scope '{row.Scope}', how '{row.How}', proof '{row.Proof}' do not go together");
            }
        }
        if (rows.Select(r => r.Id).Distinct(StringComparer.Ordinal).Count() != rows.Count)
        {
            throw new InvalidDataException("assertions.csv: an id stands there twice");
        }
        return rows;
    }
}
