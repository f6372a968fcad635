using FieldNode.Cli.Import;

namespace FieldNode.Tools.Tests;

/// <summary>What the addresses of a map leave open: the one-number form, the base, hexadecimal figures, running numbers.</summary>
public sealed class AddressReadingTests
{
    private static readonly MapOptions held = new() { Table = "holding", Base = 0 };

    [Theory]
    [InlineData("40004")]
    [InlineData("33000")]
    [InlineData("10001")]
    public void Five_figures_may_be_the_one_number_form_or_be_on_the_wire(string number)
    {
        string map = $"Address;Name;Type\n{number};A;U16\n";
        string text = Assert.Single(MapReader.Read(map, new MapOptions { Table = number[0] == '4' ? "holding" : number[0] == '3' ? "input" : "discrete" }).Questions).Text;
        Assert.Contains("(--modicon)", text);
        Assert.Contains("(--base 0)", text);
        Assert.Contains("(--base 1)", text);
        int wire = int.Parse(number);
        Assert.Equal(wire, Read(map, held, "address"));
        Assert.Equal(wire - 1, Read(map, held with { Base = 1 }, "address"));
        Assert.Equal(wire % 10000 - 1, Read(map.Replace("U16", number[0] == '1' ? "BOOL" : "U16"), new MapOptions { Modicon = true }, "address"));
    }

    [Theory]
    [InlineData("40001", "input")] // input register 40001 cannot be holding register 1
    [InlineData("32103", "holding")]
    public void A_number_that_names_another_table_than_its_row_is_a_plain_one(string number, string table) =>
        Assert.DoesNotContain("--modicon", Assert.Single(MapReader.Read($"Address;Table;Name;Type\n{number};{table};A;U16\n", new MapOptions()).Questions).Text);

    [Fact]
    public void One_number_of_another_form_shows_that_all_are_plain() =>
        Assert.DoesNotContain("--modicon", Assert.Single(MapReader.Read("Address;Name;Type\n40001;A;U16\n50514;B;U16\n", new MapOptions { Table = "holding" }).Questions).Text);

    [Fact]
    public void Plain_addresses_may_count_from_0_or_1()
    {
        const string map = "Address;Name;Type\n100;A;U16\n";
        Assert.Contains("100 on the wire (--base 0), or from 1, so that it is 99 (--base 1)", Assert.Single(MapReader.Read(map, new MapOptions { Table = "holding" }).Questions).Text);
    }

    [Theory]
    [InlineData("Address\n0", 0)] // there is no register 0 for those who count from 1
    [InlineData("Address\n0x64", 100)]
    [InlineData("Address (hex)\n64", 100)]
    [InlineData("PDU address\n100", 100)]
    [InlineData("Address (0-based)\n100", 100)]
    [InlineData("Register number (1-based)\n100", 99)]
    [InlineData("Modicon address\n40100", 99)]
    [InlineData("Address\n400100", 99)]
    [InlineData("Address\n4x0100", 99)]
    public void What_shows_the_base_is_not_asked(string column, int address)
    {
        string[] parts = column.Split('\n');
        MapResult result = MapReader.Read($"{parts[0]};Name;Type\n{parts[1]};A;U16\n", new MapOptions { Table = "holding" });
        Assert.Empty(result.Questions);
        Assert.Equal(address, (int)Assert.Single(result.Tags).Json["address"]!);
    }

    [Theory]
    [InlineData("No")]
    [InlineData("#")]
    [InlineData("Index")]
    public void A_running_number_is_no_address(string heading)
    {
        MapResult with = MapReader.Read($"{heading};Name;Address;Type\n1;A;500;U16\n2;B;501;U16\n", held);
        Assert.Equal([500, 501], with.Tags.Select(tag => (int)tag.Json["address"]!));
        Assert.Equal([heading], with.UnusedHeadings);
        if (heading != "#")
        {
            MapResult alone = MapReader.Read($"{heading};Name;Type;Unit\n1;A;U16;V\n2;B;U16;V\n", held);
            Assert.Contains($"--address-column {heading}", Assert.Single(alone.Questions).Text);
        }
    }

    [Theory]
    [InlineData("Address\n0F", "hexadecimal digits")]
    [InlineData("Address\n0010", "zeros in front")]
    [InlineData("Address\n10\n0x11", "line 3 has one")]
    public void Hexadecimal_numbers_without_a_mark_are_asked(string column, string why)
    {
        string[] parts = column.Split('\n');
        string map = $"{parts[0]};Name;Type\n" + string.Concat(parts.Skip(1).Select((text, i) => $"{text};A{i};U16\n"));
        string text = Assert.Single(MapReader.Read(map, held).Questions).Text;
        Assert.Contains(why, text);
        Assert.Contains("(--hex) or decimal (--dec)", text);
        Assert.Equal(Convert.ToInt32(parts[1], 16), Read(map, held with { Hex = true }, "address"));
    }

    [Theory]
    [InlineData("Registers, all addresses in hex;;\nAddress;Name;Type\n10;A;U16\n")]
    [InlineData("Address;Name;Type\n(hex);;\n10;A;U16\n")]
    public void A_map_that_speaks_of_hexadecimal_elsewhere_is_asked(string map) =>
        Assert.Contains("speaks of hexadecimal elsewhere", Assert.Single(MapReader.Read(map, held).Questions).Text);

    [Theory]
    [InlineData("Register address (hex)")]
    [InlineData("Modbus Addr. [HEX]")]
    [InlineData("hex register number")]
    [InlineData("Adresse (hexadezimal)")]
    [InlineData("address_hex")]
    public void A_heading_may_say_hexadecimal_in_any_place(string heading) =>
        Assert.Equal(16, Read($"{heading};Name;Type\n10;A;U16\n", new MapOptions { Table = "holding" }, "address"));

    [Fact]
    public void Two_columns_of_addresses_that_show_nothing_together_are_asked()
    {
        const string map = "Address;Register;Name;Type\n7;130;A;U16\n9;150;B;U16\n";
        MapQuestion question = Assert.Single(MapReader.Read(map, held).Questions);
        Assert.Contains("--address-column Address or --address-column Register", question.Text);
        Assert.Equal("column 1 (Address) and column 2 (Register)", question.Column);
    }

    // The one tag's number, and no question about it.
    private static double Read(string map, MapOptions options, string member)
    {
        MapResult result = MapReader.Read(map, options);
        Assert.Empty(result.Questions);
        Assert.Empty(result.Faults);
        var value = result.Tags[0].Json[member]!;
        return value.GetValueKind() == System.Text.Json.JsonValueKind.Number ? double.Parse(value.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture) : double.NaN;
    }
}
