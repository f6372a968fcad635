using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace FieldNode.Tools.Tests;

/// <summary>The demo as a person starts it: a process, with the node as a process of its own.</summary>
public sealed partial class DemoProcessTests
{
    private const int SigTerm = 15;
    private const int SigKill = 9;

    [Fact]
    public async Task The_demo_ends_in_ok_when_it_is_asked_to_end()
    {
        using Process demo = Start();
        await ReadUntilAsync(demo.StandardError, "rebirth answered");
        Assert.Equal(0, Kill(demo.Id, SigTerm));

        (int status, string lastLine) = await EndAsync(demo);

        Assert.Matches(
            "^demo: nbirth=2 dbirth=22 data=[1-9][0-9]* rebirth=1 decode_errors=0 seq_gaps=0 "
                + "node_listening_sockets=0 ok$",
            lastLine);
        Assert.Equal(0, status);
    }

    [Fact]
    public async Task A_node_that_is_killed_makes_the_demo_fail_at_once()
    {
        using Process demo = Start();
        await ReadUntilAsync(demo.StandardError, "rebirth answered");
        Assert.Equal(0, Kill(ChildOf(demo.Id), SigKill));

        (int status, string lastLine) = await EndAsync(demo);

        Assert.EndsWith(" failed: the node ended early with exit status 137", lastLine);
        Assert.Equal(1, status);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static Process Start()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Skip("the demo's plant needs a pseudo-terminal of Linux");
        }
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "fieldnode.dll"), "demo", "--json" },
        };
        Process demo = Process.Start(start)!;
        demo.OutputDataReceived += (_, _) => { }; // a full pipe would hold the demo up
        demo.BeginOutputReadLine();
        return demo;
    }

    private static async Task ReadUntilAsync(StreamReader lines, string text)
    {
        while (await lines.ReadLineAsync(Cancellation) is string line)
        {
            if (line.Contains(text))
            {
                return;
            }
        }
        Assert.Fail($"the demo ended before it said: {text}");
    }

    private static async Task<(int Status, string LastLine)> EndAsync(Process demo)
    {
        string rest = await demo.StandardError.ReadToEndAsync(Cancellation);
        await demo.WaitForExitAsync(Cancellation);
        return (demo.ExitCode, rest.TrimEnd().Split('\n')[^1]);
    }

    /// <summary>The fourth field of /proc/PID/stat is the parent, behind the name in parentheses (proc(5)).</summary>
    private static int ChildOf(int parent) => Process.GetProcesses().Select(process => process.Id).First(id =>
    {
        string path = $"/proc/{id}/stat";
        return File.Exists(path) && ParentField().Match(File.ReadAllText(path)).Groups[1].Value == parent.ToString();
    });

    [GeneratedRegex(@"\) \S (\d+) ")]
    private static partial Regex ParentField();

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int processId, int signal);
}
