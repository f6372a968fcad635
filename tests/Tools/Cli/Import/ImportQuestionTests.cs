using FieldNode.Cli.Import;

namespace FieldNode.Tools.Tests;

/// <summary>What a register map leaves open is asked, with the options that answer it; each answer reads it as it says.</summary>
public sealed class ImportQuestionTests
{
    private static readonly MapOptions held = new() { Table = "holding", Base = 0 };

    [Theory]
    [InlineData("Scale factor", "10")]
    [InlineData("Scalefactor", "x10")]
    [InlineData("Gain", "10")]
    [InlineData("Factor", "*10")]
    [InlineData("Multiplier", "10")]
    [InlineData("Skalierung", "10")]
    [InlineData("Unit", "V x10")]
    [InlineData("Scale", "10^1")]
    public void A_scale_above_one_may_divide_or_multiply(string heading, string text)
    {
        string map = $"Address;Name;Type;{heading}\n0;U;U16;{text}\n";
        MapQuestion question = Assert.Single(MapReader.Read(map, held).Questions);
        Assert.Contains("a value of 10 (--divide) or of 1000 (--multiply)", question.Text);
        Assert.Equal(2, question.Line);
        Assert.Equal(0.1, Read(map, held with { Divide = true }, "scale"));
        Assert.Equal(10, Read(map, held with { Divide = false }, "scale"));
    }

    [Theory]
    [InlineData("Scale", "0.1", 0.1)]
    [InlineData("Scale", "1/10", 0.1)]
    [InlineData("Scale", "/10", 0.1)]
    [InlineData("Divisor", "10", 0.1)]
    [InlineData("Division factor", "10", 0.1)]
    [InlineData("Scale", "0,1 V", 0.1)]
    [InlineData("Unit", "0.1V", 0.1)]
    [InlineData("Unit", "V/10", 0.1)]
    [InlineData("Unit", "1/10 V", 0.1)]
    [InlineData("Unit", "V 10⁻²", 0.01)]
    [InlineData("Unit", "10^3 V", 1000)]
    [InlineData("Exponent", "-2", 0.01)]
    [InlineData("Unit", "% (x0.1)", 0.1)]
    [InlineData("Unit", "V (0.1)", 0.1)]
    [InlineData("Unit", "V [/10]", 0.1)]
    public void A_scale_that_says_what_it_does_is_not_asked(string heading, string text, double scale)
    {
        MapResult result = MapReader.Read($"Address;Name;Type;{heading}\n0;U;U16;{text}\n", held);
        Assert.Empty(result.Questions);
        Assert.Equal(scale, (double)Assert.Single(result.Tags).Json["scale"]!);
    }

    [Theory]
    [InlineData("m3/h")]
    [InlineData("1/min")]
    [InlineData("kWh/100km")]
    [InlineData("m/s²")]
    public void A_unit_with_figures_is_no_scale(string unit) =>
        Assert.Equal(unit, (string?)Assert.Single(MapReader.Read($"Address;Name;Type;Unit\n0;U;U16;{unit}\n", held).Tags).Json["unit"]);

    // Victron's 0.1 in a column of 10 and 100 divides as well.
    [Fact]
    public void The_answer_holds_for_all_plain_numbers_of_the_column()
    {
        const string map = "Address;Name;Type;Scalefactor\n0;U;U16;100\n1;P;I16;0.1\n2;S;I16;1/10\n";
        Assert.Contains("All plain numbers", Assert.Single(MapReader.Read(map, held).Questions).Text);
        var tags = MapReader.Read(map, held with { Divide = true }).Tags;
        Assert.Equal([0.01, 10, 0.1], tags.Select(tag => (double)tag.Json["scale"]!));
    }

    // They say themselves that they multiply, whatever the plain numbers beside them do.
    [Theory]
    [InlineData("Scale", "x0.1")]
    [InlineData("Scale", "0.1 V/bit")]
    [InlineData("Scale", "10^-1")]
    [InlineData("Unit", "V x0.1")]
    public void A_tenth_that_multiplies_is_not_divided_by_the_answer(string heading, string text) =>
        Assert.Equal(0.1, Read($"Address;Name;Type;{heading}\n0;U;U16;{text}\n", held with { Divide = true }, "scale"));

