using FieldNode.Cli.Import;

namespace FieldNode.Tools.Tests;

public sealed class MapReaderTests
{
    // What none of these maps says, and none of these tests is about.
    private static readonly MapOptions Held = new() { Table = "holding" };

    [Fact]
    public void A_map_as_a_vendor_gives_it_becomes_tags()
    {
        const string map = """
            Register;Parameter;Data type;Unit;Scaling;Access
            40001;Voltage L1;UINT16;V;0,1;R
            40002;Power (total);INT32 (swapped);kW;1/1000;R
            40010;Set point;INT16;bar;0,1;R/W
            40020;Energy;U64;Wh;;R
            """;
        MapResult result = MapReader.Read(map, new MapOptions { Modicon = true });
        Assert.Empty(result.Faults);
        Assert.Equal(
            [
                """{ "name": "Voltage L1", "table": "holding", "address": 0, "type": "uint16", "scale": 0.1, "unit": "V" }""",
                """{ "name": "Power total", "table": "holding", "address": 1, "type": "int32", "order": "cdab", "scale": 0.001, "unit": "kW" }""",
                """{ "name": "Set point", "table": "holding", "address": 9, "type": "int16", "scale": 0.1, "unit": "bar", "writable": true }""",
                """{ "name": "Energy", "table": "holding", "address": 19, "type": "uint64", "unit": "Wh" }""",
            ],
            result.Tags.Select(tag => TagText.Of(tag.Json)));
    }

    [Theory]
    [InlineData(',', "Address,Name,Type\n0,A,U16\n1,\"B, the second\",U16\n")]
    [InlineData(';', "Address;Name;Type\n0;A;U16\n1;B the second;U16\n")]
    [InlineData('\t', "Address\tName\tType\n0\tA\tU16\n1\tB the second\tU16\n")]
    [InlineData('|', "Address|Name|Type\n0|A|U16\n1|B the second|U16\n")]
    [InlineData(';', "Meter X, registers, page 1\n\nAddress;Name;Type;Factor\n0;A;U16;0,1\n1;B the second;U16;0,01\n")]
    public void The_separator_is_found(char separator, string map)
    {
        Assert.Equal(separator, MapTable.Parse(map, null).Separator);
        MapResult result = MapReader.Read(map, Held);
        Assert.Empty(result.Faults);
        Assert.Equal(["A", "B the second"], result.Tags.Select(tag => tag.Name));
    }

    [Fact]
    public void Quoted_cells_may_hold_separators_quotes_and_line_breaks_and_lines_are_still_right()
    {
        const string map = "Address,Name,Type,Description\r\n0,\"Flow \"\"A\"\"\",U16,\"two\r\nlines\"\r\nx,B,U16,\r\n";
        MapResult result = MapReader.Read(map, Held);
        Assert.Equal("Flow A", Assert.Single(result.Tags).Name);
        // x has no digit, and a type: a fault, on the fourth line of the file
        Assert.Equal(4, Assert.Single(result.Faults).Line);
    }

    [Theory]
    [InlineData("Address,Name,Type\n0,A,U16\n1,\"B,U16\n2,C,U16\n", 3, "\"B,U16 2,C,U16 ")]
    [InlineData("Address,Name,Type\r\n0,A,U16\r\n1,\"B\"x,U16\r\n2,C,U16\r\n", 3, "\"B\"x,U16 2,C,U16 ")]
    [InlineData("Address,Name,Type,Note\n0,\"two\nlines\",U16,\n1, \"B,U16,\n2,\"C\",U16,\n", 4, "\"B,U16, 2,\"C\",U16, ")]
    public void A_quote_that_is_not_closed_or_closed_too_early_is_a_fault_and_swallows_no_rows(string map, int line, string value)
    {
        MapResult result = MapReader.Read(map, Held);
        Assert.Equal((line, "quotes", value), (Assert.Single(result.Faults).Line, result.Faults[0].Column, result.Faults[0].Value));
        Assert.Empty(result.Tags);
    }

    [Theory]
    [InlineData("Address,Name,Type\n0,19\" rack,U16\n")]
    [InlineData("Address,Name,Type\n0, \"A \"\"x\"\"\" ,U16\n")]
    [InlineData("Address;Name;Type\r\n0;\"\";U16\r\n1;\"B;\r\nC\";U16")]
    public void Quotes_that_RFC_4180_has_or_that_harm_nothing_are_no_fault(string map) =>
        Assert.Null(MapQuotes.FaultOf(map, MapTable.Parse(map, null).Separator));

    [Fact]
    public void A_decimal_comma_that_divides_its_cell_is_a_fault_and_no_factor_of_1()
    {
        MapResult result = MapReader.Read("Address,Name,Type,Factor\n0,A,U16,1,5\n2,B,U16,1,\n", Held);
        Assert.Equal((2, "column 5", "\"5\""), (Assert.Single(result.Faults).Line, result.Faults[0].Column, result.Faults[0].Value));
        Assert.Equal("B", Assert.Single(result.Tags).Name);
    }

