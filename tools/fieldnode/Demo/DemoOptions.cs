namespace FieldNode.Cli;

/// <summary>How long the demo runs and how patient it is.</summary>
internal sealed record DemoOptions
{
    internal const string Group = "demo";
    internal const string NodeName = "node1";
    internal const string HostName = "host1";

    /// <summary>From the first birth of the node; null: until the story is told.</summary>
    internal TimeSpan? Duration { get; init; }

    /// <summary>Without a duration: what is to be seen after the last part of the story.</summary>
    internal TimeSpan LingerFor { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Without a duration: the story takes 15 s, on a busy machine more, and never so long.</summary>
    internal TimeSpan StoryWithin { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>Between one part of the story and the next, so that people can follow.</summary>
    internal TimeSpan StoryPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>With less time left the story does not begin: it takes 8 s, and then comes the rebirth.</summary>
    internal TimeSpan StoryNeeds { get; init; } = TimeSpan.FromSeconds(12);

    /// <summary>From a cause to what the host must see of it. A slave that comes back is asked again after 1, 2, 4 s.</summary>
    internal TimeSpan SeenWithin { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Somebody pressed Ctrl-C: that the node's life was cut short is no fault of the node then.</summary>
    internal Func<bool> IsInterrupted { get; init; } = () => false;

    /// <summary>A first birth takes a second; a machine under load may need more.</summary>
    internal TimeSpan BirthWithin { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the first births are left standing before a rebirth is asked for.</summary>
    internal TimeSpan RebirthAfter { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>From the node's birth to that of its last device: a part that measures every 5 s takes 6 s.</summary>
    internal TimeSpan DevicesWithin { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Before the end a rebirth is asked for though a device is still missing.</summary>
    internal TimeSpan RebirthBeforeEnd { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>From SIGTERM to NDEATH and the end of the process.</summary>
    internal TimeSpan EndWithin { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>From the end of the process to its NDEATH at the host.</summary>
    internal TimeSpan DeathWithin { get; init; } = TimeSpan.FromSeconds(2);

    internal TimeSpan SocketCheckEvery { get; init; } = TimeSpan.FromSeconds(1);
}
