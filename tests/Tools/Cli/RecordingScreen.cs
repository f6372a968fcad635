using FieldNode.Cli;
using FieldNode.Host;

namespace FieldNode.Tools.Tests;

internal sealed class RecordingScreen : IDemoScreen
{
    internal List<string> Said { get; } = [];

    internal List<HostMessage> Shown { get; } = [];

    public Task RunAsync(HostModel model, Func<Task> work) => work();

    public void Show(HostMessage message) => Shown.Add(message);

    public void Say(string text) => Said.Add(text);

    public void Refresh(TimeSpan running)
    {
    }
}
