namespace FieldNode.Fuzz.Tests;

public sealed class CommandsTests
{
    [Theory]
    [InlineData]
    [InlineData("state", "--second", "3")]
    [InlineData("--smok")]
    [InlineData("--smoke", "--seconds", "a minute")]
    [InlineData("--smoke", "--seconds")]
    [InlineData("--smoke", "--jobs", "-1")]
    [InlineData("--smoke", "--seed", "4294967296")]
    [InlineData("--smoke", "--without", "state")]
    [InlineData("--smoke", "60")]
    [InlineData("state", "--runs", "1e6")]
    [InlineData("state", "--runs", "--seed")]
    [InlineData("state", "--repro")]
    [InlineData("state", "--seconds", "3", "--jobs", "2")]
    public void What_is_used_wrongly_is_status_2(params string[] args) => Assert.Equal(2, Commands.Run(args));

    [Fact]
    public void The_list_is_status_0() => Assert.Equal(0, Commands.Run(["--list"]));
}
