using Mono.Cecil;
using Mono.Cecil.Cil;

namespace FieldNode.Lint.Stack;

/// <summary>Follows the evaluation stack of one method along all its ways until nothing new is learned.</summary>
internal sealed class MethodFlow
{
    private readonly MethodDefinition method;
    private readonly StackMachine machine;
    private readonly Dictionary<Instruction, StackValue[]> entering = [];
    private readonly Stack<Instruction> open = [];

    public MethodFlow(MethodDefinition method, CallFlow calls)
    {
        this.method = method;
        machine = new StackMachine(method, calls);
    }

    /// <summary>
    /// Runs to the end, then shows each reachable instruction with the stack before it, the top last.
    /// </summary>
    public void Run(Action<Instruction, IReadOnlyList<StackValue>> visit)
    {
        var body = method.Body;
        if (body.Instructions.Count > 0)
        {
            Enter(body.Instructions[0], []);
        }

        foreach (var handler in body.ExceptionHandlers)
        {
            StackValue[] thrown = [StackValue.OfReference(handler.CatchType)];
            Enter(handler.HandlerStart, handler.HandlerType is ExceptionHandlerType.Catch or ExceptionHandlerType.Filter
                ? thrown : []);
            if (handler.FilterStart is not null)
            {
                Enter(handler.FilterStart, thrown);
            }
        }

        while (open.TryPop(out var at))
        {
            Follow(at);
        }

        foreach (var at in body.Instructions)
        {
            if (entering.TryGetValue(at, out var stack))
            {
                visit(at, stack);
            }
        }
    }

    private void Follow(Instruction at)
    {
        var stack = new List<StackValue>(entering[at]);
        machine.Step(at, stack);
        var after = stack.ToArray();
        switch (at.Operand)
        {
            case Instruction target:
                Enter(target, after);
                break;
            case Instruction[] targets:
                Array.ForEach(targets, t => Enter(t, after));
                break;
        }

        var falls = at.OpCode.FlowControl is not (FlowControl.Branch or FlowControl.Return or FlowControl.Throw);
        if (falls && at.Next is not null)
        {
            Enter(at.Next, after);
        }
    }

    private void Enter(Instruction at, StackValue[] stack)
    {
        if (entering.TryGetValue(at, out var before))
        {
            var joined = before.Zip(stack, (a, b) => a.Join(b)).ToArray();
            if (joined.SequenceEqual(before))
            {
                return;
            }

            stack = joined;
        }

        entering[at] = stack;
        open.Push(at);
    }
}
