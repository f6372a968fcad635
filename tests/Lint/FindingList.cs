using Mono.Cecil;
using Mono.Cecil.Cil;

namespace FieldNode.Lint;

/// <summary>
/// Collects findings and looks up where in the source they are. Two findings of a rule in one line count once.
/// </summary>
internal sealed class FindingList
{
    private readonly List<Finding> found = [];
    private readonly HashSet<Finding> known = [];

    public IReadOnlyList<Finding> Found => found;

    public void Add(Rule rule, TypeDefinition type)
    {
        // A type has no line of its own: the first line of its first method with code leads there.
        var inside = type.Methods.FirstOrDefault(m => m.DebugInformation.HasSequencePoints);
        Add(rule, type.FullName, inside is null ? null : PointAt(inside, null));
    }

    public void Add(Rule rule, MethodDefinition method, Instruction? at = null) =>
        Add(rule, NameOf(method), PointAt(method, at));

    private void Add(Rule rule, string member, SequencePoint? point)
    {
        var finding = new Finding(rule, member, point?.Document.Url ?? "", point?.StartLine ?? 0);
        if (known.Add(finding))
        {
            found.Add(finding);
        }
    }

    private static SequencePoint? PointAt(MethodDefinition method, Instruction? at)
    {
        var visible = method.DebugInformation.SequencePoints.Where(p => !p.IsHidden);
        return at is null ? visible.FirstOrDefault() : visible.LastOrDefault(p => p.Offset <= at.Offset);
    }

    private static string NameOf(MethodDefinition method) =>
        $"{method.DeclaringType.FullName}.{method.Name}"
        + $"({string.Join(", ", method.Parameters.Select(p => p.ParameterType.Name))})";
}