    [Theory]
    [InlineData("V x 0.1 x 3")]
    [InlineData("0.1V or 1V")]
    [InlineData("1.5 V/bit, 0.2")]
    public void A_scale_within_a_unit_that_is_not_understood_is_refused(string unit) =>
        Assert.Equal("column 4 (Unit)", Assert.Single(MapReader.Read($"Address;Name;Type;Unit\n0;U;U16;{unit}\n", held).Faults).Column);

    // Victron's string[8] has 8 registers, others' STRING[16] has 16 characters.
    [Fact]
    public void A_string_with_its_length_may_count_registers_or_bytes()
    {
        const string map = "Address;Name;Type\n0;A;STRING[8]\n";
        Assert.Contains("(--registers) or in bytes (--bytes)", Assert.Single(MapReader.Read(map, held).Questions).Text);
        Assert.Equal(8, Read(map, held with { LengthIn = LengthUnit.Registers }, "length"));
        Assert.Equal(4, Read(map, held with { LengthIn = LengthUnit.Bytes }, "length"));
        Assert.Equal(4, Read(map.Replace("STRING[8]", "CHAR(8)"), held, "length"));
        Assert.Equal(4, Read("Address;Name;Type;Words\n0;A;STRING[8];4\n", held, "length"));
        Assert.Equal(8, Read("Address;Name;Type;Words\n0;A;STRING[8];8\n", held, "length"));
    }

    [Fact]
    public void A_unit_and_a_scale_that_both_scale_are_asked()
    {
        const string map = "Address;Name;Type;Scale;Unit\n0;U;U16;0.1;0.1V\n";
        Assert.Contains("--ignore Unit or --ignore Scale", Assert.Single(MapReader.Read(map, held).Questions).Text);
        Assert.Equal(0.1, Read(map, held with { Ignored = ["Unit"] }, "scale"));
        var both = new Dictionary<MapColumn, string> { [MapColumn.Scale] = "Scale", [MapColumn.Unit] = "Unit" };
        Assert.Equal(0.01, Read(map, held with { Columns = both }, "scale"));
    }

    [Theory]
    [InlineData("1,000", 1, 1000)]
    [InlineData("1.000", 1000, 1)]
    [InlineData("12,500", 12.5, 12500)]
    public void A_thousand_or_one_is_asked(string text, double comma, double point)
    {
        string map = $"Address;Name;Type;Offset\n0;U;U16;{text}\n";
        Assert.Contains("--decimal-comma", Assert.Single(MapReader.Read(map, held).Questions).Text);
        Assert.Equal(comma, Read(map, held with { DecimalComma = true }, "offset"));
        Assert.Equal(point, Read(map, held with { DecimalComma = false }, "offset"));
    }

    [Fact]
    public void Another_number_of_the_map_may_tell_the_decimal_sign()
    {
        Assert.Equal(1000, Read("Address;Name;Type;Offset;Factor\n0;U;U16;1,000;0.1\n", held, "offset"));
        Assert.Equal(1000, Read("Address;Name;Type;Offset;Factor\n0;U;U16;1.000;0,1\n", held, "offset"));
    }

    [Theory]
    [InlineData("10E3")]
    [InlineData("10E-1")]
    [InlineData("0.1/0.01")]
    [InlineData("10 20")]
    [InlineData("0.1;0.01")]
    public void Several_values_in_a_cell_and_powers_with_two_readings_are_no_number(string text) =>
        Assert.Equal("column 4 (Scale)", Assert.Single(MapReader.Read($"Address,Name,Type,Scale\n0,U,U16,{text}\n", held).Faults).Column);

