using FieldNode.Virtual.Updates;

namespace FieldNode.Virtual.Tests;

public sealed class PcLibrariesTests
{
    private readonly PcLibraries libraries = new();

    [Fact]
    public void A_library_is_there_in_the_one_version_that_it_has()
    {
        Version own = typeof(PcLibraries).Assembly.GetName().Version!;
        Assert.True(libraries.Has("FieldNode.Virtual", own.Major, own.Minor, own.Build, own.Revision));
        Assert.False(libraries.Has("FieldNode.Virtual", own.Major, own.Minor, own.Build, own.Revision + 1));
        Assert.False(libraries.Has("FieldNode.Virtual", own.Major + 1, own.Minor, own.Build, own.Revision));
    }

    [Theory]
    [InlineData("No.Such.Library")]
    [InlineData("a,b=c")]
    [InlineData("../x")]
    public void One_that_is_not_there_or_cannot_be_is_not(string name) => Assert.False(libraries.Has(name, 1, 0, 0, 0));
}
