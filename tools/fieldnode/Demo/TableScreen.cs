using FieldNode.Host;
using Spectre.Console;

namespace FieldNode.Cli;

/// <summary>The live table.</summary>
internal sealed class TableScreen(IAnsiConsole console) : IDemoScreen
{
    private readonly HostScreen screen = new(
        console, "FieldNode demo   sensors > node > TLS > broker > this host", "Ctrl-C ends it");
    private Action<ScreenStatus>? refresh;
    private string note = "";

    public Task RunAsync(HostModel model, Func<Task> work) => screen.RunAsync(model, async update =>
    {
        refresh = update;
        await work();
    });

    public void Show(HostMessage message)
    {
        // The model holds what the table shows.
    }

    public void Say(string text) => note = text;

    public void Refresh(TimeSpan running) => refresh?.Invoke(new ScreenStatus(running, note));
}