    [Theory]
    [InlineData("INT", 2)]
    [InlineData("STRING", 16)]
    [InlineData("FLOAT", 4)]
    public void A_length_may_be_in_bytes(string type, int length)
    {
        string map = $"Address;Name;Type;Length\n0;U;{type};{length}\n";
        Assert.Contains("(--registers) or bytes (--bytes)", Assert.Single(MapReader.Read(map, held).Questions).Text);
        var byRegisters = MapReader.Read(map, held with { LengthIn = LengthUnit.Registers }).Tags[0].Json;
        var byBytes = MapReader.Read(map, held with { LengthIn = LengthUnit.Bytes }).Tags[0].Json;
        string Of(System.Text.Json.Nodes.JsonObject tag) => (string)tag["type"]! + tag["length"];
        Assert.Equal(type switch { "INT" => ("int32", "int16"), "FLOAT" => ("double", "float"), _ => ("string16", "string8") }, (Of(byRegisters), Of(byBytes)));
    }

    // A type that has its own width tells what the lengths of the others are.
    [Theory]
    [InlineData("Length", "UINT32;4", "int16")]
    [InlineData("Length", "UINT32;2", "int32")]
    [InlineData("Size (bytes)", "STRING;4", "int16")]
    [InlineData("No. of words", "STRING;4", "int32")]
    [InlineData("Bits", "U32;32", "int16")]
    public void Other_rows_or_the_heading_tell_what_lengths_count(string heading, string row, string type)
    {
        MapResult result = MapReader.Read($"Address;Name;Type;{heading}\n0;A;{row}\n10;B;INT;{(heading == "Bits" ? 16 : 2)}\n", held);
        Assert.Empty(result.Questions);
        Assert.Equal(type, (string?)result.Tags[1].Json["type"]);
    }

    [Fact]
    public void Two_columns_of_one_meaning_are_asked()
    {
        const string map = "Address;Signal;Tag;Type\n0;Voltage;U1;U16\n1;Current;I1;U16\n";
        Assert.Contains("--column name=Signal or --column name=Tag", Assert.Single(MapReader.Read(map, held).Questions).Text);
        var columns = new Dictionary<MapColumn, string> { [MapColumn.Name] = "tag" };
        MapResult result = MapReader.Read(map, held with { Columns = columns });
        Assert.Equal(["U1", "I1"], result.Tags.Select(tag => tag.Name));
        Assert.Equal(["Signal"], result.UnusedHeadings);
    }

    [Fact]
    public void Two_columns_that_hold_the_same_are_no_question() =>
        Assert.Empty(MapReader.Read("Address;Name;Type;Access;RW\n0;A;U16;R;R\n", held).Questions);

    [Fact]
    public void Tables_types_and_ranges_that_nobody_says_are_asked()
    {
        Assert.Contains("--table holding", Assert.Single(MapReader.Read("Address;Name;Type\n0;A;U16\n", new MapOptions()).Questions).Text);
        Assert.Contains("--type uint16", Assert.Single(MapReader.Read("Address;Name;Unit\n0;A;V\n", held).Questions).Text);
        const string range = "Address;Name;Type;Factor;Min;Max\n0;A;U16;0.1;0;500\n";
        Assert.Contains("--range value", Assert.Single(MapReader.Read(range, held).Questions).Text);
        Assert.Equal(50, Read(range, held with { RawRange = true }, "high"));
        Assert.Equal(500, Read(range, held with { RawRange = false }, "high"));
    }

    [Fact]
    public void A_register_that_may_be_written_is_in_no_table_that_cannot()
    {
        MapResult result = MapReader.Read("Address;Name;Type;Access\n0;A;U16;R\n1;B;U16;RW\n", new MapOptions { Table = "input" });
        Assert.Equal(["input", "holding"], result.Tags.Select(tag => (string)tag.Json["table"]!));
    }

    [Fact]
    public void A_register_that_is_only_written_is_asked()
    {
        const string map = "Address;Name;Type;Access\n0;A;U16;W\n1;B;U16;R\n";
        Assert.Contains("--write-only skip", Assert.Single(MapReader.Read(map, held).Questions).Text);
        Assert.Equal(["B"], MapReader.Read(map, held with { PollWriteOnly = false }).Tags.Select(tag => tag.Name));
        Assert.True((bool)MapReader.Read(map, held with { PollWriteOnly = true }).Tags[0].Json["writable"]!);
    }

