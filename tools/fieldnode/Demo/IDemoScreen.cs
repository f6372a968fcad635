using FieldNode.Host;

namespace FieldNode.Cli;

/// <summary>Where the demo shows what happens: a live picture or plain lines.</summary>
internal interface IDemoScreen
{
    /// <summary>Runs the work with the screen open.</summary>
    Task RunAsync(HostModel model, Func<Task> work);

    /// <summary>The devices of the plant, as soon as they are known.</summary>
    void Introduce(IReadOnlyList<PlantDevice> devices);

    /// <summary>A message came.</summary>
    void Show(HostMessage message);

    /// <summary>A step of the demo itself.</summary>
    void Say(string text);

    /// <summary>A part of the story is at another point.</summary>
    void Tell(StoryLine line);

    /// <summary>Called some times a second.</summary>
    void Refresh(TimeSpan running);

    /// <summary>The node is about to be ended: what a picture shows is to stay as it is.</summary>
    void Hold();
}
