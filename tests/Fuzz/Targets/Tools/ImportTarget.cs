using FieldNode.Cli;
using FieldNode.Cli.Import;
using FieldNode.Virtual.Settings;

namespace FieldNode.Fuzz;

/// <summary>
/// A register map, behind two bytes that answer its questions. Faults and questions are told in words; the same map gives the same tags; and the node
/// file with the tags is one that the check reads to its end.
/// </summary>
internal sealed class ImportTarget : FuzzTarget
{
    private static readonly FieldNode.Settings.NodeSettings small = SettingsFile.Parse(SettingsSeeds.Small, "/").Settings!; // nobody changes it

    internal override string Name => "import";

    internal override string What => "register map for import, in any encoding: tags, faults and questions in words, the same twice; the node file with its tags is read by the check";

    internal override int BytesMax => 500; // headings and a few rows: what the rows are for can be said in that

    internal override long StepsMax => 20_000_000;

    internal override long MemoryMax => 64 << 20;

    internal override IReadOnlyList<byte[]> Words { get; } = [.. Bytes.Utf8(";", ",", "\t", "|", "\n", "\r\n", "\"", "\"\"", "Address", "Register", "Name", "Type", "Unit", "Scale", "Length", "Access", "Bit", "Function code",
        "Hex address", "Word order", "Description", "Range", "Default", "Data type", "uint16", "INT32 (swapped)", "float", "STRING[8]", "bool", "U64", "bcd", "R/W", "RO", "0x10", "40001", "30001", "3x5", "1/10", "0,1",
        "1E-3", "0..100", "-", "n/a", "65535", "70000", "little endian", "sunssf", "°C", "bdSeq", "reserved", "|---|"), [0xFF, 0xFE], [0xEF, 0xBB, 0xBF], [0xB0]];

    internal override IEnumerable<byte[]> Seeds()
    {
        foreach (byte[] map in Bytes.Utf8("Register;Parameter;Data type;Unit;Scaling;Access\n40001;Voltage L1;UINT16;V;0,1;R\n40002;Power (total);INT32 (swapped);kW;1/1000;R\n40010;Set point;INT16;bar;0,1;R/W\n40020;Energy;U64;Wh;;R\n",
            "Address,Name,Type,Description\r\n0,\"Flow \"\"A\"\"\",U16,\"two\r\nlines\"\r\nx,B,U16,\r\n",
            "Function code,Hex address,Name,Format,Bit,Word order\n04,0034,Power,FLOAT,,little endian word\n03,000A,Overload,UINT16,4,\n01,0000,Run,BOOL,,\n2,0003,Fault,BOOL,,\n",
            "Address;Name;Type;Scale;Unit;Access;Length;Range\n40001;A;FLOAT32;0,1;V;R/W;2;0..100\n0x10;B/C;STRING[8];;;;4;\n3x5;D;U16;1/10;°C;R;1;-5 to 5\n",
            "| Addr | Name | Type | Scale factor |\n|---|---|---|---|\n| 1 | W | int16 | W_SF |\n| 2 | W_SF | sunssf | |\n"))
        {
            yield return [0, 0, .. map];
            yield return [0xFF, 0x55, .. map];
        }
    }

    internal override void Run(byte[] input)
    {
        var bytes = new Bytes(input);
        MapOptions options = OptionsOf(bytes.Byte(), bytes.Byte());
        byte[] content = bytes.Rest();
        try
        {
            string text = MapFile.Text(content, "map");
            MapResult map = MapReader.Read(text, options);
            foreach (string said in map.Faults.Select(fault => fault.ToString()).Concat(map.Questions.Select(question => question.ToString()!)))
            {
                Must(said.Length > 0, "a fault without words");
            }
            if (map.Faults.Count > 0 || map.Questions.Count > 0)
            {
                return;
            }
            Must(map.Tags.Count + map.Reserved + map.WriteOnly > 0, "no tags, and no word why"); // rows that were left out are counted, and told
            string list = TagText.List(map.Tags);
            Must(!IsThorough || list == TagText.List(MapReader.Read(text, options).Tags), "another result the second time");
            var target = new TargetOptions { Device = "New", Line = "line1", Unit = 2 };
            DevicePlan plan = DevicePlan.Make(SettingsSeeds.Small, small, map.Tags, target);
            SettingsResult after = SettingsFile.Parse(plan.Content, "/");
            Must(after.Settings is not null || after.Faults.All(fault => fault.Path.Contains("devices[1]", StringComparison.Ordinal)), $"a fault elsewhere: {after.Faults.FirstOrDefault()}");
        }
        catch (UserError error)
        {
            Must(error.Message.Length > 0, "an error without words");
        }
    }

    private static MapOptions OptionsOf(int one, int two) => new()
    {
        Base = (one & 1) != 0 ? (one >> 1) & 1 : null, Modicon = (one & 4) != 0, Divide = (one & 8) != 0 ? (one & 16) != 0 : null, LengthIn = (one & 32) != 0 ? (LengthUnit)((one >> 6) & 1) : null,
        DecimalComma = (two & 1) != 0 ? (two & 2) != 0 : null, RawRange = (two & 4) != 0 ? (two & 8) != 0 : null, PollWriteOnly = (two & 16) != 0, AddressInNames = (two & 32) != 0,
        LittleEndian = (two & 64) != 0 ? "cdab" : null, Hex = (two & 128) != 0 ? true : null,
    };
}
