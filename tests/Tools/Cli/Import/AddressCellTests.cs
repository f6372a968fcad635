using FieldNode.Cli.Import;

namespace FieldNode.Tools.Tests;

public sealed class AddressCellTests
{
    [Theory]
    [InlineData("100", "100", 0)]
    [InlineData("0x0BD3", "0x0BD3", 0)]
    [InlineData("0BD3h", "0BD3h", 0)]
    [InlineData("4x0001", "4x0001", 0)]
    [InlineData("100-101", "100", 2)]
    [InlineData("33004 - 33019", "33004", 16)]
    [InlineData("0x0000–0x0001", "0x0000", 2)]
    [InlineData("100..103", "100", 4)]
    [InlineData("100 to 101", "100", 2)]
    [InlineData("07,08", "07", 2)]
    [InlineData("100/101", "100", 2)]
    [InlineData("100, 101, 102, 103", "100", 4)]
    [InlineData("3027 (0x0BD3)", "0x0BD3", 0)]
    [InlineData("0x0BD3 / 3027", "0x0BD3", 0)]
    public void A_cell_has_one_number_or_the_range_of_one_value(string text, string start, int count) =>
        Assert.Equal(new AddressCell(start, count), AddressCell.Parse(text, false));

    [Theory]
    [InlineData("100, 102")] // two values
    [InlineData("100/200")]
    [InlineData("3:100")] // a function and an address, or a range?
    [InlineData("100:2")]
    [InlineData("100.3")] // a bit, or a spreadsheet's figure
    [InlineData("40 001")]
    [InlineData("3027 (0x0BD4)")]
    [InlineData("-1")]
    [InlineData("abc!")]
    [InlineData("0x")]
    [InlineData("4.00E+04")]
    [InlineData("")]
    public void Several_values_in_a_cell_and_what_is_none_are_no_address(string text) => Assert.Null(AddressCell.Parse(text, false));

    [Fact]
    public void A_range_of_more_or_less_registers_than_its_type_is_a_fault()
    {
        var options = new MapOptions { Table = "holding", Base = 0 };
        Assert.Equal("int32", (string?)MapReader.Read("Address;Name;Type\n100-101;A;INT\n", options).Tags[0].Json["type"]);
        Assert.Contains("so many registers has U16", Assert.Single(MapReader.Read("Address;Name;Type\n100-107;A;U16\n", options).Faults).Allowed);
    }
}
