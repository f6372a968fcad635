using FieldNode.Field.Modbus;

namespace FieldNode.Settings.Tests;

public sealed class NotAvailableFormTests
{
    [Theory]
    [InlineData("8000", RegisterType.Int16, 0, 0x8000)]
    [InlineData("0x8000", RegisterType.Int16, 0, 0x8000)]
    [InlineData("ffff", RegisterType.UInt16, 0, 0xFFFF)]
    [InlineData("80000000", RegisterType.Int32, 0, 0x80000000)]
    [InlineData("8000000000000000", RegisterType.Int64, 0, long.MinValue)]
    [InlineData("FFFFFFFFFFFFFFFF", RegisterType.UInt64, 0, -1)]
    [InlineData("nan", RegisterType.Float, 0, 0x7FC00000)]
    [InlineData("nan", RegisterType.Double, 0, 0x7FF8000000000000)]
    [InlineData("80", RegisterType.Int8, 0, 0x80)]
    [InlineData("FFFFFFFFFFFF", RegisterType.Bcd, 3, 0xFFFFFFFFFFFF)]
    [InlineData("FFFF", RegisterType.Bool, 0, 0xFFFF)]
    public void A_code_is_read_as_manuals_print_it(string text, RegisterType type, int length, long code)
    {
        Assert.True(NotAvailableForm.TryParse(text, type, length, out long read));
        Assert.Equal(code, read);
    }

    [Theory]
    [InlineData(null, RegisterType.Int16)]
    [InlineData("", RegisterType.Int16)]
    [InlineData("0x", RegisterType.Int16)]
    [InlineData("800", RegisterType.Int16)]
    [InlineData("08000", RegisterType.Int16)]
    [InlineData("0X8000", RegisterType.Int16)]
    [InlineData("80 0", RegisterType.Int16)]
    [InlineData("nan", RegisterType.Int32)]
    [InlineData("NAN", RegisterType.Float)]
    [InlineData("7FC0", RegisterType.Float)]
    [InlineData("8000800080008000800080008000", RegisterType.Int16)]
    [InlineData("4142", RegisterType.Text)]
    public void Anything_else_is_no_code(string? text, RegisterType type) =>
        Assert.False(NotAvailableForm.TryParse(text!, type, 0, out _));
}
