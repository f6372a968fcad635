namespace FieldNode.Field.Tests;

/// <summary>How a <see cref="ChanceLine"/> behaves.</summary>
internal enum Mood
{
    /// <summary>Replies come at once and whole.</summary>
    Quick,
    /// <summary>Just in time or just too late, some in two pieces.</summary>
    AroundTheTimeOut,
    /// <summary>As late as a slave may be that is not given up.</summary>
    Late,
    /// <summary>In time, but there are echoes, half frames and noise before them, and some are damaged.</summary>
    Noisy,
}
