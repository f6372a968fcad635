using FieldNode.Host;

namespace FieldNode.Cli;

/// <summary>Another screen, and beside it the picture as it was when the node was asked to end, for a file.</summary>
internal sealed class PictureScreen(IDemoScreen inner) : IDemoScreen
{
    private readonly PlantPicture picture = new();
    private HostModel? model;
    private TimeSpan running;

    /// <summary>Empty until then.</summary>
    internal IReadOnlyList<StyledLine> Held { get; private set; } = [];

    public Task RunAsync(HostModel model, Func<Task> work)
    {
        this.model = model;
        return inner.RunAsync(model, work);
    }

    public void Introduce(IReadOnlyList<PlantDevice> devices)
    {
        picture.Devices = devices;
        inner.Introduce(devices);
    }

    public void Show(HostMessage message) => inner.Show(message);

    public void Say(string text) => inner.Say(text);

    public void Tell(StoryLine line)
    {
        picture.Tell(line);
        inner.Tell(line);
    }

    public void Refresh(TimeSpan running)
    {
        this.running = running;
        picture.Draw(model!, running); // for the rate of messages
        inner.Refresh(running);
    }

    public void Hold()
    {
        Held = picture.Draw(model!, running);
        inner.Hold();
    }
}
