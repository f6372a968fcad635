using System.Diagnostics;
using System.Text;

namespace FieldNode.Interop.Tests;

/// <summary>Passwords that a person types at a terminal (a pseudo-terminal by util-linux's script): asked for, and never shown.</summary>
public sealed class PkiKeyboardTests
{
    [Fact(Timeout = 120_000)]
    public async Task New_passwords_are_asked_for_twice_and_none_is_shown()
    {
        string script = Peers.Program("script");
        await using BenchSite site = await BenchSite.CreateAsync();
        string said = await TypeAsync(script, $"pki init {site.In("typed")}",
            ("Password of the root CA's key: ", "typed root password"), ("The same again: ", "typed root password"),
            ("Password of the issuing CAs' keys: ", "typed bench passwordx\b"), ("The same again: ", "typed bench password"));
        Assert.Contains("root CA, nodes CA, brokers CA of FieldNode", said, StringComparison.Ordinal);
        Assert.DoesNotContain("typed root", said, StringComparison.Ordinal);
        Assert.DoesNotContain("typed bench", said, StringComparison.Ordinal);

        said = await TypeAsync(script, $"pki node n1 --group g --pki {site.In("typed")}", ("Password of the issuing CAs' keys: ", "typed bench password"));
        Assert.Contains("n1: node of group g", said, StringComparison.Ordinal);
        said = await TypeAsync(script, $"pki init {site.In("differs")}",
            ("Password of the root CA's key: ", "typed root password"), ("The same again: ", "something else"));
        Assert.Contains("fieldnode pki init: the two differ. Nothing was made", said, StringComparison.Ordinal);
        Assert.False(Directory.Exists(site.In("differs")));
    }

    // Whether what is typed on script's terminal is not shown: its child has that terminal.
    private static bool IsSilent(int script)
    {
        string child = File.ReadAllText($"/proc/{script}/task/{script}/children").Split(' ')[0];
        string? terminal = File.ResolveLinkTarget($"/proc/{child}/fd/0", returnFinalTarget: false)?.FullName;
        return terminal is not null && PeerProcess.Run("stty", ["-a", "-F", terminal]).Contains(" -echo ", StringComparison.Ordinal);
    }

    // Types each answer when its prompt is there, so that nothing is typed ahead of a terminal that still shows it.
    private static async Task<string> TypeAsync(string script, string line, params (string Prompt, string Answer)[] answers)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "fieldnode.dll");
        var start = new ProcessStartInfo(script)
        {
            ArgumentList = { "-qec", $"dotnet {program} {line}", "/dev/null" },
            RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false,
        };
        start.Environment.Remove("FIELDNODE_PKI_PASSWORD");
        using Process process = Process.Start(start)!;
        var said = new StringBuilder();
        Task reading = Task.Run(async () =>
        {
            var buffer = new char[256];
            int count;
            while ((count = await process.StandardOutput.ReadAsync(buffer)) > 0)
            {
                lock (said)
                {
                    said.Append(buffer, 0, count);
                }
            }
        }, TestContext.Current.CancellationToken);
        int from = 0;
        foreach ((string prompt, string answer) in answers)
        {
            await Wait.UntilAsync(() => Said().IndexOf(prompt, from, StringComparison.Ordinal) >= 0, 60, () => $"'{prompt}'; it said: {Said()}");
            from = Said().IndexOf(prompt, from, StringComparison.Ordinal) + prompt.Length;
            // The prompt is written before the key is waited for; a terminal shows what comes in between.
            await Wait.UntilAsync(() => IsSilent(process.Id), 30, () => $"the terminal to show nothing; it said: {Said()}");
            await process.StandardInput.WriteAsync(answer + "\r");
            await process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        }
        await Wait.UntilAsync(() => process.HasExited, 60, () => "the end; it said: " + Said());
        await reading;
        return Said();

        string Said()
        {
            lock (said)
            {
                return said.ToString();
            }
        }
    }
}
