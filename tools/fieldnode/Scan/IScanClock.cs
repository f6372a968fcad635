namespace FieldNode.Cli;

/// <summary>Time for a scan, so that tests need none.</summary>
internal interface IScanClock
{
    long NowMs { get; }

    /// <summary>Lets a millisecond or so pass.</summary>
    void Pause();
}