    [Fact]
    public void Little_endian_may_swap_words_or_turn_all_bytes_round()
    {
        const string map = "Address;Name;Type\n0;A;UINT32_LE\n2;B;UINT32BE\n";
        Assert.Contains("--little-endian cdab", Assert.Single(MapReader.Read(map, held).Questions).Text);
        Assert.Equal("cdab", (string?)MapReader.Read(map, held with { LittleEndian = "cdab" }).Tags[0].Json["order"]);
    }

    [Fact]
    public void Two_read_functions_in_a_cell_are_asked()
    {
        const string map = "Function;Address;Name;Type\n03/04;0;A;U16\n";
        Assert.Contains("--table holding or --table input", Assert.Single(MapReader.Read(map, new MapOptions()).Questions).Text);
        Assert.Equal("input", (string?)MapReader.Read(map, new MapOptions { Table = "input" }).Tags[0].Json["table"]);
    }

    [Fact]
    public void A_table_called_3_may_be_3x_or_function_3()
    {
        const string map = "Register type;Address;Name;Type\n3;0;A;U16\n";
        Assert.Contains("function=\"Register type\"", Assert.Single(MapReader.Read(map, new MapOptions()).Questions).Text);
        var columns = new Dictionary<MapColumn, string> { [MapColumn.Function] = "Register type" };
        Assert.Equal("holding", (string?)MapReader.Read(map, new MapOptions { Columns = columns }).Tags[0].Json["table"]);
    }

    [Fact]
    public void Decimals_may_scale_or_only_be_shown()
    {
        const string map = "Address;Name;Type;Decimals\n0;A;U16;2\n";
        Assert.Contains("--column decimals=Decimals", Assert.Single(MapReader.Read(map, held).Questions).Text);
        Assert.Equal(0.01, Read(map, held with { Columns = new Dictionary<MapColumn, string> { [MapColumn.Decimals] = "Decimals" } }, "scale"));
        Assert.Null(MapReader.Read(map, held with { Ignored = ["Decimals"] }).Tags[0].Json["scale"]);
    }

    [Fact]
    public void Offsets_that_grow_may_be_of_the_address()
    {
        const string map = "Address;Offset;Name;Type\n0;0;A;U16\n0;1;B;U16\n";
        Assert.Contains("an offset of the address", Assert.Single(MapReader.Read(map, held).Questions).Text);
        Assert.Equal(-40, Read("Address;Offset;Name;Type\n0;-40;A;U16\n", held, "offset"));
    }

    [Fact]
    public void A_bit_of_a_wide_value_is_refused() =>
        Assert.Equal("column 4 (Bit)", Assert.Single(MapReader.Read("Address;Name;Type;Bit\n0;A;U32;20\n", held).Faults).Column);

    [Fact]
    public void Huge_numbers_are_faults_and_no_crash() =>
        Assert.NotEmpty(MapReader.Read("Address;Name;Type;Scale;Divisor;Min;Max\n0;A;U16;1E30;1E-30;-1E300;1E300\n", held with { Divide = false, RawRange = true }).Faults);

    [Fact]
    public void Names_that_stand_twice_are_asked_once()
    {
        const string map = "Address;Name;Type\n0;A;U16\n1;A;U16\n2;A;U16\n";
        MapQuestion question = Assert.Single(MapReader.Read(map, held).Questions);
        Assert.Equal((3, 2), (question.Line, question.Rows));
        Assert.Equal(["A 0", "A 1", "A 2"], MapReader.Read(map, held with { AddressInNames = true }).Tags.Select(tag => tag.Name));
    }

    [Fact]
    public void With_a_question_there_is_nothing_to_write_and_rows_that_ask_the_same_are_one()
    {
        MapResult result = MapReader.Read("Address;Name;Type;Scale\n5;A;U16;10\n6;B;U16;100\n", new MapOptions());
        Assert.Equal(3, result.Questions.Count);
        Assert.Contains(result.Questions, question => question.Rows == 2);
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
