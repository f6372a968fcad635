namespace FieldNode.Cli;

/// <summary>How a loop check speaks with a person.</summary>
internal interface ILoopScreen
{
    void Say(string line);

    /// <summary>What is at the host just now; it may be overwritten.</summary>
    void Live(string text);

    /// <summary>Asks, and gives the answer; null: there is nobody who could answer.</summary>
    Task<string?> AskAsync(string question, CancellationToken cancellation);

    /// <summary>The whole result.</summary>
    void Table(LoopRecord record);
}