    [Fact]
    public void German_headings_are_known_as_well()
    {
        MapResult result = MapReader.Read("Adr.;Messgröße;Typ;Einheit;Faktor;Zugriff\n0;U;FLOAT32;V;0,1;R\n2;I;INT32;A;1/1000;RW\n", Held);
        Assert.Empty(result.Faults);
        Assert.Empty(result.UnusedHeadings);
        Assert.Equal(["float", "int32"], result.Tags.Select(tag => (string)tag.Json["type"]!));
    }

    [Fact]
    public void A_unit_may_carry_its_power_of_ten()
    {
        MapResult result = MapReader.Read("Address;Name;Type;Unit\n50514;U12;U32;V 10⁻²\n50536;P;S32;W 10^1\n50542;PF;S32;-\n", Held);
        Assert.Empty(result.Faults);
        Assert.Equal([(0.01, "V"), (10, "W")], result.Tags.Take(2).Select(tag => ((double)tag.Json["scale"]!, (string)tag.Json["unit"]!)));
        Assert.Null(result.Tags[2].Json["unit"]);
    }

    [Fact]
    public void A_divisor_divides_and_a_scaled_total_keeps_its_digits()
    {
        MapResult result = MapReader.Read("Address;Name;Type;Divisor\n0;P;I32;10\n2;E;U64;100\n", Held);
        Assert.Equal([0.1, 0.01], result.Tags.Select(tag => (double)tag.Json["scale"]!));
        Assert.Equal("Double", (string)result.Tags[1].Json["publishAs"]!);
    }

    [Fact]
    public void Function_codes_tables_bits_and_orders_have_columns_of_their_own()
    {
        const string map = """
            Function code,Hex address,Name,Format,Bit,Word order
            04,0034,Power,FLOAT,,little endian word
            03,000A,Overload,UINT16,4,
            01,0000,Run,BOOL,,
            2,0003,Fault,BOOL,,
            """;
        MapResult result = MapReader.Read(map, Held);
        Assert.Empty(result.Faults);
        Assert.Equal(
            [
                """{ "name": "Power", "table": "input", "address": 52, "type": "float", "order": "cdab" }""",
                """{ "name": "Overload", "table": "holding", "address": 10, "type": "bool", "bit": 4 }""",
                """{ "name": "Run", "table": "coil", "address": 0, "type": "bool" }""",
                """{ "name": "Fault", "table": "discrete", "address": 3, "type": "bool" }""",
            ],
            result.Tags.Select(tag => TagText.Of(tag.Json)));
    }

    [Fact]
    public void All_faults_are_told_with_line_and_column()
    {
        const string map = """
            Address;Name;Type;Scale;Length;Access
            0;A;U16;;1;R
            70000;B;U16;;1;R
            2;A;U16;;1;R
            3;C;DATE;;1;R
            4;D;U16;much;1;R
            5;E;FLOAT;;1;R
            6;bdSeq;U16;;1;R
            Section 2;;;;;
            7;F;U16;0;1;R
            """;
        MapResult result = MapReader.Read(map, Held);
        Assert.Equal(
            [
                (3, "column 1 (Address)"), (5, "column 3 (Type)"), (6, "column 4 (Scale)"), (7, "column 5 (Length)"),
                (8, "column 2 (Name)"), (10, "column 4 (Scale)"),
            ],
            result.Faults.Select(fault => (fault.Line, fault.Column)));
        Assert.Equal("line 5, column 3 (Type): \"DATE\"", result.Faults[1].ToString().Split(" — ")[0]);
        Assert.Equal((4, "\"A\""), (Assert.Single(result.Questions).Line, result.Questions[0].Value));
        Assert.Equal(0, result.Skipped - 1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello\n")]
    [InlineData("a,b,c\n1,2,3\n")]
    [InlineData("Address;Name;Type\n")]
    public void What_is_no_register_map_is_a_fault(string map) => Assert.NotEmpty(MapReader.Read(map, Held).Faults);

    [Fact]
    public void No_file_makes_it_throw()
    {
        var random = Seeded.Random();
        const string map = "Address;Name;Type;Scale;Unit;Access;Length\n40001;A;FLOAT32;0,1;V;R/W;2\n0x10;B/C;STRING[8];;;;4\n3x5;D;U16;1/10;°C;R;1\n";
        for (int i = 0; i < 3000; i++)
        {
            char[] text = map.ToCharArray();
            for (int n = random.Next(1, 5); n > 0; n--)
            {
                text[random.Next(text.Length)] = ";,\t\n\"0x9-/⁻²abFhW"[random.Next(17)];
            }
            MapResult result = MapReader.Read(new string(text), Held);
            Assert.All(result.Faults, fault => Assert.True(fault.Line >= 0 && fault.Allowed.Length > 0));
        }
    }
}
