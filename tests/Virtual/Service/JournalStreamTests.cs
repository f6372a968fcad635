namespace FieldNode.Virtual.Tests;

public sealed class JournalStreamTests
{
    [Theory]
    [InlineData(true, "8:12345", "socket:[12345]")]
    [InlineData(false, "8:12345", "socket:[1234]")]
    [InlineData(false, "8:12345", "pipe:[12345]")]
    [InlineData(false, "8:12345", null)]
    [InlineData(false, null, "socket:[12345]")]
    [InlineData(false, "", "socket:[]")]
    [InlineData(false, "8:", "socket:[]")]
    [InlineData(false, "12345", "socket:[12345]")]
    public void The_journal_is_the_stream_that_systemd_names_and_no_other(bool isJournal, string? variable, string? target) =>
        Assert.Equal(isJournal, JournalStream.Names(variable, target));

    [Fact]
    public void What_does_not_go_to_the_standard_error_is_never_the_journal() => Assert.False(JournalStream.Takes(new StringWriter()));
}
