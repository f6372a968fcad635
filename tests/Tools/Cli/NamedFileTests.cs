using System.Diagnostics;
using FieldNode.Cli;

namespace FieldNode.Tools.Tests;

public sealed class NamedFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("fieldnode-test-").FullName;
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("check PIPE")]
    [InlineData("run --config PIPE")]
    [InlineData("diff PIPE PIPE")]
    [InlineData("settings-record PIPE -o x")]
    [InlineData("events --config PIPE")]
    [InlineData("replay --config PIPE")]
    [InlineData("import PIPE")]
    [InlineData("loop-check --verify PIPE")]
    [InlineData("sign --inspect PIPE")]
    [InlineData("watch --host localhost --ca PIPE --cert PIPE --key PIPE")]
    [InlineData("update PIPE --host localhost --ca PIPE --cert PIPE --key PIPE --node g/n")]
    [InlineData("firmware check PIPE")]
    public async Task A_pipe_as_a_file_ends_each_verb_at_once_with_a_line_that_says_so(string line)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "pipes are told apart on Linux");
        string pipe = Path.Combine(folder, "pipe");
        await Process.Start("mkfifo", pipe).WaitForExitAsync(TestContext.Current.CancellationToken);
        string[] arguments = [.. line.Split(' ').Select(word => word == "PIPE" ? pipe : word)];

        int status = await Task.Run(() => CommandLine.RunAsync(arguments, output, error, TestContext.Current.CancellationToken))
            .WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        Assert.Equal(2, status);
        Assert.Contains(": a pipe, not a file", error.ToString() + output, StringComparison.Ordinal);
    }
}
