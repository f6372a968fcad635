using System.Globalization;

namespace FieldNode.Virtual;

/// <summary>
/// Lines to a log that may be full or gone: a node outlives its log. What could not be written is counted, and told with the
/// first line that can be.
/// </summary>
public sealed class LineLog(TextWriter output)
{
    private readonly bool isJournal = JournalStream.Takes(output);
    private int lost;

    /// <summary>Writes a line behind date and time in UTC. Does not throw for what a log may do.</summary>
    /// <param name="text">One line.</param>
    /// <param name="severity">How grave it is; only the journal of systemd is told.</param>
    public void Stamped(string text, LogSeverity severity = LogSeverity.Info) =>
        Line($"{DateTime.UtcNow.ToString("yyyy-MM-dd HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)} {text}", severity);

    /// <summary>Writes a line. Does not throw for what a log may do.</summary>
    /// <param name="text">One line.</param>
    /// <param name="severity">How grave it is; only the journal of systemd is told.</param>
    public void Line(string text, LogSeverity severity = LogSeverity.Info)
    {
        try
        {
            if (lost > 0)
            {
                output.WriteLine($"{Mark(LogSeverity.Warning)}{lost} lines before this one could not be written");
                lost = 0;
            }

            output.WriteLine(Mark(severity) + text);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            lost++;
        }
    }

    private string Mark(LogSeverity severity) => isJournal ? $"<{(int)severity}>" : "";
}
