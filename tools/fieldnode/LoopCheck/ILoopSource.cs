namespace FieldNode.Cli;

/// <summary>Who puts a current or a raw value in.</summary>
internal interface ILoopSource : IAsyncDisposable
{
    /// <summary>For the record: by hand, a file, a tag.</summary>
    string Description { get; }

    /// <summary>True where a person has to be asked, and may want a point again.</summary>
    bool IsByHand { get; }

    /// <summary>Puts it in, or asks for it; returns when it is in.</summary>
    Task SetAsync(LoopPoint point, string place, CancellationToken cancellation);
}
