using FieldNode.Cli;
using FieldNode.Cli.FleetSim;

namespace FieldNode.Tools.Tests;

/// <summary>As many sockets as there are nodes.</summary>
public sealed class OpenFilesTests
{
    [Theory]
    [InlineData("Max open files            1024                 524288               files     ", 1024L)]
    [InlineData("Max open files            unlimited            unlimited            files     ", null)]
    [InlineData("Max processes             94205                94205                processes ", null)]
    public void The_limit_in_force_is_read(string line, long? limit) => Assert.Equal(limit, OpenFiles.Limit(["Limit                     Soft Limit           Hard Limit           Units     ", line]));

    [Fact]
    public void More_nodes_than_files_are_refused_before_anything_is_made()
    {
        Assert.SkipUnless(File.Exists("/proc/self/limits"), "no /proc/self/limits: not Linux");
        Assert.SkipWhen(OpenFiles.Limit(File.ReadAllLines("/proc/self/limits")) is null, "this process may open as many files as it likes");
        UserError told = Assert.Throws<UserError>(() => OpenFiles.Check(int.MaxValue - 1000));
        Assert.Contains("ulimit -n", told.Message, StringComparison.Ordinal);
        OpenFiles.Check(1);
    }
}
