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
        using var run = new Run(Start());
        Process demo = run.Process;
        await ReadUntilAsync(demo.StandardError, "-- rebirth: the host asks, the node answers");
        Assert.Equal(0, Kill(demo.Id, SigTerm));

        (int status, string lastLine) = await EndAsync(demo);

        Assert.Matches(
            // On a busy machine the plant may miss a reply, and a device dies and is born again: that is no fault.
            "^demo: nbirth=2 dbirth=[1-9][0-9]* data=[1-9][0-9]* rebirth=1 decode_errors=0 seq_gaps=0 "
                + "conformance_fails=0 node_listening_sockets=0 ok$",
            lastLine);
        Assert.Equal(0, status);
    }

    [Fact]
    public async Task What_happens_to_the_plant_is_told_in_its_order_and_the_demo_ends_by_itself()
    {
        string picture = Path.Combine(Directory.CreateTempSubdirectory("fieldnode-test-").FullName, "demo.svg");
        using var run = new Run(Start("--svg", picture));
        string all = await run.Process.StandardError.ReadToEndAsync(Cancellation);
        await run.Process.WaitForExitAsync(Cancellation);

        string[] lines = all.Split('\n');
        Assert.True(run.Process.ExitCode == 0, all);
        int[] places =
        [
            .. new[]
            {
                @"^-- making certificates", @"^-- waiting for the first birth$",
                @"^-- loose wire: the wire of Loops/Level is off: bad \(wire break\) after \d+\.\d s$",
                @"^-- dead slave: Boiler stops answering: DDEATH after \d+\.\d s$",
                @"^-- recovery: Loops/Level good after \d+\.\d s, Boiler born again after \d+\.\d s$",
                @"^-- rebirth: the host asks, the node answers after \d+ ms: all births anew$",
                @"^-- ending the node", @"^-- ✓ dead slave ", @"^demo: .* node_listening_sockets=0 ok$",
            }.Select(form => Array.FindIndex(lines, line => Regex.IsMatch(line, form))),
        ];
        Assert.True(places.All(place => place >= 0) && places.SequenceEqual(places.Order()), string.Join(' ', places) + "\n" + all);
        string svg = await File.ReadAllTextAsync(picture, Cancellation);
        Assert.Contains("all of it was right", svg);
        Assert.Contains("after", svg);
        Directory.Delete(Path.GetDirectoryName(picture)!, recursive: true);
    }

    [Fact]
    public async Task A_picture_that_cannot_be_written_is_said_before_anything_is_made()
    {
        using var run = new Run(Start("--svg", "/no/such/folder/demo.svg"));
        string all = await run.Process.StandardError.ReadToEndAsync(Cancellation);
        await run.Process.WaitForExitAsync(Cancellation);

        Assert.Equal("fieldnode demo: --svg /no/such/folder/demo.svg: no such folder", all.Trim());
        Assert.Equal(2, run.Process.ExitCode);
    }

    [Fact]
    public async Task A_node_that_is_killed_makes_the_demo_fail_at_once()
    {
        using var run = new Run(Start());
        Process demo = run.Process;
        await ReadUntilAsync(demo.StandardError, "the node is born");
        int node = ChildOf(demo.Id); // found before its time is short
        await ReadUntilAsync(demo.StandardError, "-- rebirth: the host asks, the node answers");
        Assert.Equal(0, Kill(node, SigKill));

        (int status, string lastLine) = await EndAsync(demo);

        Assert.Contains(" failed: the node ended early with exit status 137", lastLine);
        Assert.Equal(1, status);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static Process Start(params string[] options)
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
        foreach (string option in options)
        {
            start.ArgumentList.Add(option);
        }
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

    private static int ChildOf(int parent) =>
        Process.GetProcesses().Select(process => process.Id).First(id => ParentOf(id) == parent.ToString());

    /// <summary>The fourth field of /proc/PID/stat is the parent, behind the name in parentheses (proc(5)).</summary>
    private static string ParentOf(int process)
    {
        try
        {
            return ParentField().Match(File.ReadAllText($"/proc/{process}/stat")).Groups[1].Value;
        }
        catch (IOException)
        {
            return ""; // it has ended since it was listed
        }
    }

    /// <summary>A demo has no end of its own: a test that fails must not leave it behind.</summary>
    private sealed class Run(Process process) : IDisposable
    {
        internal Process Process => process;

        public void Dispose()
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
            process.Dispose();
        }
    }

    [GeneratedRegex(@"\) \S (\d+) ")]
    private static partial Regex ParentField();

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int processId, int signal);
}
