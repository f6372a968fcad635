using FieldNode.Cli;
using FieldNode.Host;

namespace FieldNode.Tools.Tests;

/// <summary>Keeps what is shown, and asks whether the test has seen enough.</summary>
internal sealed class RecordingScreen : IDemoScreen
{
    /// <summary>Called some times a second, as long as the demo runs.</summary>
    internal Action<RecordingScreen>? Look { get; init; }

    internal List<string> Said { get; } = [];

    internal List<HostMessage> Shown { get; } = [];

    public Task RunAsync(HostModel model, Func<Task> work) => work();

    public void Show(HostMessage message) => Shown.Add(message);

    public void Say(string text) => Said.Add(text);

    public void Tell(StoryLine line) => Said.Add($"{line.Name} {line.State}");

    public void Introduce(IReadOnlyList<PlantDevice> devices)
    {
    }

    public void Hold()
    {
    }

    public void Refresh(TimeSpan running) => Look?.Invoke(this);
}
