using FieldNode.Cli.Import;

namespace FieldNode.Tools.Tests;

/// <summary>Two columns of addresses that tell together what none of them says alone.</summary>
public sealed class AddressPairTests
{
    [Theory]
    [InlineData("Register;Address", "1001;1000\n1003;1002", 1000)] // numbers beside addresses
    [InlineData("Address;Register", "1000;1001\n1002;1003", 1000)]
    [InlineData("Address (dec);Address (hex)", "8192;2000\n8193;2001", 8192)]
    [InlineData("Hex;Dec", "0x2000;8192\n0x2001;8193", 8192)]
    [InlineData("Register;Address", "40001;0\n40003;2", 0)]
    [InlineData("Address;Register", "0;300001\n2;300003", 0)]
    [InlineData("Address;Register", "500;\n501;", 500)] // one of them is empty
    public void What_two_columns_show_is_read(string headings, string rows, int first)
    {
        string[] cells = rows.Split('\n');
        string map = $"{headings};Name;Type\n{cells[0]};A;U16\n{cells[1]};B;U16\n";
        MapResult result = MapReader.Read(map, new MapOptions { Table = "holding", Base = headings == "Address;Register" && first == 500 ? 0 : null });
        Assert.Empty(result.Questions);
        Assert.Equal(first, (int)result.Tags[0].Json["address"]!);
    }

    [Theory]
    [InlineData("10;100\n12;102")]
    [InlineData("1001;1000\n1003;1003")]
    public void What_they_do_not_show_is_asked(string rows)
    {
        string[] cells = rows.Split('\n');
        MapResult result = MapReader.Read($"Register;Address;Name;Type\n{cells[0]};A;U16\n{cells[1]};B;U16\n", new MapOptions { Table = "holding" });
        Assert.Contains("--address-column Register or --address-column Address", Assert.Single(result.Questions).Text);
    }
}
