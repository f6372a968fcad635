using Microsoft.CodeAnalysis;

namespace FieldNode.Lint.Tests;

public sealed class ValueRules_Tests
{
    public static TheoryData<string, string, OptimizationLevel> Broken => SnippetData.BothBuilds(
        ("nan-compare", "bool F(double d) => d == double.NaN;"),
        ("nan-compare", "bool F(double d) => d != double.NaN;"),
        ("nan-compare", "bool F(float f) { if (f > float.NaN) { return true; } return false; }"),
        ("nan-compare", "#pragma warning disable 1718\nbool F(double d) => d != d;"),
        ("nan-compare", "#pragma warning disable 1718\ndouble field; bool F() => field == field;"),
        ("nan-compare", "#pragma warning disable 1718\nint F(float f) { if (f != f) { return 1; } return 0; }"),
        ("double-to-ulong", "ulong F(double d) => (ulong)d;"),
        ("double-to-ulong", "ulong F(float f) => (ulong)(f * 2);"),
        ("enum-text", "enum Colour { Red } string F(Colour c) => c.ToString();"),
        ("enum-text", "enum Colour { Red } string F(Colour c) => \"is \" + c;"),
        ("enum-text", "enum Colour { Red } string F(Colour c) => $\"is {c}\";"),
        ("enum-text", "enum Colour { Red } string F(Colour c) => string.Format(\"{0}\", c);"),
        ("enum-text", "enum Colour { Red } void F(StringBuilder b, Colour c) => b.Append(c);"),
        ("enum-text", "string F(Enum e) => e.ToString();"),
        ("enum-text", "string F(DateTime t) => t.DayOfWeek.ToString();"),
        ("datetime-min-value", "bool F(DateTime t) => t == DateTime.MinValue;"));

    public static TheoryData<string, OptimizationLevel> Sound => SnippetData.BothBuilds(
        "bool F(double d) => double.IsNaN(d);",
        "double F() => double.NaN;",
        "bool F(double a, double b) => a != b && a > b;",
        "bool F(double[] a) => a[0] == a[1];",
        "bool F(int i, double d) => d == i;",
        "long F(double d) => (long)d;",
        "ulong F(double d) => (ulong)(long)d;",
        "uint F(double d) => (uint)d;",
        "enum Colour { Red } string F(Colour c) => ((int)c).ToString();",
        "enum Colour { Red } bool F(Colour c) => c == Colour.Red;",
        "enum Colour { Red } void F(Hashtable t, Colour c) => t.Add(c, 1);",
        "string F(int i) => i.ToString() + i;",
        "bool F(DateTime t) => t == DateTime.UnixEpoch;");

    [Theory, MemberData(nameof(Broken))]
    public void What_comes_out_otherwise_on_the_device_is_flagged(
        string rule, string members, OptimizationLevel optimisation) =>
        Assert.Contains(Snippet.Lint(members, optimisation), f => f.Rule.Id == rule);

    [Theory, MemberData(nameof(Sound))]
    public void What_comes_out_the_same_is_not_flagged(string members, OptimizationLevel optimisation) =>
        Assert.Empty(Snippet.Lint(members, optimisation));
}
