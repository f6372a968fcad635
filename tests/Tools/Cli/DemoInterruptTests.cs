using System.Diagnostics;
using System.Runtime.InteropServices;

namespace FieldNode.Tools.Tests;

/// <summary>Ctrl-C at several instants of a demo that is a process of its own: as from a terminal, it reaches the demo and its node.</summary>
public sealed class DemoInterruptTests : IDisposable
{
    private const int SigInt = 2;

    private readonly string temporary = Directory.CreateTempSubdirectory("fieldnode-test-").FullName;

    [Theory]
    [InlineData("making a folder", "while ")]
    [InlineData("making certificates", "while ")]
    [InlineData("starting the broker", "while ")]
    [InlineData("starting the plant", "while ")]
    [InlineData("starting the node", " before the first birth")]
    [InlineData("waiting for the first birth", " before the first birth")]
    [InlineData("loose wire: ", " before the rebirth")]
    [InlineData("ending the node", "", "--seconds", "5")]
    public async Task It_ends_with_one_line_and_status_130_and_leaves_nothing_behind(string at, string what, params string[] options)
    {
        using Process demo = Start(options);
        try
        {
            await ReadUntilAsync(demo, at);
            Interrupt(demo);
            string rest = await demo.StandardError.ReadToEndAsync(Cancellation);
            await demo.WaitForExitAsync(Cancellation);

            string[] lines = [.. rest.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith("-- ", StringComparison.Ordinal))];
            Assert.True(demo.ExitCode == 130, $"status {demo.ExitCode}: {rest}");
            Assert.StartsWith("demo: ", Assert.Single(lines));
            Assert.True(lines[0].Contains(" ended by Ctrl-C"), lines[0]);
            Assert.Contains(what, lines[0]);
            Assert.Empty(Directory.EnumerateFileSystemEntries(temporary));
            Assert.Empty(OfOurs());
        }
        finally
        {
            Kill(demo);
        }
    }

    [Fact]
    public async Task A_second_one_does_not_wait_for_the_node_and_leaves_nothing_behind_either()
    {
        using Process demo = Start([]);
        try
        {
            await ReadUntilAsync(demo, "the node is born");
            int node = Assert.Single(OfOurs(), id => id != demo.Id);
            Assert.Equal(0, kill(node, 19)); // SIGSTOP: a node that hangs
            Assert.Equal(0, kill(demo.Id, SigInt));
            Task<string> saying = demo.StandardError.ReadToEndAsync(Cancellation);
            while (await Task.WhenAny(saying, Task.Delay(1000, Cancellation)) != saying && !demo.HasExited)
            {
                _ = kill(demo.Id, SigInt); // a second press, and not the first one heard twice; a busy machine may take two for one
            }
            string rest = await saying;
            await demo.WaitForExitAsync(Cancellation);

            Assert.True(demo.ExitCode == 130, $"status {demo.ExitCode}: {rest}");
            Assert.Equal("demo: ended at once by a second Ctrl-C, without waiting for the node", rest.TrimEnd().Split('\n')[^1]);
            Assert.Empty(Directory.EnumerateFileSystemEntries(temporary));
            Assert.Empty(OfOurs());
        }
        finally
        {
            Kill(demo);
        }
    }

    public void Dispose() => Directory.Delete(temporary, recursive: true);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Process Start(string[] options)
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Skip("the demo's plant needs a pseudo-terminal of Linux");
        }
        var start = new ProcessStartInfo("env") // a shell that runs the tests in the background has taught them to ignore SIGINT
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
            ArgumentList = { "--default-signal=INT", "dotnet", Path.Combine(AppContext.BaseDirectory, "fieldnode.dll"), "demo", "--json" },
        };
        foreach (string option in options)
        {
            start.ArgumentList.Add(option);
        }
        start.Environment["TMPDIR"] = temporary;
        Process demo = Process.Start(start)!;
        demo.OutputDataReceived += (_, _) => { }; // a full pipe would hold the demo up
        demo.BeginOutputReadLine();
        return demo;
    }

    private static async Task ReadUntilAsync(Process demo, string text)
    {
        while (await demo.StandardError.ReadLineAsync(Cancellation) is string line)
        {
            if (line.Contains(text))
            {
                return;
            }
        }
        Assert.Fail($"the demo ended before it said: {text}");
    }

    private void Interrupt(Process demo)
    {
        Assert.Equal(0, kill(demo.Id, SigInt)); // at once: to look for its nodes takes longer than some of its steps
        foreach (int process in OfOurs().Where(id => id != demo.Id))
        {
            _ = kill(process, SigInt); // a node that is gone by now has no need of it
        }
    }

    /// <summary>Processes that have a file of the demo's folder in their command line: its nodes.</summary>
    private int[] OfOurs() =>
    [
        .. Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _)).Select(name => int.Parse(name!))
            .Where(id => CommandLineOf(id).Contains(temporary)),
    ];

    private static string CommandLineOf(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/cmdline");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return ""; // it has ended since it was listed
        }
    }

    /// <summary>A test that fails must not leave it behind.</summary>
    private void Kill(Process demo)
    {
        if (!demo.HasExited)
        {
            demo.Kill(entireProcessTree: true);
        }
        foreach (int left in OfOurs())
        {
            _ = kill(left, 9);
        }
    }

    [DllImport("libc")]
    private static extern int kill(int processId, int signal);
}
