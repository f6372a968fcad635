using System.Text;
using System.Text.Json;
using FieldNode.Settings;
using FieldNode.Virtual.Settings;

namespace FieldNode.Esp32.Tests;

/// <summary>The device's reader of node files: piece by piece, and the same settings as on the PC.</summary>
public sealed class SettingsJsonTests
{
    private const string Head = "\"version\":1,\"group\":\"G\",\"node\":\"N\",\"broker\":{\"host\":\"b\"}";

    private readonly FakeChip chip = new();

    [Theory]
    [InlineData("docs/node.example.json")]
    [InlineData("docs/node.esp32.example.json")]
    [InlineData("tests/Figures/node-10x10.json")]
    [InlineData("tests/Figures/node-mixed.json")]
    public void A_file_gives_the_same_settings_as_on_the_pc(string file)
    {
        byte[] json = System.IO.File.ReadAllBytes(System.IO.Path.Combine(Root(), file));
        NodeSettings pc = SettingsFile.Parse(json, ".").Settings;
        Assert.NotNull(pc);

        NodeSettings device = Parse(json);

        foreach (var member in typeof(BrokerSettings).GetProperties().Where(one => one.Name.EndsWith("File", StringComparison.Ordinal)))
        {
            string full = (string)member.GetValue(pc.Broker); // the PC looks beside the node file
            member.SetValue(pc.Broker, full == null ? null : System.IO.Path.GetRelativePath(System.IO.Path.GetFullPath("."), full));
        }

        Assert.Equal(JsonSerializer.Serialize(pc), JsonSerializer.Serialize(device));
        Assert.True(chip.Parsed.Max(text => text.Length) < 2000, "the library got a text of " + chip.Parsed.Max(text => text.Length));
        Assert.Equal(1 + (pc.Devices?.Length ?? 0) + (pc.Devices?.Sum(one => one.Tags.Length) ?? 0) + (pc.Sensors?.Length ?? 0), chip.Parsed.Count);
    }

    [Fact]
    public void Brackets_commas_and_quotes_in_texts_are_texts()
    {
        NodeSettings settings = Parse("{" + Head + ", \"devices\" : [ {\"name\":\"a]},{\\\"b\\\\\",\"tags\":[{\"name\":\"[,\"},"
            + " {\"name\":\"}\",\"unit\":null}],\"line\":\"\\\"tags\\\":[\"} , {\"name\":\"two\"}]}");

        Assert.Equal(["a]},{\"b\\", "two"], settings.Devices.Select(device => device.Name));
        Assert.Equal("\"tags\":[", settings.Devices[0].Line);
        Assert.Equal(["[,", "}"], settings.Devices[0].Tags.Select(tag => tag.Name));
        Assert.Null(settings.Devices[0].Tags[1].Unit);
        Assert.Null(settings.Devices[1].Tags);
    }

    [Theory]
    [InlineData(@"\u00b0C", "\u00b0C")]
    [InlineData(@"m\u00B32 \u20AC", "m\u00b32 \u20ac")]
    [InlineData(@"a\/b", "a/b")]
    [InlineData(@"\u0022\u005c\\u00b0", "\"\\\\u00b0")]
    [InlineData(@"\t\""\\", "\t\"\\")]
    [InlineData("\u00b0 \u20ac", "\u00b0 \u20ac")]
    public void Escapes_are_read_as_any_program_writes_them(string written, string text)
    {
        NodeSettings settings = Parse("{" + Head + ",\"devices\":[{\"name\":\"" + written + "\"}]}");

        Assert.Equal(text, settings.Devices[0].Name);
    }

    [Theory]
    [InlineData(@"\ud83d\ude00", "a character beyond U+FFFF")]
    [InlineData("\ud83d\ude00", "a character beyond U+FFFF")]
    [InlineData(@"\u0000", "control character 0")]
    [InlineData(@"\u00g0", "devices[0]: ")]
    public void Characters_that_no_text_of_the_device_can_hold_are_refused(string written, string fault)
    {
        var refused = Assert.Throws<ArgumentException>(
            () => Parse("{" + Head + ",\"devices\":[{\"name\":\"" + written + "\"}]}"));

        Assert.StartsWith(fault, refused.Message, StringComparison.Ordinal);
    }

