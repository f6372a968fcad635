using System.Text.Json;

namespace FieldNode.Sbom;

/// <summary>licences.json: what is allowed, and what was read where.</summary>
internal sealed record LicenceList(AllowedLicence[] Allowed, HeldLicence[] Held)
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNameCaseInsensitive = true, ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
    private static readonly Lazy<LicenceList> Own = new(Read);

    /// <summary>The list that the project keeps.</summary>
    internal static LicenceList Kept => Own.Value;

    /// <summary>The entry of a part, the most exact one; or null.</summary>
    internal HeldLicence? Find(string name) => Held.Where(held => held.IsOf(name)).OrderByDescending(held => held.Name.Length).FirstOrDefault();

    /// <summary>Of an SPDX expression of single licences with OR or AND: which are not allowed. With OR one allowed licence is enough.</summary>
    internal string[] Refused(string expression)
    {
        string plain = expression.Replace("(", "", StringComparison.Ordinal).Replace(")", "", StringComparison.Ordinal);
        string[][] needed = [.. plain.Split(" AND ", StringSplitOptions.TrimEntries).Select(part => part.Split(" OR ", StringSplitOptions.TrimEntries))];
        if (needed.Length > 1 && needed.Any(part => part.Length > 1))
        {
            return [expression]; // A mixture needs somebody who reads it.
        }
        return [.. needed.Where(choice => !choice.Any(id => Allowed.Any(allowed => allowed.Id == id))).Select(choice => string.Join(" OR ", choice))];
    }

    private static LicenceList Read()
    {
        using Stream json = typeof(LicenceList).Assembly.GetManifestResourceStream("licences.json")!;
        return JsonSerializer.Deserialize<LicenceList>(json, Options)!;
    }
}
