using FieldNode.Cli.Import;

namespace FieldNode.Tools.Tests;

public sealed class MapReaderTests
{
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
        MapResult result = MapReader.Read(map, new MapOptions());
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
        MapResult result = MapReader.Read(map, new MapOptions());
        Assert.Empty(result.Faults);
        Assert.Equal(["A", "B the second"], result.Tags.Select(tag => tag.Name));
    }

    [Fact]
    public void Quoted_cells_may_hold_separators_quotes_and_line_breaks_and_lines_are_still_right()
    {
        const string map = "Address,Name,Type,Description\r\n0,\"Flow \"\"A\"\"\",U16,\"two\r\nlines\"\r\nx,B,U16,\r\n";
        MapResult result = MapReader.Read(map, new MapOptions());
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
        MapResult result = MapReader.Read(map, new MapOptions());
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
        MapResult result = MapReader.Read("Address,Name,Type,Factor\n0,A,U16,1,5\n2,B,U16,1,\n", new MapOptions());
        Assert.Equal((2, "column 5", "\"5\""), (Assert.Single(result.Faults).Line, result.Faults[0].Column, result.Faults[0].Value));
        Assert.Equal("B", Assert.Single(result.Tags).Name);
    }

    [Fact]
    public void German_headings_are_known_as_well()
    {
        MapResult result = MapReader.Read("Adr.;Messgröße;Typ;Einheit;Faktor;Zugriff\n0;U;FLOAT32;V;0,1;R\n2;I;INT32;A;1/1000;RW\n", new MapOptions());
        Assert.Empty(result.Faults);
        Assert.Empty(result.UnknownHeadings);
        Assert.Equal(["float", "int32"], result.Tags.Select(tag => (string)tag.Json["type"]!));
    }

    [Theory]
    [InlineData("Address;Name;Unit\n0;A;V\n", false)]
    [InlineData("Address;Name;Kind of value\n0;A;FLOAT32\n", false)]
    [InlineData("Address;Name;Length\n0;A;2\n", true)]
    [InlineData("Address;Name;Type\n0;A;U16\n", true)]
    [InlineData("Address;Name;Table\n0;A;coil\n", true)]
    public void A_map_that_says_no_types_is_known_for_it(string map, bool known) =>
        Assert.Equal(known, MapReader.Read(map, new MapOptions()).HasTypes && MapReader.Read(map, new MapOptions()).Tags.Count == 1);

    [Theory]
    [InlineData("0", null, 0, "holding", 0)]
    [InlineData("1", null, 1, "holding", 0)]
    [InlineData("100", "input", 0, "input", 100)]
    [InlineData("0x0BD3", null, 0, "holding", 3027)]
    [InlineData("0BD3h", null, 0, "holding", 3027)]
    [InlineData("0x0BD4", null, 1, "holding", 3027)]
    [InlineData("40001", null, 0, "holding", 0)]
    [InlineData("40001", null, 1, "holding", 0)]
    [InlineData("30001", null, 0, "input", 0)]
    [InlineData("400001", null, 0, "holding", 0)]
    [InlineData("365536", null, 0, "input", 65535)]
    [InlineData("4x0010", null, 0, "holding", 9)]
    [InlineData("3x10", null, 0, "input", 9)]
    [InlineData("50514", null, 0, "holding", 50514)]
    [InlineData("30001", "holding", 0, "holding", 30001)]
    [InlineData("10001", null, 0, "holding", 10001)]
    [InlineData("10001", "discrete", 0, "discrete", 0)]
    [InlineData("100-101", null, 0, "holding", 100)]
    public void Addresses_are_read_in_all_habits(string text, string? table, int first, string inTable, int address) =>
        Assert.Equal((inTable, address), MapAddress.Parse(text, table, false, false, new MapOptions { Base = first }));

    [Theory]
    [InlineData("65536")]
    [InlineData("-1")]
    [InlineData("abc")]
    [InlineData("0x")]
    [InlineData("99999999999")]
    [InlineData("4x0")]
    public void What_is_no_address_is_none(string text) => Assert.Null(MapAddress.Parse(text, null, false, false, new MapOptions()));

    [Theory]
    [InlineData("FLOAT32", 0, "float", null, 0)]
    [InlineData("Float", 4, "double", null, 0)]
    [InlineData("float (swapped)", 0, "float", "cdab", 0)]
    [InlineData("REAL", 2, "float", null, 0)]
    [InlineData("IEEE754", 0, "float", null, 0)]
    [InlineData("FLOAT64", 0, "double", null, 0)]
    [InlineData("INT16S", 0, "int16", null, 0)]
    [InlineData("INT16U", 0, "uint16", null, 0)]
    [InlineData("S32", 0, "int32", null, 0)]
    [InlineData("U32", 0, "uint32", null, 0)]
    [InlineData("uint_32", 0, "uint32", null, 0)]
    [InlineData("Signed 32 bit", 0, "int32", null, 0)]
    [InlineData("16-bit unsigned integer", 0, "uint16", null, 0)]
    [InlineData("unsigned", 2, "uint32", null, 0)]
    [InlineData("INT", 0, "int16", null, 0)]
    [InlineData("INT", 2, "int32", null, 0)]
    [InlineData("DINT", 0, "int32", null, 0)]
    [InlineData("DWORD", 0, "uint32", null, 0)]
    [InlineData("WORD", 0, "uint16", null, 0)]
    [InlineData("U64", 0, "uint64", null, 0)]
    [InlineData("Int32 little endian", 0, "int32", "dcba", 0)]
    [InlineData("UINT32_LE", 0, "uint32", "dcba", 0)]
    [InlineData("float CDAB", 0, "float", "cdab", 0)]
    [InlineData("BOOL", 0, "bool", null, 0)]
    [InlineData("STRING[16]", 0, "string", null, 8)]
    [InlineData("CHAR(5)", 0, "string", null, 3)]
    [InlineData("ASCII", 10, "string", null, 10)]
    [InlineData("DATE", 0, null, null, 0)]
    [InlineData("INT24", 0, null, null, 0)]
    [InlineData("BCD", 0, "bcd", null, 1)]
    [InlineData("BCD", 2, "bcd", null, 2)]
    [InlineData("BCD48", 0, "bcd", null, 3)]
    [InlineData("MOD10", 0, "umod10", null, 2)]
    [InlineData("INT32-M10", 0, "mod10", null, 2)]
    [InlineData("UINT48 MOD10K", 0, "umod10", null, 3)]
    [InlineData("M10 (swapped)", 4, "umod10", "cdab", 4)]
    [InlineData("UINT8", 0, "uint8", null, 0)]
    [InlineData("S8", 0, "int8", null, 0)]
    [InlineData("BYTE", 0, "uint8", null, 0)]
    [InlineData("sunssf", 0, "int16", null, 0)]
    public void Types_are_read_as_vendors_spell_them(string text, int registers, string? type, string? order, int length) =>
        Assert.Equal((type, order, length), MapTypes.Parse(text, registers));

    [Theory]
    [InlineData("0.1", 0.1)]
    [InlineData("0,1", 0.1)]
    [InlineData("1.000,5", 1000.5)]
    [InlineData("1,000.5", 1000.5)]
    [InlineData("1/10", 0.1)]
    [InlineData("x10", 10)]
    [InlineData("10^-2", 0.01)]
    [InlineData("10⁻²", 0.01)]
    [InlineData("1E-3", 0.001)]
    public void Numbers_are_read_in_all_habits(string text, double number)
    {
        Assert.True(MapNumber.TryParse(text, out double read));
        Assert.Equal(number, read, 12);
    }

    [Fact]
    public void A_unit_may_carry_its_power_of_ten()
    {
        MapResult result = MapReader.Read("Address;Name;Type;Unit\n50514;U12;U32;V 10⁻²\n50536;P;S32;W 10^1\n50542;PF;S32;-\n", new MapOptions());
        Assert.Empty(result.Faults);
        Assert.Equal([(0.01, "V"), (10, "W")], result.Tags.Take(2).Select(tag => ((double)tag.Json["scale"]!, (string)tag.Json["unit"]!)));
        Assert.Null(result.Tags[2].Json["unit"]);
    }

    [Fact]
    public void A_gain_divides_and_a_scaled_total_keeps_its_digits()
    {
        MapResult result = MapReader.Read("Address;Name;Type;Gain\n0;P;I32;10\n2;E;U64;100\n", new MapOptions());
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
        MapResult result = MapReader.Read(map, new MapOptions());
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
        MapResult result = MapReader.Read(map, new MapOptions());
        Assert.Equal(
            [
                (3, "column 1 (Address)"), (4, "column 2 (Name)"), (5, "column 3 (Type)"), (6, "column 4 (Scale)"), (7, "column 5 (Length)"),
                (8, "column 2 (Name)"), (10, "column 4 (Scale)"),
            ],
            result.Faults.Select(fault => (fault.Line, fault.Column)));
        Assert.Equal("line 4, column 2 (Name): \"A\" — allowed: a name that line 2 does not have", result.Faults[1].ToString());
        Assert.Equal(0, result.Skipped - 1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello\n")]
    [InlineData("a,b,c\n1,2,3\n")]
    [InlineData("Address;Name;Type\n")]
    public void What_is_no_register_map_is_a_fault(string map) => Assert.NotEmpty(MapReader.Read(map, new MapOptions()).Faults);

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
            MapResult result = MapReader.Read(new string(text), new MapOptions());
            Assert.All(result.Faults, fault => Assert.True(fault.Line >= 0 && fault.Allowed.Length > 0));
        }
    }
}
