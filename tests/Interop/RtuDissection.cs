using System.Globalization;
using System.Text;

namespace FieldNode.Interop.Tests;

/// <summary>One frame as tshark's Modbus RTU dissector reads it.</summary>
internal sealed record RtuDissection(
    bool FromNode, int? Unit, int? Function, int? Reference, int? Count, int[] Numbers, int[] Values, int? Exception, int? CrcStatus)
{
    public const int CrcGood = 1;
    public const int CrcBad = 0;

    // What tshark shall take for the slave's port; the frames get TCP headers around them, as a serial server would.
    private const string Port = "1502";

    private static readonly string[] Fields =
    [
        "mbrtu.unit_id", "modbus.func_code", "modbus.reference_num", "modbus.word_cnt", "modbus.bit_cnt", "modbus.regnum16",
        "modbus.regval_uint16", "modbus.bitnum", "modbus.bitval", "modbus.exception_code", "mbrtu.crc16.status",
    ];

    /// <summary>Lets text2pcap make packets of the frames and tshark read them; one result a frame.</summary>
    public static List<RtuDissection> Of(Stage stage, IReadOnlyList<RtuFrame> frames)
    {
        var text = new StringBuilder();
        foreach (RtuFrame frame in frames)
        {
            string hex = Convert.ToHexString(frame.Bytes).ToLowerInvariant();
            text.Append(frame.FromNode ? "I\n000000" : "O\n000000");
            for (int i = 0; i < hex.Length; i += 2)
            {
                text.Append(' ').Append(hex, i, 2);
            }
            text.Append('\n');
        }
        File.WriteAllText(stage.In("frames.txt"), text.ToString());
        PeerProcess.Run(Peers.Program("text2pcap"), ["-q", "-D", "-T", "40000," + Port, stage.In("frames.txt"), stage.In("frames.pcap")]);
        string table = PeerProcess.Run(Peers.Program("tshark"),
        [
            "-r", stage.In("frames.pcap"), "-d", $"tcp.port=={Port},mbrtu", "-o", "mbrtu.tcp.port:" + Port,
            "-o", "mbrtu.crc_verification:TRUE", "-o", "mbrtu.desegment:FALSE", "-T", "fields", "-E", "separator=|",
            .. Fields.SelectMany(field => new[] { "-e", field }),
        ]);
        string[] lines = table.TrimEnd('\n').Split('\n');
        Assert.Equal(frames.Count, lines.Length);
        string? glued = lines.FirstOrDefault(line => line.Split('|')[0].Contains(','));
        Assert.True(glued is null, "two frames in one, so a reply was late: " + glued);
        return [.. frames.Zip(lines, (frame, line) => Parse(frame.FromNode, line.Split('|')))];
    }

    private static RtuDissection Parse(bool fromNode, string[] cells)
    {
        int? One(int cell) => cells[cell].Length == 0 ? null : int.Parse(cells[cell], CultureInfo.InvariantCulture);
        int[] Many(int cell) => cells[cell].Length == 0 ? []
            : [.. cells[cell].Split(',').Select(one => int.Parse(one, CultureInfo.InvariantCulture))];
        bool bits = cells[7].Length > 0;
        return new RtuDissection(fromNode, One(0), One(1), One(2), One(3) ?? One(4), Many(bits ? 7 : 5), Many(bits ? 8 : 6), One(9), One(10));
    }
}
