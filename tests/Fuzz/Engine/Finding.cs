using System.Diagnostics;

namespace FieldNode.Fuzz;

/// <summary>An input for which something does not hold.</summary>
/// <param name="Key">Kind of the exception and where it came from: the same key is the same fault.</param>
/// <param name="Input">The bytes.</param>
/// <param name="Failure">What was thrown.</param>
internal sealed record Finding(string Key, byte[] Input, Exception Failure)
{
    internal static Finding Of(byte[] input, Exception failure) => new(KeyOf(failure), input, failure);

    private static string KeyOf(Exception failure)
    {
        string what = failure is OracleException ? failure.Message.Split(':')[0] : "";
        StackFrame[] frames = new StackTrace(failure).GetFrames();
        string where = string.Join(" < ", frames.Select(frame => frame.GetMethod()).Where(method => method?.DeclaringType?.FullName?.StartsWith("FieldNode.", StringComparison.Ordinal) == true
            && method.DeclaringType.Namespace != "FieldNode.Fuzz").Take(2).Select(method => $"{method!.DeclaringType!.Name}.{method.Name}"));
        return $"{failure.GetType().Name} {what} {where}".Trim();
    }
}
