namespace FieldNode.Fuzz.Tests;

/// <summary>What a search has kept, and what was once wrong, read again with each build.</summary>
public sealed class CorpusTests
{
    public static TheoryData<string> Names => [.. Targets.All.Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void All_holds_for_each_seed_each_input_of_the_corpus_and_each_former_finding(string name)
    {
        FuzzTarget target = Targets.Find(name)!;
        int inputs = 0;
        foreach (byte[] input in target.Seeds().Concat(Corpus.Of(name)))
        {
            Exception? failure = Record.Exception(() => target.Run(input));
            Assert.True(failure is null, $"{name}, {Corpus.NameOf(input)}, {Convert.ToHexString(input)}: {failure}");
            inputs++;
        }

        Assert.True(inputs > 1, "there is nothing to begin with");
    }

    [Fact]
    public void Each_folder_of_inputs_is_that_of_a_target()
    {
        foreach (string kind in new[] { "Corpus", "Findings" })
        {
            string folder = Path.Combine(AppContext.BaseDirectory, kind);
            Assert.All(Directory.EnumerateDirectories(folder), found => Assert.NotNull(Targets.Find(Path.GetFileName(found))));
        }
    }

    [Fact]
    public void No_two_targets_have_one_name() => Assert.Equal(Targets.All.Count, Targets.All.Select(target => target.Name).Distinct().Count());
}
