using System.Text.Json;
using System.Text.Json.Nodes;
using FieldNode.Cli;
using FieldNode.Cli.Provision;

namespace FieldNode.Tools.Tests;

public sealed class RecordsTests : IDisposable
{
    private readonly ProvisionBench bench = new();

    [Fact]
    public async Task A_record_is_whole_as_it_was_written()
    {
        await bench.RunAsync(bench.Virtual);
        (int status, string said) = await VerifyAsync();
        Assert.True(status == 0, said);
        Assert.Contains("whole: kiln/node7 on virtual-flash7, unproven", said);
        Assert.Contains("signed by CN=bench", said);
    }

    [Theory]
    [InlineData("verdict", "proven")]
    [InlineData("node", "node8")]
    [InlineData("place", "elsewhere")]
    [InlineData("form", "fieldnode-loop-check/1")]
    public async Task A_member_that_is_changed_is_found(string member, string value)
    {
        await bench.RunAsync(bench.Virtual);
        JsonObject file = JsonNode.Parse(File.ReadAllText(RecordFile))!.AsObject();
        file["record"]![member] = value;
        File.WriteAllText(RecordFile, file.ToJsonString());
        (int status, string said) = await VerifyAsync();
        Assert.Equal(1, status);
        Assert.Contains("WRONG", said);
    }

    [Fact]
    public async Task A_record_under_another_name_or_with_other_settings_is_found()
    {
        await bench.RunAsync(bench.Virtual);
        File.AppendAllText(bench.At("records", "virtual-flash7.settings.json"), " ");
        Assert.Contains("is not what the board got", (await VerifyAsync()).Said);
        File.Move(RecordFile, bench.At("records", "other.json"));
        Assert.Contains("under another name", (await VerifyAsync()).Said);
    }

    [Fact]
    public async Task A_signature_of_a_loop_check_never_passes_for_one_of_a_provisioning()
    {
        await bench.RunAsync(bench.Virtual);
        using JsonDocument file = JsonDocument.Parse(File.ReadAllText(RecordFile));
        byte[] signed = RecordSeal.SignedBytes(file.RootElement.GetProperty("record"));
        Assert.StartsWith("fieldnode-provision/1\n", System.Text.Encoding.UTF8.GetString(signed));
        Assert.NotNull(RecordCheck.Of(File.ReadAllBytes(RecordFile), null).Wrong);
    }

    [Fact]
    public async Task A_signer_of_another_site_does_not_count()
    {
        await bench.RunAsync(bench.Virtual);
        using var other = new ProvisionBench();
        var output = new StringWriter();
        // All copies of the one site have its CA; another has one of its own.
        await CommandLine.RunAsync(["pki", "init", bench.At("pki2"), "--site", "Else", "--root-password-file", bench.At("root.pw"), "--password-file", bench.At("bench.pw")],
            output, output, TestContext.Current.CancellationToken);
        (int status, string said) = await VerifyAsync(bench.At("pki2"));
        Assert.Equal(1, status);
        Assert.Contains("does not come from the given CA", said);
    }

    [Fact]
    public void A_label_says_all_that_tells_a_node_from_others_and_takes_any_text()
    {
        var label = new NodeLabel
        {
            Group = "kiln", Node = "Ofen-Süd 12 with a name that is too long for the paper of any label in the world", Serial = "30AEA41234AB",
            Place = "Halle 2, ‹Пульт› 漢", Fingerprint = new string('a', 63) + "b", CertificateEnd = new DateTime(2031, 11, 29, 0, 0, 0, DateTimeKind.Utc),
        };
        Assert.Equal(["AAAA AAAA AAAA AAAA", "AAAA AAAA AAAA AAAA", "AAAA AAAA AAAA AAAA", "AAAA AAAA AAAA AAAB"], label.FingerprintLines);
        Assert.Contains("serial=30AEA41234AB&sha256=aaaa", label.Code);
        byte[] pdf = LabelPdf.Of(label);
        Assert.Equal("%PDF-"u8.ToArray(), pdf[..5]);
        Assert.Equal(new byte[] { 0x89, 0x50, 0x4E, 0x47 }, LabelCode.Png(label)[..4]);
        Assert.True(LabelCode.Modules(label).Count is > 40 and < 100);
    }

    public void Dispose() => bench.Dispose();

    private string RecordFile => bench.At("records", "virtual-flash7.json");

    private async Task<(int Status, string Said)> VerifyAsync(string? pki = null)
    {
        var output = new StringWriter();
        int status = await CommandLine.RunAsync(
            ["records", "verify", "--records", bench.At("records"), "--pki", pki ?? bench.Site.Folder], output, output, TestContext.Current.CancellationToken);
        return (status, output.ToString());
    }
}
