using System.Diagnostics;
using FieldNode.Host;
using Spectre.Console;

namespace FieldNode.Cli;

/// <summary>The live picture in a terminal.</summary>
internal sealed class PlantScreen(IAnsiConsole console) : IDemoScreen
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(200);

    private readonly PlantPicture picture = new();
    private readonly Stopwatch shown = Stopwatch.StartNew();
    private Action draw = () => { };
    private TimeSpan running;
    private bool isHeld;

    public Task RunAsync(HostModel model, Func<Task> work) =>
        console.Live(new Text("")).Overflow(VerticalOverflow.Crop).StartAsync(async context =>
        {
            draw = () =>
            {
                context.UpdateTarget(StyledScreen.Of(picture.Draw(model, running), console.Profile.Width, console.Profile.Height));
                context.Refresh();
                shown.Restart();
            };
            draw();
            await work();
        });

    public void Introduce(IReadOnlyList<PlantDevice> devices) => picture.Devices = devices;

    public void Show(HostMessage message)
    {
        // The model holds what the picture shows.
    }

    public void Say(string text)
    {
        picture.Note = text;
        Draw();
    }

    public void Tell(StoryLine line)
    {
        picture.Tell(line);
        Draw();
    }

    public void Refresh(TimeSpan running)
    {
        this.running = running;
        if (shown.Elapsed >= Period)
        {
            Draw();
        }
    }

    public void Hold()
    {
        picture.Note = "as it was when the node was asked to end";
        Draw();
        isHeld = true;
    }

    private void Draw()
    {
        if (!isHeld)
        {
            draw();
        }
    }
}
