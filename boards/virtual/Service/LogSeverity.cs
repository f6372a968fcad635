namespace FieldNode.Virtual;

/// <summary>How grave a line of the log is: numbers of syslog (RFC 5424, table 2), which the journal of systemd has, too.</summary>
public enum LogSeverity
{
    /// <summary>Something does not work, and stays so until somebody does something.</summary>
    Error = 3,
    /// <summary>Something does not work as asked; it may come back by itself.</summary>
    Warning = 4,
    /// <summary>What happens in the ordinary way.</summary>
    Info = 6,
}
