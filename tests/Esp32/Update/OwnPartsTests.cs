using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using FieldNode.Journal;
using FieldNode.Settings;
using FieldNode.Update;
using FieldNode.Virtual.Settings;

namespace FieldNode.Esp32.Tests;

/// <summary>What a board makes of parts: judged before they are tried, copied once they proved themselves.</summary>
public sealed class OwnPartsTests
{
    private readonly UpdatableBoard board = new();
    private readonly OwnParts parts;

    public OwnPartsTests() => parts = new(UpdatableBoard.BoardName, ["I:\\ca.pem", "I:\\other.pem"], "I:\\node.pem", "I:\\node.key", new NewKey(board.Store));

    [Theory]
    [InlineData("ca.pem", "PEM another", UpdateReason.None)]
    [InlineData("other.pem", "PEM another", UpdateReason.None)]
    [InlineData("node.pem", "PEM own 2", UpdateReason.None)]
    [InlineData("node.key", "PEM key 2", UpdateReason.BadPart)]
    [InlineData("foreign.pem", "PEM x", UpdateReason.BadPart)]
    [InlineData("ca.pem", "no certificate", UpdateReason.BadPart)]
    [InlineData("ca.pem", "PEM -----BEGIN EC PRIVATE KEY-----", UpdateReason.BadPart)]
    public void A_certificate_is_one_that_the_settings_name_without_a_key(string name, string content, UpdateReason reason) =>
        Assert.Equal(reason, parts.Judge(PartKind.Certificate, name, Encoding.UTF8.GetBytes(content)));

    [Fact]
    public void The_nodes_own_certificate_is_judged_with_its_key()
    {
        board.Chip.Files["I:\\node.key"] = "XYZ"u8.ToArray();

        Assert.Equal(UpdateReason.BadPart, parts.Judge(PartKind.Certificate, "node.pem", "PEM own 2"u8.ToArray()));
    }

    [Fact]
    public void A_certificate_for_a_new_key_is_judged_with_it_and_takes_it_along()
    {
        using ECDsa made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        ECParameters all = made.ExportParameters(true);
        Assert.True(new NewKey(board.Store).Keep(all.D!, [.. all.Q.X!, .. all.Q.Y!], [1]));
        string pem = "PEM\n" + new CertificateRequest("CN=n", made, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(1)).ExportCertificatePem();
        byte[] certificate = Encoding.ASCII.GetBytes(pem);
        board.Chip.Files["I:\\node.key"] = "XYZ"u8.ToArray(); // of no certificate

        Assert.Equal(UpdateReason.None, parts.Judge(PartKind.Certificate, "node.pem", certificate));
        Assert.Equal(UpdateReason.BadPart, parts.Judge(PartKind.Certificate, "node.pem", "PEM own 2"u8.ToArray()));

        board.Chip.IsDriveFull = true;
        Assert.False(parts.Adopt(PartKind.Certificate, "node.pem", certificate));
        Assert.Equal("XYZ", board.Text("node.key"));
        board.Chip.IsDriveFull = false;
        Assert.True(parts.Adopt(PartKind.Certificate, "ca.pem", certificate)); // under another name it is somebody else's
        Assert.Equal("XYZ", board.Text("node.key"));
        Assert.True(parts.Adopt(PartKind.Certificate, "node.pem", certificate));
        Assert.Equal((made.ExportECPrivateKeyPem() + "\n", pem), (board.Text("node.key"), board.Text("node.pem")));
    }

    [Theory]
    [InlineData("{ \"board\": \"esp32-s3-n16r8\", \"ntp\": \"n\", \"ssid\": \"t\" }", UpdateReason.None)]
    [InlineData("{ \"board\": \"esp32-s3-n16r8\", \"ntp\": \"n\", \"ssid\": \"t\", \"driveKb\": 3072 }", UpdateReason.None)]
    [InlineData("{ \"board\": \"olimex-esp32-poe-iso-wrover\", \"ntp\": \"n\" }", UpdateReason.BadSettings)] // its pins are others
    [InlineData("{ \"board\": \"esp32-s3-n16r8\", \"ntp\": \"n\" }", UpdateReason.BadSettings)]
    [InlineData("{ \"board\": \"esp32-s3-n16r8\", \"ntp\": \"n\", \"ssid\": \"t\", \"wifiPasswordFile\": \"no.txt\" }", UpdateReason.BadSettings)]
    [InlineData("{ \"board\": \"esp32-s3-n16r8\", \"ntp\": \"n\", \"ssid\": \"t\", \"driveKb\": 255 }", UpdateReason.BadSettings)]
    [InlineData("{", UpdateReason.BadSettings)]
    public void A_board_file_is_held_to_what_the_firmware_can_do(string file, UpdateReason reason) =>
        Assert.Equal(reason, parts.Judge(PartKind.Settings, "board.json", Encoding.UTF8.GetBytes(file)));

    [Theory]
    [InlineData("ca.pem", PartKind.Certificate)]
    [InlineData("board.json", PartKind.Settings)]
    [InlineData("node.json", PartKind.Settings)]
    public void What_proved_itself_takes_the_place_of_the_boards_own(string name, PartKind kind)
    {
        Assert.True(parts.Adopt(kind, name, "PEM new"u8.ToArray()));

        Assert.Equal("PEM new", board.Text(name));
    }

    [Fact]
    public void A_drive_that_is_full_keeps_the_old_one_and_is_tried_again()
    {
        board.Chip.IsDriveFull = true;

        Assert.False(parts.Adopt(PartKind.Settings, "node.json", "{}"u8.ToArray()));
        Assert.Equal(UpdatableBoard.NodeFile("old"), board.Text("node.json"));
    }

    /// <summary>The node file decides at each start, so one that the record was not made from has to go.</summary>
    [Fact]
    public void A_record_that_proved_itself_alone_counts_from_then_on()
    {
        byte[] record = Record(UpdatableBoard.NodeFile("new"));

        Assert.True(parts.Adopt(PartKind.Settings, "node.record", record));

        Assert.Null(board.Text("node.json"));
        Assert.Equal(record, board.Chip.Files["I:\\node.record"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_record_beside_the_file_that_it_was_made_from_stays_in_either_order(bool isFileFirst)
    {
        byte[] file = Encoding.UTF8.GetBytes(UpdatableBoard.NodeFile("new"));
        byte[] record = Record(UpdatableBoard.NodeFile("new"));
        board.Chip.Files["I:\\node.record"] = Record(UpdatableBoard.NodeFile("old"));
        (string Name, byte[] Content)[] order = [("node.json", file), ("node.record", record)];

        foreach ((string name, byte[] content) in isFileFirst ? order : order.Reverse())
        {
            Assert.True(parts.Adopt(PartKind.Settings, name, content));
        }

        Assert.Equal(file, board.Chip.Files["I:\\node.json"]);
        Assert.Equal(record, board.Chip.Files["I:\\node.record"]);
    }

    [Fact]
    public void A_node_file_that_proved_itself_ends_a_record_of_another_one()
    {
        board.Chip.Files["I:\\node.record"] = Record(UpdatableBoard.NodeFile("old"));

        Assert.True(parts.Adopt(PartKind.Settings, "node.json", Encoding.UTF8.GetBytes(UpdatableBoard.NodeFile("new"))));

        Assert.Null(board.Text("node.record"));
    }

    private static byte[] Record(string nodeFile) => RecordFile.Make(Encoding.UTF8.GetBytes(nodeFile), out _)!;
}
