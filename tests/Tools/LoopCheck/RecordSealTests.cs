using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FieldNode.Cli;
using FieldNode.Virtual.Pki;

namespace FieldNode.Tools.Tests;

/// <summary>A signed record, whole, changed at every byte, and signed by others.</summary>
public sealed class RecordSealTests : IDisposable
{
    private readonly CertificateAuthority authority = CertificateAuthority.Create("Plant CA");
    private readonly IssuedCertificate technician;

    public RecordSealTests() => technician = authority.IssueClient("A. Meier");

    public void Dispose()
    {
        technician.Dispose();
        authority.Dispose();
    }

    [Fact]
    public void A_record_says_who_signed_it_and_what_it_found()
    {
        RecordCheck check = RecordCheck.Of(Encoding.UTF8.GetBytes(Signed()), authority.Certificate);

        Assert.Null(check.Wrong);
        Assert.True(check.IsTrusted);
        Assert.Equal(("CN=A. Meier", "plant/node1/Tank/Level", "fail"), (check.Signer, check.Tag, check.Verdict));
    }

    [Fact]
    public void Every_byte_that_changes_is_found_unless_it_says_the_same()
    {
        byte[] whole = Encoding.UTF8.GetBytes(Signed());
        string meaning = Meaning(whole);
        Random random = Seeded.Random();
        int found = 0;
        for (int at = 0; at < whole.Length; at++)
        {
            byte[] spoiled = [.. whole];
            spoiled[at] = (byte)(spoiled[at] ^ (1 << random.Next(8)));
            bool isWhole = RecordCheck.Of(spoiled, null).Wrong is null;
            Assert.True(!isWhole || Meaning(spoiled) == meaning, $"byte {at} became {spoiled[at]:x2} unseen in "
                + Encoding.UTF8.GetString(spoiled.AsSpan(Math.Max(0, at - 60))[..Math.Min(80, spoiled.Length - Math.Max(0, at - 60))]));
            found += isWhole ? 0 : 1;
        }
        Assert.True(found > whole.Length * 0.7, $"{found} of {whole.Length}");
    }

    [Fact]
    public void A_file_that_was_only_indented_anew_is_still_whole()
    {
        string flat = JsonNode.Parse(Signed())!.ToJsonString();

        Assert.Null(RecordCheck.Of(Encoding.UTF8.GetBytes(flat), authority.Certificate).Wrong);
    }

    [Theory]
    [InlineData("\"verdict\": \"fail\"", "\"verdict\": \"pass\"", "the record was changed after it was signed")]
    [InlineData("\"tolerancePercent\": 0.5", "\"tolerancePercent\": 5", "the record was changed after it was signed")]
    [InlineData("\"verdict\": \"fail\"", "\"verdict\": \"pass\", \"verdict\": \"fail\"", "a member stands twice")]
    [InlineData("\"algorithm\": \"ecdsa-sha256\"", "\"algorithm\": \"none\"", "algorithm none")]
    [InlineData("\"form\": \"fieldnode-loop-check/1\"", "\"form\": \"fieldnode-loop-check/2\"", "form fieldnode-loop-check/2")]
    [InlineData("\"record\": {", "\"more\": 1, \"record\": {", "and nothing else")]
    [InlineData("\"record\": {", "\"record\": {,", "it is no JSON")]
    [InlineData("\"certificate\": \"MII", "\"certificate\": \"MIJ", "names another certificate")]
    [InlineData("\"certificate\": \"MII", "\"certificate\": \"MI I", "no base64")]
    public void What_was_changed_is_said(string from, string to, string wrong)
    {
        string text = Signed();
        int at = text.IndexOf(from, StringComparison.Ordinal);
        Assert.True(at >= 0, from);

        RecordCheck check = RecordCheck.Of(Encoding.UTF8.GetBytes(text[..at] + to + text[(at + from.Length)..]), null);

        Assert.Contains(wrong, check.Wrong);
    }

    [Fact]
    public void Another_certificate_with_a_right_signature_of_its_own_does_not_pass_for_the_one_that_is_named()
    {
        using IssuedCertificate other = authority.IssueClient("B. Other");
        JsonNode file = JsonNode.Parse(Signed())!;
        using JsonDocument record = JsonDocument.Parse(file["record"]!.ToJsonString());
        using ECDsa key = other.Certificate.GetECDsaPrivateKey()!;
        file["signature"]!["certificate"] = Convert.ToBase64String(other.Certificate.RawData);
        file["signature"]!["value"] = Convert.ToBase64String(key.SignData(
            RecordSeal.SignedBytes(record.RootElement), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));

        Assert.Contains("names another certificate", RecordCheck.Of(Encoding.UTF8.GetBytes(file.ToJsonString()), null).Wrong);
    }

    [Fact]
    public void A_signer_whom_the_CA_does_not_know_is_refused()
    {
        using CertificateAuthority stranger = CertificateAuthority.Create("Plant CA");

        RecordCheck check = RecordCheck.Of(Encoding.UTF8.GetBytes(Signed()), stranger.Certificate);

        Assert.Equal("signed by CN=A. Meier, whose certificate does not come from the given CA", check.Wrong);
    }

    [Fact]
    public void A_certificate_that_was_not_valid_on_that_day_is_refused_and_one_that_expired_since_is_not()
    {
        using IssuedCertificate later = authority.Issue(new CertificateRequestOptions
        {
            CommonName = "A. Meier", Usage = CertificateUsage.Client, NotBefore = DateTimeOffset.UtcNow.AddDays(2),
        });
        using IssuedCertificate expired = authority.Issue(new CertificateRequestOptions
        {
            CommonName = "A. Meier", Usage = CertificateUsage.Client,
            NotBefore = Records.Start.AddMinutes(-1), NotAfter = DateTimeOffset.UtcNow.AddSeconds(-30),
        });

        Assert.Contains("was not valid at", RecordCheck.Of(Bytes(later), authority.Certificate).Wrong);
        Assert.Null(RecordCheck.Of(Bytes(expired), authority.Certificate).Wrong);
    }

    [Fact]
    public void An_RSA_key_signs_as_well()
    {
        using RSA key = RSA.Create(2048);
        var request = new CertificateRequest("CN=R", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using X509Certificate2 own = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        string text = RecordSeal.Sign(Records.Of().ToJson(RecordSeal.Signer(own)), own);

        Assert.Contains(RecordSeal.RsaPss, text);
        Assert.Null(RecordCheck.Of(Encoding.UTF8.GetBytes(text), null).Wrong);
        Assert.NotNull(RecordCheck.Of(Encoding.UTF8.GetBytes(text.Replace("4711", "4712")), null).Wrong);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("7")]
    [InlineData("""{"record":{},"signature":{}}""")]
    [InlineData("""{"record":{"form":7},"signature":{}}""")]
    [InlineData("""{"record":7,"signature":7}""")]
    public void What_is_no_record_is_told_and_does_not_throw(string text) =>
        Assert.NotNull(RecordCheck.Of(Encoding.UTF8.GetBytes(text), null).Wrong);

    private string Signed() => Encoding.UTF8.GetString(Bytes(technician));

    private static byte[] Bytes(IssuedCertificate signer) => Encoding.UTF8.GetBytes(
        RecordSeal.Sign(Records.Of().ToJson(RecordSeal.Signer(signer.Certificate)), signer.Certificate));

    private static string Meaning(byte[] file)
    {
        using JsonDocument document = JsonDocument.Parse(file);
        return Encoding.UTF8.GetString(CanonicalJson.Bytes(document.RootElement));
    }
}