    // The runtime's strings are bytes: it takes over what is no UTF-8, and a metric of that name makes every birth unreadable.
    [Theory]
    [InlineData("FF")]
    [InlineData("50FC6D7065")]
    [InlineData("C080")]
    [InlineData("EDA080")]
    [InlineData("C3")]
    public void A_file_that_is_not_utf8_is_refused_with_the_place(string hex)
    {
        byte[] json = System.Text.Encoding.UTF8.GetBytes("{" + Head + ",\"devices\":[{\"name\":\"@\"}]}");
        int at = Array.IndexOf(json, (byte)'@');
        byte[] wrong = [.. json[..at], .. Convert.FromHexString(hex), .. json[(at + 1)..]];

        var refused = Assert.Throws<ArgumentException>(() => Parse(wrong));

        Assert.StartsWith("not UTF-8 at byte " + (hex == "50FC6D7065" ? at + 1 : at), refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{{0}}", "absent")]
    [InlineData("{{0},\"devices\":null,\"sensors\":null}", "null")]
    public void Arrays_that_are_not_there_are_null(string form, string what)
    {
        NodeSettings settings = Parse(form.Replace("{0}", Head));

        Assert.True(settings.Devices == null && settings.Sensors == null, what);
    }

    [Fact]
    public void Empty_arrays_stay_empty()
    {
        NodeSettings settings = Parse("{\"devices\":[ ],\"sensors\":[{\"name\":\"s\"}]," + Head + "}");

        Assert.Empty(settings.Devices);
        Assert.Equal("s", Assert.Single(settings.Sensors).Name);
    }

    [Theory]
    [InlineData("{{0},\"Devices\":[]}", "node file: Devices is no member")]
    [InlineData("{{0},\"devices\":[{\"name\":\"a\"},{\"Name\":\"b\"}]}", "devices[1]: Name is no member")]
    [InlineData("{{0},\"devices\":[{\"tags\":[{\"name\":\"a\",\"periodMS\":1}]}]}", "devices[0].tags[0]: periodMS is no member")]
    [InlineData("{{0},\"sensors\":[{\"\":1}]}", "sensors[0]:  is no member")]
    public void Names_are_those_of_the_pc_to_the_letter(string form, string fault)
    {
        var refused = Assert.Throws<ArgumentException>(() => Parse(form.Replace("{0}", Head)));

        Assert.Equal(fault, refused.Message);
    }

    [Fact]
    public void The_watchdog_is_petted_with_each_part()
    {
        var power = new CountingPower();
        byte[] json = System.IO.File.ReadAllBytes(System.IO.Path.Combine(Root(), "tests/Figures/node-10x10.json"));

        new SettingsJson(power).ParseNode(json);

        Assert.Equal(111, power.Pets); // 100 tags, 10 devices, the rest
    }

    private sealed class CountingPower : IPower
    {
        public int Pets { get; private set; }

        public void Pet() => Pets++;

        public void Reboot(int reason) => throw new InvalidOperationException();
    }

    [Fact]
    public void A_mark_of_utf8_and_a_schema_member_do_no_harm()
    {
        byte[] json = [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes("{\"$schema\":\"x.json\"," + Head + ",\"devices\":[]}")];

        Assert.Equal("G", Parse(json).Group);
    }

    [Theory]
    [InlineData("{{0},\"devices\":[{\"name\":\"a\"},{\"nam\":\"b\"}]}", "devices[1]")]
    [InlineData("{{0},\"devices\":[{\"name\":\"a\",\"tags\":[{\"name\":\"t\"},{\"name\":7}]}]}", "devices[0].tags[1]")]
    [InlineData("{{0},\"devices\":[{\"name\":\"a\"},]}", "devices[1]")]
    [InlineData("{{0},\"devices\":[,{\"name\":\"a\"}]}", "devices[0]")]
    [InlineData("{{0},\"devices\":[{\"name\":\"a\"}{\"name\":\"b\"}]}", "devices[0]")]
    [InlineData("{{0},\"devices\":[null]}", "devices[0]")]
    [InlineData("{{0},\"sensors\":[{\"name\":\"s\",\"tags\":[{\"nam\":\"t\"}]}]}", "sensors[0]")]
    [InlineData("{{0},\"devices\":[{\"name\":\"a\"}", "")]
    [InlineData("{{0},\"devices\":[{\"name\":\"a\"]}", "")]
    [InlineData("{{0},\"device\":[]}", "node file")]
    [InlineData("{{0},\"devices\":[],\"devices\":[]}", "devices twice")]
    [InlineData("[{\"devices\":[]}]", "node file")]
    [InlineData("", "node file")]
    [InlineData("{", "node file")]
    [InlineData("{\"devices\":[\"", "devices[0]")]
    [InlineData("null", "node file")]
    public void What_is_not_such_a_file_is_refused_with_the_part_that_is_wrong(string form, string part)
    {
        var refused = Assert.Throws<ArgumentException>(() => Parse(form.Replace("{0}", Head)));

        Assert.StartsWith(part, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_device_too_many_is_refused_before_there_is_room_for_it()
    {
        string many = string.Join(",", Enumerable.Repeat("{}", SettingsLimits.DevicesMax + 1));

        var refused = Assert.Throws<ArgumentException>(() => Parse("{" + Head + ",\"devices\":[" + many + "]}"));

        Assert.Equal("devices: 65, allowed 64", refused.Message);
    }

    [Fact]
    public void Deep_nesting_is_refused_before_the_library_sees_it()
    {
        Assert.Throws<ArgumentException>(() => Parse(new string('[', 9)));
        Assert.Throws<ArgumentException>(() => new SettingsJson(null).ParseBoard(Encoding.UTF8.GetBytes(new string('[', 60000))));

        Assert.Empty(chip.Parsed);
    }

    [Fact]
    public void Files_that_were_damaged_anywhere_end_in_settings_or_in_one_kind_of_exception()
    {
        byte[] sound = System.IO.File.ReadAllBytes(System.IO.Path.Combine(Root(), "docs/node.esp32.example.json"));
        var random = new Random(4);
        for (int round = 0; round < 900; round++)
        {
            byte[] json = sound[..(round % 3 == 0 ? random.Next(sound.Length) : sound.Length)];
            for (int i = 0; i < round % 4 && json.Length > 0; i++)
            {
                json[random.Next(json.Length)] = (byte)"{}[]\",:\\ x"[random.Next(10)];
            }

            try
            {
                Parse(json);
            }
            catch (Exception e) when (e is ArgumentException or NullReferenceException)
            {
                // An element of a small array that is null: the device catches what comes.
            }
        }
    }

    [Fact]
    public void Texts_that_are_null_in_the_file_are_null()
    {
        NodeSettings node = Parse("{" + Head + ",\"board\":null,\"lines\":[{\"name\":\"l\",\"parity\":null}],"
            + "\"devices\":[{\"tags\":[{\"unit\":null,\"care\":null}]}]}");
        BoardSettings board = new SettingsJson(null).ParseBoard(Encoding.UTF8.GetBytes("{\"board\":\"x\",\"ssid\":null,\"ntp2\":null}"));

        Assert.Null(node.Board);
        Assert.Null(node.Lines[0].Parity);
        Assert.Null(node.Devices[0].Tags[0].Unit);
        Assert.Null(node.Devices[0].Tags[0].Care);
        Assert.Equal("x", board.Board);
        Assert.Null(board.Ssid);
        Assert.Null(board.Ntp2);
    }

    private static NodeSettings Parse(byte[] json) => new SettingsJson(null).ParseNode(json);

    private static NodeSettings Parse(string json) => Parse(Encoding.UTF8.GetBytes(json));

    private static string Root()
    {
        string folder = AppContext.BaseDirectory;
        while (!System.IO.File.Exists(System.IO.Path.Combine(folder, "Firmware.sln")))
        {
            folder = System.IO.Path.GetDirectoryName(folder)!;
        }

        return folder;
    }
}
