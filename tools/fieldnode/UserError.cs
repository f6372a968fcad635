namespace FieldNode.Cli;

/// <summary>An error that a person can do something about: one line that says what, where, and what to do.</summary>
internal sealed class UserError(string message, int status = ExitStatus.Wrong, Exception? cause = null)
    : Exception(message, cause)
{
    internal int Status { get; } = status;
}
