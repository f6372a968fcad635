namespace FieldNode.Cli;

/// <summary>The node that the demo watches: a process of its own, or in tests something that acts like one.</summary>
internal interface INodeUnderTest : IDisposable
{
    int ProcessId { get; }

    /// <summary>True once it has said something: until then the program may still be beginning (see <see cref="RuntimeSocket"/>).</summary>
    bool HasBegun { get; }

    bool HasExited { get; }

    /// <summary>Null while it runs.</summary>
    int? ExitCode { get; }

    /// <summary>Asks it to end by itself (SIGTERM).</summary>
    void AskToEnd();

    /// <summary>False if it still runs after that time; it is then ended by force.</summary>
    Task<bool> WaitForEndAsync(TimeSpan longest);
}
