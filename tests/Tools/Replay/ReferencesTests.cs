using System.Reflection;
using FieldNode.Cli;

namespace FieldNode.Tools.Tests.Replay;

/// <summary>The simulator comes into the tool; what tests are made of does not.</summary>
public sealed class ReferencesTests
{
    [Fact]
    public void Nothing_that_the_tool_refers_to_is_of_a_test()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Queue<Assembly>([typeof(ReplayVerb).Assembly]);
        while (open.TryDequeue(out Assembly? assembly))
        {
            foreach (AssemblyName name in assembly.GetReferencedAssemblies())
            {
                if (seen.Add(name.Name!) && name.Name!.StartsWith("FieldNode.", StringComparison.Ordinal))
                {
                    open.Enqueue(Assembly.Load(name));
                }
            }
        }

        Assert.Contains("FieldNode.Simulator", seen);
        Assert.DoesNotContain(seen, name => name.Contains("xunit", StringComparison.OrdinalIgnoreCase) || name.StartsWith("Mono.Cecil", StringComparison.Ordinal)
            || name.StartsWith("Microsoft.Testing", StringComparison.Ordinal) || name.EndsWith(".Tests", StringComparison.Ordinal) || name == "FieldNode.Simulation");
    }
}
