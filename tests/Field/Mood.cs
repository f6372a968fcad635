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
    /// <summary>In time, in up to four pieces with pauses of nearly 100 ms between them.</summary>
    Pausing,
    /// <summary>At once, but a slave hears nothing for a while after its reply.</summary>
    Deaf,
    /// <summary>At once, but some say only that the slave is busy.</summary>
    Busy,
    /// <summary>At once, but what asks for more than one register is refused, or not answered.</summary>
    Narrow,
}
