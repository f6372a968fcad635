using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FieldNode.Lint.Tests;

public sealed class RuntimeRules_Tests
{
    public static TheoryData<string, string, OptimizationLevel> Broken => SnippetData.BothBuilds(
        ("generic-type", "class Box<T> { public T Value; }"),
        ("generic-type", "Action<int> handler;"),
        ("generic-type", "void F(Action<int> f) => f(1);"),
        ("generic-type", "int F() { Func<int> f = () => 1; return f(); }"),
        ("generic-type", "event EventHandler<EventArgs> Changed;"),
        ("generic-type", "delegate T Make<T>();"),
        ("generic-method", "T Same<T>(T value) => value;"),
        ("generic-method", "T Same<T>(T value) => value; int F() => Same(1);"),
        ("multi-dimensional-array", "int[,] F() => new int[2, 3];"),
        ("multi-dimensional-array", "int F(int[,] grid) => grid[1, 2];"),
        ("multi-dimensional-array", "static readonly byte[,] Table = { { 1, 2 }, { 3, 4 } };"),
        ("stackalloc", "unsafe int F() { byte* b = stackalloc byte[4]; return b[0]; }"),
        ("function-pointer", "unsafe int F(delegate*<int, int> f) => f(1);"),
        ("pointer", "unsafe int F(int* p) => *p;"),
        ("unsupported-opcode", "int F(int a) { var r = __makeref(a); return __refvalue(r, int); }"),
        ("checked-arithmetic", "int F(int a, int b) => checked(a + b);"),
        ("checked-arithmetic", "uint F(uint a, uint b) => checked(a - b);"),
        ("checked-arithmetic", "long F(long a, long b) { checked { return a * b; } }"),
        ("checked-arithmetic", "byte F(int a) => checked((byte)a);"),
        ("checked-arithmetic", "int F(uint a) => checked((int)a);"),
        ("checked-arithmetic", "int F(double a) => checked((int)a);"),
        ("custom-attributes", "object[] F(Type t) => t.GetCustomAttributes(false);"));

    public static TheoryData<string, OptimizationLevel> Sound => SnippetData.BothBuilds(
        "delegate int Step(int by); int F() { Step s = by => by + 1; return s(2); }",
        "int F(byte[] data) { int sum = 0; foreach (byte b in data) { sum += b; } return sum; }",
        "int[][] F() => new[] { new[] { 1, 2 }, new[] { 3 } };",
        "static readonly byte[] Table = { 1, 2, 3, 4, 5 }; int F(int i) => Table[i];",
        "int F(object o) => o switch { string s => s.Length, int n when n > 3 => n, _ => 0 };",
        "interface IStep { int Step(); } class One : IStep { public int Step() => 1; } int F(IStep s) => s.Step();",
        "struct Pair { public int A; public int B; } int F(in Pair p, ref int r, out int o) { o = r; return p.A; }",
        "int F() { try { return 1; } catch (ArgumentException e) when (e.Message != null) { return 2; }" +
            " finally { G(); } } void G() { }",
        "int F(string text) { int n = 0; foreach (char c in text) { if (c == '/') { n++; } } return n; }",
        "object gate = new object(); int n; void F() { lock (gate) { n++; } }",
        "string F(int a, string b) => a + \"/\" + b;",
        "event Action Changed; void F() { Changed?.Invoke(); }",
        "int F(int a) { return G(a) + G(1); int G(int b) => a + b; }",
        "byte F(int a) => unchecked((byte)a);");

    [Theory, MemberData(nameof(Broken))]
    public void What_the_runtime_cannot_run_is_flagged(string rule, string members, OptimizationLevel optimisation) =>
        Assert.Contains(Snippet.Lint(members, optimisation), f => f.Rule.Id == rule);

    [Theory, MemberData(nameof(Sound))]
    public void What_the_runtime_can_run_is_not_flagged(string members, OptimizationLevel optimisation) =>
        Assert.Empty(Snippet.Lint(members, optimisation));

    [Theory, InlineData(OptimizationLevel.Debug), InlineData(OptimizationLevel.Release)]
    public void An_interface_method_with_a_body_is_flagged(OptimizationLevel optimisation)
    {
        var found = Snippet.Lint("interface IStep { int Step() => 1; }", optimisation);

        Assert.Equal("default-interface-method", Assert.Single(found).Rule.Id);
    }

    [Fact]
    public void A_finding_names_file_line_rule_and_method()
    {
        var found = Snippet.Lint("int F(int a,\n int b)\n{\n  return checked(a + b);\n}", OptimizationLevel.Release);

        var text = Assert.Single(found).ToString();
        Assert.StartsWith(
            "Snippet.cs(6): checked-arithmetic in Snippet.F(Int32, Int32): ", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_later_language_version_is_judged_by_the_same_rules()
    {
        var found = Snippet.Lint(
            "int F(int a) => checked(a + 1);", OptimizationLevel.Release, LanguageVersion.Latest);

        Assert.Equal("checked-arithmetic", Assert.Single(found).Rule.Id);
    }
}
