namespace FieldNode.Lint.Tests;

/// <summary>What nanoFramework lacks must be neither in its core library nor in the profile, so that the device build refuses it.</summary>
public sealed class Profile_Tests
{
    [Theory]
    [InlineData("string F(string[] a) => string.Join(\",\", a);")]
    [InlineData("string F(string a) => a.Replace('a', 'b');")]
    [InlineData("System.Collections.Generic.List<int> a;")]
    [InlineData("Span<byte> a;")]
    [InlineData("int F(byte[] a) { ReadOnlySpan<byte> s = a; return s.Length; }")]
    [InlineData("(int, int) F() => (1, 2);")]
    [InlineData("record Point(int X, int Y);")]
    [InlineData("object F() => new { A = 1 };")]
    [InlineData("int? F() => null;")]
    [InlineData("decimal F() => 1.5m;")]
    [InlineData("async void F() { }")]
    [InlineData("IEnumerable F() { yield return 1; }")]
    [InlineData("object F(dynamic d) => d.Value;")]
    [InlineData("int F(int[] a) => a[^1];")]
    [InlineData("volatile int a;")]
    [InlineData("unsafe int F(int* p) => *p;")]
    [InlineData("void F() { try { } catch (DivideByZeroException) { } }")]
    [InlineData("void F() { try { } catch (OverflowException) { } }")]
    [InlineData("bool F(int[] a) => a is [1, 2];")]
    [InlineData("byte[] F() => \"a\"u8.ToArray();")]
    [InlineData("int F(System.Threading.Tasks.Task t) => t.Id;")]
    [InlineData("int F(float f) => BitConverter.SingleToInt32Bits(f);")]
    public void What_nanoFramework_lacks_does_not_compile(string members) => Assert.NotEmpty(Snippet.Errors(members));

    [Theory]
    [InlineData("string F(string a) => a.Trim().Substring(1);")]
    [InlineData("byte[] F(string a) => Encoding.UTF8.GetBytes(a);")]
    [InlineData("void F(byte[] a, byte[] b) => Array.Copy(a, 0, b, 1, 2);")]
    [InlineData("double F(double a) => Math.Round(a);")]
    [InlineData("void F(Hashtable t, ArrayList l) { t[\"a\"] = l[0]; }")]
    public void What_nanoFramework_has_compiles(string members) => Assert.Empty(Snippet.Errors(members));
}
