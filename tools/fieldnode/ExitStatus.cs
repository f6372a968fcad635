namespace FieldNode.Cli;

/// <summary>What a script learns from a run.</summary>
internal static class ExitStatus
{
    internal const int Ok = 0;

    /// <summary>The program did what it was asked, and found something wrong.</summary>
    internal const int Wrong = 1;

    /// <summary>It was used wrongly: an unknown option, a file that is not there.</summary>
    internal const int Usage = 2;

    /// <summary>Ctrl-C ended the demo: 128 and the number of SIGINT, as shells have it.</summary>
    internal const int Interrupted = 130;
}
