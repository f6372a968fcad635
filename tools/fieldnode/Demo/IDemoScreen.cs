using FieldNode.Host;

namespace FieldNode.Cli;

/// <summary>Where the demo shows what happens: a live table or plain lines.</summary>
internal interface IDemoScreen
{
    /// <summary>Runs the work with the screen open.</summary>
    Task RunAsync(HostModel model, Func<Task> work);

    /// <summary>A message came.</summary>
    void Show(HostMessage message);

    /// <summary>A step of the demo itself.</summary>
    void Say(string text);

    /// <summary>Called some times a second.</summary>
    void Refresh(TimeSpan running);
}
