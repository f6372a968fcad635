using Mono.Cecil;

namespace FieldNode.Lint.Stack;

/// <summary>
/// What flows over calls under an unsigned type although the signature says signed: nanoCLR copies arguments and
/// results with the type they have. Only values whose sign bit is clear are kept here; those that may misread are
/// findings at the call itself.
/// </summary>
internal sealed class CallFlow
{
    private readonly Dictionary<(string Method, int Parameter), StackValue> unsigned = [];

    /// <summary>Whether something was learned since the last <see cref="StartRound"/>.</summary>
    public bool Changed { get; private set; }

    public void StartRound() => Changed = false;

    public void Pass(MethodReference method, int parameter, StackValue value) => Learn((Key(method), parameter), value);

    public void Return(MethodReference method, StackValue value) => Learn((Key(method), -1), value);

    /// <summary>What loading a parameter gives.</summary>
    public StackValue Parameter(MethodReference method, ParameterDefinition parameter) =>
        Known((Key(method), parameter.Index), parameter.ParameterType);

    /// <summary>What a call leaves on the stack.</summary>
    public StackValue Result(MethodReference method) => Known((Key(method), -1), method.ReturnType);

    private StackValue Known((string Method, int Parameter) place, TypeReference type) =>
        Declared.IsSignedWord(type) && unsigned.TryGetValue(place, out var value) ? value : Declared.Value(type);

    private void Learn((string Method, int Parameter) place, StackValue value)
    {
        if (!value.IsUnsigned || value.MayMisread)
        {
            return;
        }

        var bare = StackValue.Of(value.Kind, value.Bits);
        var joined = unsigned.TryGetValue(place, out var before) ? before.Join(bare) : bare;
        if (joined != before)
        {
            unsigned[place] = joined;
            Changed = true;
        }
    }

    // A call of an interface's or a base's method may reach any method of that name and signature.
    private static string Key(MethodReference method)
    {
        var definition = method as MethodDefinition;
        var parameters = string.Join(",", method.Parameters.Select(p => p.ParameterType.FullName));
        return definition is { IsVirtual: true }
            ? $"{method.Name.Split('.')[^1]}({parameters})"
            : $"{method.DeclaringType.FullName}::{method.Name}({parameters})";
    }
}
