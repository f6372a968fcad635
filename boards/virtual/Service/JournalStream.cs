namespace FieldNode.Virtual;

/// <summary>
/// Whether the log goes to the journal of systemd, which takes the severity of a line from a number in front of it: <c>&lt;4&gt;text</c>
/// (sd-daemon(3)). systemd says so in JOURNAL_STREAM, as device and inode of the stream (systemd.exec(5)); a stream that was redirected
/// since then is another one.
/// </summary>
public static class JournalStream
{
    private const string Variable = "JOURNAL_STREAM";
    private const string StandardError = "/proc/self/fd/2";

    /// <summary>True if what is written there ends up in the journal.</summary>
    public static bool Takes(TextWriter output) =>
        ReferenceEquals(output, Console.Error) && Names(Environment.GetEnvironmentVariable(Variable), TargetOf(StandardError));

    /// <summary>True if the variable's text names the stream that a descriptor's link leads to (<c>socket:[inode]</c>).</summary>
    internal static bool Names(string? variable, string? target) =>
        variable?.Split(':') is [_, { Length: > 0 } inode] && target == $"socket:[{inode}]";

    private static string? TargetOf(string link)
    {
        try
        {
            return new FileInfo(link).LinkTarget;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // no /proc: no systemd either
        }
    }
}
