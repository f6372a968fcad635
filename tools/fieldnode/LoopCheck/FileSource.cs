using FieldNode.Virtual;

namespace FieldNode.Cli;

/// <summary>
/// Sets the inputs of a simulated board: lines <c>ain0=12.5</c>, in mA, in a file that the board reads. What else is in
/// the file stays; its own line goes at the end, and the board moves by itself again.
/// </summary>
internal sealed class FileSource(string path, string input) : ILoopSource
{
    public string Description => $"simulated input {input}";

    public bool IsByHand => false;

    public Task SetAsync(LoopPoint point, string place, CancellationToken cancellation)
    {
        if (point.IsRaw)
        {
            throw new UserError("a simulated input takes currents, not raw values", ExitStatus.Usage);
        }
        Write($"{input}={LoopPoint.Number(point.Input)}");
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        if (File.Exists(path))
        {
            Write(null);
        }
        return ValueTask.CompletedTask;
    }

    private void Write(string? line)
    {
        try
        {
            string[] others = File.Exists(path)
                ? [.. RegularFile.ReadAllLines(path).Where(l => l.Split('=')[0].Trim() != input)]
                : [];
            string whole = path + ".new";
            File.WriteAllLines(whole, line is null ? others : [.. others, line]);
            File.Move(whole, path, overwrite: true); // the board never sees half a file
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"--drive file:{path}: {failure.Message}", ExitStatus.Usage, failure);
        }
    }
}
