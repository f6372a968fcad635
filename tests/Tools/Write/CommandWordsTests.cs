using FieldNode.Cli;
using FieldNode.Sparkplug;

namespace FieldNode.Tools.Tests;

public sealed class CommandWordsTests
{
    [Fact]
    public void Each_verdict_has_a_meaning_and_what_to_do_without_the_marks_of_a_page() =>
        Assert.All(Enum.GetValues<CommandVerdict>(), verdict =>
        {
            (string meaning, string toDo) = CommandWords.Of(verdict);
            Assert.DoesNotContain("verdict ", meaning, StringComparison.Ordinal);
            Assert.DoesNotContain("`", meaning + toDo, StringComparison.Ordinal);
            Assert.True(char.IsLower(meaning[0]), meaning);
        });

    [Fact]
    public void A_number_that_nobody_knows_stays_one() => Assert.Contains("verdict 99", CommandWords.Of((CommandVerdict)99).Meaning);
}
