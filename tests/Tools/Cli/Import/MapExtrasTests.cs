using FieldNode.Cli.Import;

namespace FieldNode.Tools.Tests;

/// <summary>Codes for no value, registers that scale others, bytes and charsets in a vendor's map.</summary>
public sealed class MapExtrasTests
{
    // As SunSpec's model 103 is printed: the factors are rows of the map, named by those that they scale.
    [Fact]
    public void A_map_of_sunspec_has_its_scale_factors_and_its_codes()
    {
        const string map = """
            Address;Name;Type;Units;Scale Factor;RW
            40072;A;uint16;A;A_SF;R
            40076;A_SF;sunssf;;;R
            40084;W;int16;W;W_SF;R
            40085;W_SF;sunssf;;;R
            40094;WH;acc32;Wh;WH_SF;R
            40096;WH_SF;sunssf;;;R
            40108;St;enum16;;;R
            40110;Evt1;bitfield32;;;R
            40200;WMaxLimPct;uint16;%;W_SF;RW
            """;
        MapResult result = MapReader.Read(map, new MapOptions { Base = 1, Table = "holding" });
        Assert.Empty(result.Faults);
        Assert.Equal(
            [
                """{ "name": "A", "table": "holding", "address": 40071, "type": "uint16", "unit": "A", "scaleAddress": 40075, "notAvailable": "FFFF" }""",
                """{ "name": "A_SF", "table": "holding", "address": 40075, "type": "int16", "notAvailable": "8000" }""",
                """{ "name": "W", "table": "holding", "address": 40083, "type": "int16", "unit": "W", "scaleAddress": 40084, "notAvailable": "8000" }""",
                """{ "name": "W_SF", "table": "holding", "address": 40084, "type": "int16", "notAvailable": "8000" }""",
                """{ "name": "WH", "table": "holding", "address": 40093, "type": "uint32", "unit": "Wh", "scaleAddress": 40095 }""",
                """{ "name": "WH_SF", "table": "holding", "address": 40095, "type": "int16", "notAvailable": "8000" }""",
                """{ "name": "St", "table": "holding", "address": 40107, "type": "uint16", "notAvailable": "FFFF" }""",
                """{ "name": "Evt1", "table": "holding", "address": 40109, "type": "uint32", "notAvailable": "FFFFFFFF" }""",
                """{ "name": "WMaxLimPct", "table": "holding", "address": 40199, "type": "uint16", "unit": "%", "scaleAddress": 40084, "notAvailable": "FFFF" }""",
            ],
            result.Tags.Select(tag => TagText.Of(tag.Json)));
    }

    [Theory]
    [InlineData("0x8000", "INT16", "8000")]
    [InlineData("8000h", "INT16", "8000")]
    [InlineData("-32768", "INT16", "8000")]
    [InlineData("65535", "UINT16", "FFFF")]
    [InlineData("32767", "INT16", "7FFF")]
    [InlineData("FFFF", "UINT16", "FFFF")]
    [InlineData("0xFF", "UINT16", "00FF")]
    [InlineData("-2147483648", "INT32", "80000000")]
    [InlineData("4294967295", "UINT32", "FFFFFFFF")]
    [InlineData("-9223372036854775808", "INT64", "8000000000000000")]
    [InlineData("18446744073709551615", "UINT64", "FFFFFFFFFFFFFFFF")]
    [InlineData("NaN", "FLOAT32", "nan")]
    [InlineData("255", "UINT8", "FF")]
    [InlineData("-1", "INT16", "FFFF")]
    [InlineData("-", "INT16", null)]
    public void A_code_for_no_value_is_read_as_maps_print_it(string text, string type, string? code)
    {
        MapResult result = Read("NA", text, type);
        Assert.Empty(result.Faults);
        Assert.Equal(code, (string?)result.Tags[0].Json["notAvailable"]);
    }

    [Theory]
    [InlineData("8000", "INT16")] // 8000, or 0x8000?
    [InlineData("65536", "UINT16")]
    [InlineData("-32769", "INT16")]
    [InlineData("0x10000", "UINT16")]
    [InlineData("nan", "INT16")]
    [InlineData("off", "INT16")]
    [InlineData("0xFFFF", "STRING[4]")]
    public void A_code_that_could_be_two_or_is_none_is_a_fault(string text, string type) =>
        Assert.Equal("column 4 (NA)", Assert.Single(Read("NA", text, type).Faults).Column);

    [Theory]
    [InlineData("Scale factor", "X_SF", "a number, the name of a row")]
    [InlineData("Scale register", "70000", "or its address")]
    [InlineData("Charset", "ebcdic", "utf-8, latin1, ascii")]
    public void What_names_no_row_address_or_charset_is_a_fault(string heading, string text, string allowed) =>
        Assert.Contains(allowed, Assert.Single(Read(heading, text, heading == "Charset" ? "STRING[4]" : "INT16").Faults).Allowed);

    [Fact]
    public void A_scale_in_another_table_is_a_fault()
    {
        MapResult result = MapReader.Read("Address;Name;Type;Factor\n40001;A;INT16;B\n30001;B;INT16;\n", new MapOptions { Modicon = true });
        Assert.Equal(2, Assert.Single(result.Faults).Line);
    }

    [Fact]
    public void The_address_of_a_scale_is_read_as_that_of_a_value() =>
        Assert.Equal(4, (int)Read("Scale register", "400005", "INT16").Tags[0].Json["scaleAddress"]!);

    [Fact]
    public void A_charset_is_read_in_its_usual_spellings()
    {
        Assert.Equal("latin1", (string?)Read("Charset", "ISO 8859-1", "STRING[4]").Tags[0].Json["charset"]);
        Assert.Null(Read("Charset", "UTF-8", "STRING[4]").Tags[0].Json["charset"]);
    }

    [Fact]
    public void A_byte_begins_at_the_bit_that_the_map_says_keeps_its_scale_and_is_not_written()
    {
        MapResult result = MapReader.Read("Address;Name;Type;Bit;Scale;Access\n0;High;UINT8;8;0,5;RW\n0;Low;UINT8;0;0,5;RW\n", new MapOptions { Table = "holding" });
        Assert.Equal(
            [
                """{ "name": "High", "table": "holding", "address": 0, "type": "uint8", "bit": 8, "scale": 0.5 }""",
                """{ "name": "Low", "table": "holding", "address": 0, "type": "uint8", "scale": 0.5 }""",
            ],
            result.Tags.Select(tag => TagText.Of(tag.Json)));
    }

    private static MapResult Read(string heading, string text, string type) =>
        MapReader.Read($"Address;Name;Type;{heading}\n0;A;{type};{text}\n", new MapOptions { Table = "holding" });
}
