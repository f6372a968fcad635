using System.Collections.Concurrent;
using System.Diagnostics;
using FieldNode.Cli.Init;

namespace FieldNode.Tools.Tests;

/// <summary>Types what <c>init</c> says, to the letter. Processes are real here, and so is their time.</summary>
public sealed class InitCommandsTests : IDisposable
{
    private readonly string home = Directory.CreateTempSubdirectory("fieldnode-test-").FullName;
    private readonly List<Process> started = [];

    public void Dispose()
    {
        foreach (Process process in started)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            process.Dispose();
        }
        Directory.Delete(home, recursive: true);
    }

    [Fact(Timeout = 180_000)]
    public async Task The_three_commands_start_the_broker_run_the_node_and_show_its_tags()
    {
        Assert.SkipUnless(InitSteps.Find("mosquitto") is not null, "mosquitto is not installed");
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        string folder = Path.Combine(home, "my plant"); // a space: the commands must bear it
        string program = Path.Combine(AppContext.BaseDirectory, "fieldnode.dll");
        BlockingCollection<string> said = Type($"dotnet '{program}' init '{folder}' --port {TestPort.Take()} --simulated --yes");
        string[] commands = [.. said.GetConsumingEnumerable(cancellation).SkipWhile(line => !line.StartsWith("Next", StringComparison.Ordinal)).Skip(1).Take(3)];
        Assert.Equal(3, commands.Length);

        BlockingCollection<string> broker = Type(commands[0]);
        await Task.Run(() => Until(broker, " running", cancellation), cancellation);
        BlockingCollection<string> node = Type(commands[1]);
        await Task.Run(() => Until(node, " born, bdSeq", cancellation), cancellation);
        BlockingCollection<string> host = Type(commands[2]);
        await Task.Run(() => Until(host, "DBIRTH", cancellation), cancellation);
        await Task.Run(() => Until(host, "Temperature", cancellation), cancellation);
    }

    private static void Until(BlockingCollection<string> lines, string word, CancellationToken cancellation)
    {
        var before = new List<string>();
        foreach (string line in lines.GetConsumingEnumerable(cancellation))
        {
            before.Add(line);
            if (line.Contains(word, StringComparison.Ordinal))
            {
                return;
            }
        }
        Assert.Fail($"it ended without '{word}': {string.Join('\n', before)}");
    }

    private BlockingCollection<string> Type(string command)
    {
        var lines = new BlockingCollection<string>();
        int open = 2;
        var process = new Process
        {
            StartInfo = new ProcessStartInfo("sh", ["-c", command]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true },
        };
        void Keep(object sender, DataReceivedEventArgs e)
        {
            if (e.Data is not null)
            {
                lines.Add(e.Data);
            }
            else if (Interlocked.Decrement(ref open) == 0)
            {
                lines.CompleteAdding();
            }
        }
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.Start();
        started.Add(process);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return lines;
    }
}
