namespace FieldNode.Tools.Tests;

/// <summary>Pages of docs that the program prints.</summary>
internal static class PageFile
{
    internal static void AssertCurrent(string name, string text)
    {
        string path = Path.Combine(ImportDocs.Root, "docs", $"{name}.md");
        Assert.True(File.Exists(path) && File.ReadAllText(path).ReplaceLineEndings("\n") == text,
            $"docs/{name}.md is old: dotnet run --project tools/fieldnode -- pages {name} > docs/{name}.md");
    }
}
