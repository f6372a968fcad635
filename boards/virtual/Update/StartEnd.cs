namespace FieldNode.Virtual.Updates;

/// <summary>Exit statuses by which a start tells the loader how it ended; what is none of them was a crash, or the process was ended from outside.</summary>
public static class StartEnd
{
    /// <summary>It was asked to end, and did.</summary>
    public const int Ended = 0;
    /// <summary>It could not start: node file, certificates, ports.</summary>
    public const int CannotStart = 1;
    /// <summary>An exception left the firmware.</summary>
    public const int Crashed = 70;
    /// <summary>Steps of the loop failed again and again.</summary>
    public const int StepFaults = 71;
    /// <summary>It wants to be started again: an update is tried, or taken back.</summary>
    public const int Restart = 75;
}
