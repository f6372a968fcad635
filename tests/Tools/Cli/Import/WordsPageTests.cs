using FieldNode.Cli.Import;

namespace FieldNode.Tools.Tests;

/// <summary>docs/import.md has what the program's tables say.</summary>
public sealed class WordsPageTests
{
    [Fact]
    public void The_page_of_the_documents_is_made_of_the_tables()
    {
        string page = File.ReadAllText(Path.Combine(ImportDocs.Root, "docs", "import.md")).ReplaceLineEndings("\n");
        Assert.True(ImportDocs.Between(page, "words") == WordsPage.Text(), "docs/import.md is old: put what `fieldnode import --words` prints between its marks");
    }

    [Fact]
    public void Every_word_is_written_as_it_is_searched_and_each_meaning_has_some()
    {
        Assert.All(HeadingWords.All, entry => Assert.All(entry.Words.Split(' '), word => Assert.Equal(MapLetters.Of(word), word)));
        Assert.Equal(Enum.GetValues<MapColumn>(), HeadingWords.All.Select(entry => entry.Meaning).Distinct().Order());
        Assert.All(AccessWords.All, entry => Assert.All(entry.Words.Split(' ', StringSplitOptions.RemoveEmptyEntries), word => Assert.Equal(entry.Right, AccessWords.Parse(word))));
        Assert.All(TypeWords.Names, entry => Assert.All(entry.Words.Split(' '), word => Assert.Equal(entry.Type, MapTypes.Parse(word, 0).Type)));
        Assert.All(TypeWords.Orders, entry => Assert.All(entry.Words.Split(' '), word => Assert.Equal(entry.Order, MapTypes.OrderOf(word).Order)));
        Assert.All(FunctionWords.All, entry => Assert.All(entry.Words.Split(' '), word => Assert.Equal(entry.Table, FunctionWords.OfWord(word))));
    }
}
