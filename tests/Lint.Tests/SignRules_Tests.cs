using Microsoft.CodeAnalysis;

namespace FieldNode.Lint.Tests;

public sealed class SignRules_Tests
{
    public static TheoryData<string, string, OptimizationLevel> Broken => SnippetData.BothBuilds(
        ("sign-shift", "int F(uint u) => (int)u >> 3;"),
        ("sign-shift", "int F(uint u, int n) => (int)u >> n;"),
        ("sign-shift", "long F(ulong u) => (long)u >> 3;"),
        ("sign-shift", "int F(uint[] a) => (int)a[0] >> 3;"),
        ("sign-shift", "long F(ulong[] a) => (long)a[0] >> 3;"),
        ("sign-shift", "uint field; int F() => (int)field >> 3;"),
        ("sign-shift", "int F(ref uint u) => (int)u >> 3;"),
        ("sign-shift", "long F(ref ulong u) => (long)u >> 3;"),
        ("sign-shift", "int F(uint u) => ((int)u + 1) >> 3;"),
        ("sign-shift", "int F(uint u) => ((int)u ^ 5) >> 3;"),
        ("sign-shift", "int F(uint u) => -(int)u >> 3;"),
        ("sign-shift", "int F(uint u) => (int)(u << 16) >> 16;"),
        ("sign-shift", "int F(uint u, bool b) => (b ? (int)u : 0) >> 3;"),
        ("sign-shift", "int F(long a) => (int)(uint)a >> 3;"),
        ("sign-shift", "uint G() => 1; int F() => (int)G() >> 3;"),
        ("sign-shift", "long F(uint u) => ((long)u - 5) >> 1;"),
        ("sign-shift", "enum Big : uint { A } int F(Big b) => (int)b >> 3;"),
        ("sign-widen", "long F(uint u) => (long)(int)u;"),
        ("sign-widen", "long F(uint u, long a) => a + (int)u;"),
        ("sign-widen", "long field; void F(uint u) { field = (int)u; }"),
        ("sign-widen", "ulong F(uint u) => (ulong)(int)u;"),
        ("sign-float", "double F(uint u) => (double)(int)u;"),
        ("sign-float", "float F(uint u) => (float)(int)u;"),
        ("sign-float", "double F(ulong u) => (double)(long)u;"),
        ("sign-float", "float F(ulong u) => (float)(long)u;"),
        ("sign-float", "double F(uint u) => (int)u * 0.1;"),
        ("sign-remainder", "int F(uint u) => (int)u % 10;"),
        ("sign-remainder", "long F(ulong u, long n) => (long)u % n;"),
        ("sign-divide", "int F(uint u) => (int)u / 10;"),
        ("sign-divide", "long F(ulong u, long n) => (long)u / n;"),
        ("sign-return", "int G(uint u) => (int)u; int F(uint u) => G(u) >> 3;"),
        ("sign-return", "long G(ulong u) => (long)u;"),
        ("sign-return", "int Value => (int)raw; uint raw;"),
        ("sign-argument", "int G(int a) => a >> 3; int F(uint u) => G((int)u);"),
        ("sign-argument", "long G(long a) => a % 7; long F(ulong u) => G((long)u);"),
        ("sign-argument", "Snippet(int a) { } Snippet F(uint u) => new Snippet((int)u);"),
        ("sign-argument", "interface IPort { void Put(int a); } void F(IPort p, uint u) => p.Put((int)u);"),
        ("sign-argument", "delegate int Step(int by); int F(Step s, uint u) => s((int)u);"),
        // A long made of a uint is held as ulong too, over calls as well: harmless until it is made negative.
        ("sign-shift", "long G(uint u) => u; long F(uint u) => (G(u) - 5) >> 1;"),
        ("sign-float", "double G(long a) => a - 5; double F(uint u) => G((long)u);"),
        // So is a constant of 32 bits: the compiler writes it as -1, widened without its sign.
        ("sign-shift", "long G() => 0xFFFFFFFFL; long F() => (G() - 0x1FFFFFFFFL) >> 1;"));

