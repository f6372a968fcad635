using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;

namespace FieldNode.PurdueLab;

/// <summary>Our hands in a namespace: an <see cref="AgentServer"/> there, asked from here.</summary>
internal sealed class Agent : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(240);

    private readonly Process process;
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonObject>> waiting = new();
    private readonly Lock writing = new();
    private readonly Task reading;
    private int last;

    private Agent(Zone zone, Process process)
    {
        Zone = zone;
        this.process = process;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        reading = Task.Run(ReadAsync);
    }

    internal Zone Zone { get; }

    internal static Agent Start(Network network, Zone zone) =>
        new(zone, Tool.Start(network.CommandIn(zone, null, [.. Launcher.Self(), AgentServer.Verb]), holdsInput: true));

    /// <summary>Asks for something to be done there.</summary>
    /// <exception cref="LabError">It could not be done.</exception>
    internal async Task<JsonObject> AskAsync(string op, JsonObject? arguments = null)
    {
        JsonObject asked = arguments ?? [];
        int id = Interlocked.Increment(ref last);
        asked["op"] = op;
        asked["id"] = id;
        var answer = new TaskCompletionSource<JsonObject>(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting[id] = answer;
        try
        {
            lock (writing)
            {
                process.StandardInput.WriteLine(asked.ToJsonString());
                process.StandardInput.Flush();
            }
            JsonObject got = await answer.Task.WaitAsync(Longest);
            return (bool)got["ok"]! ? got : throw new LabError($"{Plan.NameOf(Zone)}: {op}: {(string)got["error"]!}");
        }
        catch (Exception failure) when (failure is IOException or TimeoutException)
        {
            throw new LabError($"the helper in {Plan.NameOf(Zone)} does not answer to {op}", failure);
        }
    }

    public void Dispose()
    {
        try
        {
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended by itself.
        }
        if (!process.WaitForExit(500))
        {
            process.Kill(entireProcessTree: true);
        }
        process.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            JsonObject answer = JsonNode.Parse(line)!.AsObject();
            if (waiting.TryRemove((int)answer["id"]!, out TaskCompletionSource<JsonObject>? asked))
            {
                asked.SetResult(answer);
            }
        }
        foreach (TaskCompletionSource<JsonObject> asked in waiting.Values)
        {
            asked.TrySetException(new LabError($"the helper in {Plan.NameOf(Zone)} has ended"));
        }
    }
}
