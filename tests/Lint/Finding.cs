namespace FieldNode.Lint;

/// <summary>A place in the device code that breaks a rule.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Member">Type or method, by its full name.</param>
/// <param name="File">Source file, or empty where the symbols do not say.</param>
/// <param name="Line">Line in the file, or 0.</param>
public sealed record Finding(Rule Rule, string Member, string File, int Line)
{
    public override string ToString() =>
        $"{(File.Length == 0 ? "(no source)" : $"{File}({Line})")}: {Rule.Id} in {Member}: {Rule.What} [{Rule.Why}]";
}