    public static TheoryData<string, OptimizationLevel> Sound => SnippetData.BothBuilds(
        // The safe forms of a cast.
        "int F(uint u) => (int)(long)u >> 3;",
        "int F(uint u) => (int)(long)u % 10;",
        "long F(uint u) => (long)(int)(long)u;",
        "double F(uint u) => (double)(int)(long)u;",
        "int G(uint u) => (int)(long)u; int F(uint u) => G(u) >> 3;",
        "long F(ulong u) => (0L | (long)u) >> 3;",
        "long F(ulong u) => 0L | (long)u;",
        "double F(ulong u) => (double)(0L | (long)u);",
        "long G(long a) => a % 7; long F(ulong u) => G(0L | (long)u);",
        "long G(uint u) => 0L | (long)u; long F(uint u) => (G(u) - 5) >> 1;",
        // By way of a field or an array.
        "int field; int F(uint u) { field = (int)u; return field >> 3; }",
        "static long field; double F(ulong u) { field = (long)u; return (double)field; }",
        "int F(uint u, int[] a) { a[0] = (int)u; return a[0] % 10; }",
        "long F(ulong u, long[] a) { a[0] = (long)u; return a[0]; }",
        "int F(uint u) => (short)u >> 3;",
        "int F(uint u) => (sbyte)u;",
        // The sign bit is clear, so both readings agree.
        "int F(uint u) => (int)(u & 0xFF) >> 3;",
        "int F(uint u) => (int)(u >> 24);",
        "int F(uint u) => (int)(u >> 1) % 10;",
        "int F(uint u) => (int)(u % 10);",
        "byte F(byte[] a, uint u, int i) => a[(int)(u & 3) + i];",
        "double F(uint u) => (double)(long)u;",
        "long F(uint u) => u;",
        "long F(uint u) => (long)u * 1000;",
        "long G() => 0xFFFFFFFFL; bool F(long a) => a > G();",
        "double G(long a) => a * 0.5; double F(uint u) => G((long)u);",
        // Unsigned and meant so.
        "double F(uint u) => u;",
        "float F(ulong u) => u;",
        "uint F(uint u) => u >> 3;",
        "ulong F(ulong u) => u % 10;",
        "ulong F(uint u) => u;",
        "uint F(int i) => (uint)i >> 3;",
        "ulong F(int i) => (ulong)i;",
        "double F(int i) => (double)(uint)i;",
        "uint G(uint u) => u; uint F(int i) => G((uint)i);",
        // Comparison and equality go by the instruction, bits and storing by nothing.
        "bool F(uint u, int i) => (int)u < i;",
        "bool F(ulong u) => (long)u == -1;",
        "byte F(uint u) => (byte)u;",
        "void F(byte[] a, uint u) { a[0] = (byte)(u >> 24); a[1] = (byte)(u >> 16); a[2] = (byte)u; }",
        "double F(ulong u) => BitConverter.Int64BitsToDouble((long)u);",
        "int F(byte[] a) => a[0] << 24 | a[1] << 16 | a[2] << 8 | a[3];",
        "short F(byte[] a) => (short)(a[0] << 8 | a[1]);",
        "int F(int i) => i >> 3;",
        "long F(long a, int b) => a % b + (a >> 2);");

    [Theory, MemberData(nameof(Broken))]
    public void An_unsigned_value_that_is_taken_for_signed_is_flagged(
        string rule, string members, OptimizationLevel optimisation) =>
        Assert.Contains(Snippet.Lint(members, optimisation), f => f.Rule.Id == rule);

    [Theory, MemberData(nameof(Sound))]
    public void A_safe_form_is_not_flagged(string members, OptimizationLevel optimisation) =>
        Assert.Empty(Snippet.Lint(members, optimisation));

    [Fact]
    public void A_local_helps_in_a_debug_build_only()
    {
        const string members = "int F(uint u) { int signed = (int)u; return signed >> 3; }";

        Assert.Empty(Snippet.Lint(members, OptimizationLevel.Debug));
        Assert.Equal("sign-shift", Assert.Single(Snippet.Lint(members, OptimizationLevel.Release)).Rule.Id);
    }
}
