using System.Globalization;
using System.Text.Json;
using Spectre.Console;

namespace FieldNode.Cli;

/// <summary>An update for a person or a script: lines; in a terminal a bar, too; with --json one object a line.</summary>
internal sealed class UpdateScreen(TextWriter output, bool json)
{
    private const int SmallBytes = 10 << 10; // below, KB would tell nothing

    private readonly bool isTerminal = !json && output == Console.Out && !Console.IsOutputRedirected;
    private int percent = -1;
    private string? last;

    /// <summary>An event with what a person reads, and what a script does. What somebody else wrote may not bring lines of its own: SafeText, before it is put into one.</summary>
    internal void Say(string name, string line, params (string Name, object? Value)[] members)
    {
        if (json)
        {
            var all = new Dictionary<string, object?>
            {
                ["time"] = DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture), ["event"] = name,
            };
            foreach ((string member, object? value) in members)
            {
                all[member] = value;
            }
            output.WriteLine(JsonSerializer.Serialize(all));
        }
        else
        {
            Clear();
            foreach (string one in line.Split('\n'))
            {
                output.WriteLine(SafeText.Of(one));
            }
        }
        output.Flush();
    }

    /// <summary>What the node does, once for each change.</summary>
    internal void State(UpdateState state, string words)
    {
        if (words != last)
        {
            last = words;
            Say("state", $"node: {words}", ("state", state.ToString()), ("words", words));
        }
    }

    /// <summary>A bar in a terminal, else a line each 5 %.</summary>
    internal void Progress(int now, int bytes, int of)
    {
        if (now == percent || (!isTerminal && now / 5 == percent / 5))
        {
            return;
        }
        percent = now;
        if (!isTerminal)
        {
            Say("progress", $"sent: {now} % ({Size(bytes, of)})", ("percent", now), ("bytes", bytes), ("of", of));
            return;
        }
        const int Width = 40;
        int full = Width * now / 100;
        AnsiConsole.Write("\r");
        AnsiConsole.Markup($"[green]{new string('━', full)}[/][grey]{new string('━', Width - full)}[/] {now,3} % {Size(bytes, of)} ");
    }

    /// <summary>So many bytes in words.</summary>
    internal static string Size(int bytes) => bytes < SmallBytes ? string.Create(CultureInfo.InvariantCulture, $"{bytes:N0} bytes") : $"{bytes >> 10} KB";

    private static string Size(int bytes, int of) =>
        of < SmallBytes ? string.Create(CultureInfo.InvariantCulture, $"{bytes:N0} of {of:N0} bytes") : $"{bytes >> 10} of {of >> 10} KB";

    private void Clear()
    {
        if (isTerminal && percent >= 0)
        {
            output.Write("\r\u001b[K");
            percent = -1;
        }
    }
}
