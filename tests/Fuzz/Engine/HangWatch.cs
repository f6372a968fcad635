namespace FieldNode.Fuzz;

/// <summary>
/// Sees an input that does not come to its end: where no branch is counted, in a library or in a wait, nothing else ends it. The input is then kept, so that it
/// can be read again. Begin and End are called by the search, Look by a clock beside it.
/// </summary>
internal sealed class HangWatch(FuzzTarget target, FuzzOptions options, TextWriter output)
{
    /// <summary>One input takes milliseconds; a busy machine may make it seconds.</summary>
    internal const long LongestMs = 60_000;

    private byte[]? input;
    private long sinceMs;

    /// <summary>An input is read from now on.</summary>
    internal void Begin(byte[] bytes, long nowMs)
    {
        Volatile.Write(ref sinceMs, nowMs);
        Volatile.Write(ref input, bytes);
    }

    /// <summary>It has come to its end.</summary>
    internal void End() => Volatile.Write(ref input, null);

    /// <returns>True if an input hangs: it is written down and told.</returns>
    internal bool Look(long nowMs)
    {
        if (Volatile.Read(ref input) is not { } bytes || nowMs - Volatile.Read(ref sinceMs) <= LongestMs)
        {
            return false;
        }
        string folder = Path.Combine(options.FindingsFolder, target.Name);
        Directory.CreateDirectory(folder);
        string file = Path.Combine(folder, "hang-" + Corpus.NameOf(bytes));
        File.WriteAllBytes(file, bytes);
        output.WriteLine($"finding in {target.Name}: an input is read for more than {LongestMs / 1000} s");
        output.WriteLine($"  {bytes.Length} bytes in {file}");
        output.WriteLine($"fuzz: target={target.Name} hangs seed={options.Seed} FAILED");
        output.Flush();
        return true;
    }
}
