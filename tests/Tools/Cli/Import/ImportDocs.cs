namespace FieldNode.Tools.Tests;

/// <summary>The pages that tests hold against the program.</summary>
internal static class ImportDocs
{
    /// <summary>Folder of the solution.</summary>
    internal static string Root
    {
        get
        {
            string at = AppContext.BaseDirectory;
            while (!File.Exists(Path.Combine(at, "Firmware.sln")))
            {
                at = Path.GetDirectoryName(at)!;
            }
            return at;
        }
    }

    /// <summary>What stands between the marks of a name.</summary>
    internal static string Between(string page, string name) =>
        page.Split($"<!-- {name}: begin -->\n")[1].Split($"<!-- {name}: end -->")[0];
}
