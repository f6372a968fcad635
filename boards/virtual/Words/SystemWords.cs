namespace FieldNode.Virtual.Words;

/// <summary>What the operating system says of a file, without .NET's frame around it: one line, no path, no full stop.</summary>
public static class SystemWords
{
    /// <summary>"No space left on device", of the innermost exception.</summary>
    public static string Of(Exception exception)
    {
        Exception inner = exception;
        while (inner.InnerException is { } next)
        {
            inner = next;
        }

        string text = inner.Message.ReplaceLineEndings(" ").Trim();
        int path = text.IndexOf(" : '", StringComparison.Ordinal);
        return (path > 0 ? text[..path] : text).TrimEnd('.');
    }
}
