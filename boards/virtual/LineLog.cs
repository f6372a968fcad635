using System.Globalization;

namespace FieldNode.Virtual;

/// <summary>
/// Lines to a log that may be full or gone: a node outlives its log. What could not be written is counted, and told with the
/// first line that can be.
/// </summary>
public sealed class LineLog(TextWriter output)
{
    private int lost;

    /// <summary>Writes a line behind date and time in UTC. Does not throw for what a log may do.</summary>
    public void Stamped(string text) =>
        Line($"{DateTime.UtcNow.ToString("yyyy-MM-dd HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)} {text}");

    /// <summary>Writes a line. Does not throw for what a log may do.</summary>
    public void Line(string text)
    {
        try
        {
            if (lost > 0)
            {
                output.WriteLine($"{lost} lines before this one could not be written");
                lost = 0;
            }

            output.WriteLine(text);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            lost++;
        }
    }
}
