using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using FieldNode.Cli;

namespace FieldNode.Tools.Tests;

public sealed class SignVerbTests(SigningFolder folder) : IClassFixture<SigningFolder>, IDisposable
{
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();
    private readonly string own = Directory.CreateTempSubdirectory("fieldnode-test-").FullName;

    public void Dispose() => Directory.Delete(own, recursive: true);

    [Fact]
    public async Task Assemblies_and_settings_become_a_bundle_that_the_device_verifies()
    {
        string project = Own("F.nfproj", "<Project><Reference Include=\"mscorlib, Version=1.17.11.0, Culture=neutral\"/><Reference Include=\"System.Net, Version=1.11.60.0\"/></Project>");
        Assert.Equal(0, await SignAsync("--assembly", folder.Assembly("FieldNode.Core", 9000), "--assembly", folder.Assembly("Firmware"),
            "--settings", folder.File("node.json"), "--libraries", project, "--sequence", "12", "--expires", "30d"));

        BundleFile bundle = BundleFile.Read(Bundle);
        Assert.Equal((12, 1, 2), (bundle.Manifest.Sequence, bundle.Manifest.LoaderMin, bundle.Manifest.Libraries));
        Assert.Equal(["FieldNode.Core", "Firmware", "node.json"], Enumerable.Range(0, 3).Select(bundle.Manifest.NameOf));
        Assert.Equal(File.ReadAllBytes(folder.File("node.json")), bundle.PartOf(2));
        Assert.True(bundle.IsSignedBy(VerifyKey.Read("", folder.File("release.pub"))));
        Assert.Null(bundle.DigestFault());
        Assert.InRange(bundle.Manifest.ExpiresUtcMs, DateTimeOffset.UtcNow.AddDays(29).ToUnixTimeMilliseconds(), DateTimeOffset.UtcNow.AddDays(31).ToUnixTimeMilliseconds());
        Assert.Contains("firmware on esp32", output.ToString().Replace("for fieldnode", "firmware"));
    }

    [Fact]
    public async Task Without_a_sequence_number_each_bundle_is_above_the_one_before()
    {
        Assert.Equal(0, await SettingsAsync());

        Assert.InRange(BundleFile.Read(Bundle).Manifest.Sequence, 29_000_000, int.MaxValue);
    }

    [Fact]
    public async Task What_is_right_is_verified_and_what_is_not_is_told_with_status_1()
    {
        await SettingsAsync();
        Assert.Equal(0, await RunAsync("--verify", Bundle, "--public", folder.File("release.pub")));
        Assert.Contains("right: signed by", output.ToString());

        Assert.Equal(1, await RunAsync("--verify", Bundle, "--public", folder.File("rotate.pub")));
        Assert.Contains("WRONG: the signature is not by", output.ToString());
        byte[] bytes = File.ReadAllBytes(Bundle);
        foreach ((int at, string what) in new[] { (bytes.Length - 1, "chunk 0 is not"), (bytes.Length - SigningFolder.Node.Length - 1, "the list of digests is not") })
        {
            byte[] changed = [.. bytes];
            changed[at] ^= 1;
            output.GetStringBuilder().Clear();
            Assert.Equal(1, await RunAsync("--verify", Own("changed.fnb", changed), "--public", folder.File("release.pub")));
            Assert.Contains(what, output.ToString());
        }

        Assert.Equal(1, await RunAsync("--verify", Own("cut.fnb", bytes[..^1]), "--public", folder.File("release.pub")));
        Assert.Contains("cut, or something is behind it", error.ToString());
    }

    [Fact]
    public async Task A_bundle_is_judged_by_the_record_of_the_nodes_too()
    {
        await SettingsAsync();
        string record = Path.Combine(own, "update-keys.a");
        Assert.Equal(0, await CommandLine.RunAsync(["keys", "record", "--release", folder.File("release.pub"), "--rotate", folder.File("rotate.pub"), "-o", record],
            output, error, TestContext.Current.CancellationToken));

        Assert.Equal(0, await RunAsync("--verify", Bundle, "--record", record));
    }

    [Fact]
    public async Task What_is_in_a_bundle_is_shown_for_scripts_too()
    {
        await SettingsAsync();
        output.GetStringBuilder().Clear();

        Assert.Equal(0, await RunAsync("--inspect", Bundle, "--json"));

        JsonElement shown = JsonDocument.Parse(output.ToString()).RootElement;
        Assert.Equal(("esp32", "site 12", "release"), (shown.GetProperty("board").GetString(), shown.GetProperty("version").GetString(), shown.GetProperty("key").GetString()));
        Assert.Equal("node.json", shown.GetProperty("parts")[0].GetProperty("name").GetString());
    }

    [Fact]
    public async Task An_order_for_a_new_key_is_signed_with_the_release_key_and_alone()
    {
        Assert.Equal(0, await SignAsync("--new-key", "--sequence", "12"));
        BundleFile bundle = BundleFile.Read(Bundle);
        Assert.True(bundle.Manifest.IsKeyOrder && !bundle.Manifest.IsRotation);
        Assert.Equal([.. "FNKO"u8, 1, 1, 0, 0], bundle.PartOf(0));
        Assert.Contains("key order    new-key", output.ToString());

        Assert.Equal(2, await SignAsync("--new-key", "--settings", folder.File("node.json")));
        Assert.Contains("goes alone", error.ToString());
    }

    [Fact]
    public async Task A_command_may_sign_in_the_place_of_a_key()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the command is one of a POSIX shell");
        Assert.SkipUnless(File.Exists("/usr/bin/openssl"), "no openssl");
        string sign = $"openssl dgst -sha256 -sign '{folder.File("release.key")}' -passin 'file:{folder.File("password.txt")}'";
        Assert.Equal(0, await SettingsAsync("--signer-command", sign, "--public", folder.File("release.pub")));
        Assert.True(BundleFile.Read(Bundle).IsSignedBy(VerifyKey.Read("", folder.File("release.pub"))));

        Assert.Equal(0, await SettingsAsync("--signer-command", sign + " | base64", "--public", folder.File("release.pub")));
        string byDigest = $"printf %s $FIELDNODE_DIGEST | xxd -r -p | openssl pkeyutl -sign -inkey '{folder.File("release.key")}' "
            + $"-passin 'file:{folder.File("password.txt")}' -pkeyopt digest:sha256 -pkeyopt rsa_padding_mode:pkcs1";
        Assert.SkipUnless(File.Exists("/usr/bin/xxd"), "no xxd");
        Assert.Equal(0, await SettingsAsync("--signer-command", byDigest, "--public", folder.File("release.pub")));
    }

    [Theory]
    [InlineData("exit 3", "it ended with status 3")]
    [InlineData("echo no card >&2; exit 1", "status 1: no card")]
    [InlineData("head -c 384 /dev/zero", "no signature by --public")]
    [InlineData("echo hello", "A signature is 384")]
    [InlineData("true", "it printed 0 bytes")]
    public async Task A_command_that_does_not_sign_leaves_no_bundle(string command, string told)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the command is one of a POSIX shell");

        Assert.Equal(1, await SettingsAsync("--signer-command", command, "--public", folder.File("release.pub")));

        Assert.Contains(told, error.ToString());
        Assert.False(File.Exists(Bundle));
    }

    [Fact]
    public async Task A_wrong_password_and_a_key_without_one_are_told()
    {
        string wrong = Own("pw", "another password");
        Assert.Equal(2, await RunAsync(Settings("--key", folder.File("release.key"), "--password-file", wrong)));
        Assert.Contains("the password does not open it", error.ToString());
        using var key = RSA.Create(3072);
        Assert.Equal(2, await RunAsync(Settings("--key", Own("open.key", key.ExportPkcs8PrivateKeyPem()), "--password-file", wrong)));
        Assert.Contains("no private key with a password", error.ToString());
        Assert.False(File.Exists(Bundle));
    }

    [Fact]
    public async Task Settings_with_faults_are_refused()
    {
        Assert.Equal(1, await SignAsync("--settings", "node.json=" + Own("bad.json", SigningFolder.Node.Replace("\"unit\": 1", "\"unit\": 300"))));

        Assert.Contains("devices[0].unit: 300", error.ToString());
        Assert.False(File.Exists(Bundle));
    }

    [Fact]
    public async Task A_private_key_beside_a_certificate_is_refused()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 certificate = Certificate(key, DateTimeOffset.UtcNow.AddYears(1));
        string path = Own("node.pem", certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem());

        Assert.Equal(1, await SignAsync("--certificate", path));

        Assert.Contains("it holds a private key (PEM)", error.ToString());
    }

    [Fact]
    public async Task Certificates_are_read_and_one_that_has_ended_is_told()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 good = Certificate(key, DateTimeOffset.UtcNow.AddYears(1));
        using X509Certificate2 ended = Certificate(key, DateTimeOffset.UtcNow.AddDays(-1));
        Assert.Equal(0, await SignAsync("--certificate", Own("ca.pem", good.ExportCertificatePem() + "\n"), "--certificate", Own("ca.der", good.RawData)));

        Assert.Equal(1, await SignAsync("--certificate", Own("old.pem", ended.ExportCertificatePem())));
        Assert.Contains("ended at", error.ToString());
        Assert.Equal(1, await SignAsync("--certificate", Own("none.pem", "hello")));
        Assert.Contains("no certificate (PEM or DER)", error.ToString());
    }

    [Fact]
    public async Task An_assembly_must_be_whole_and_tells_its_libraries()
    {
        string assembly = folder.Assembly("Firmware");
        Assert.Equal(0, await SignAsync("--assembly", assembly));
        BundleFile bundle = BundleFile.Read(Bundle);
        Assert.Equal((1, 1), (bundle.Manifest.LoaderMin, bundle.Manifest.Libraries));
        string libraries = Own("libraries.txt", "mscorlib 1.17.11.0\n");
        Assert.Equal(1, await SignAsync("--assembly", Own("cut.pe", File.ReadAllBytes(assembly)[..^1]), "--libraries", libraries));
        Assert.Contains("no whole assembly", error.ToString());
        Assert.Equal(2, await SignAsync("--settings", folder.File("node.json"), "--libraries", libraries));
        Assert.Contains("only assemblies are built against libraries", error.ToString());
    }

    [Theory]
    [InlineData("--expires", "2020-01-01", "is over")]
    [InlineData("--expires", "soon", "say days")]
    [InlineData("--sequence", "0", "it counts from 1")]
    [InlineData("--product", " x", "printable ASCII")]
    public async Task What_no_node_would_take_is_refused(string option, string value, string told)
    {
        Assert.Equal(2, await RunAsync([.. Settings("--key", folder.File("release.key"), "--password-file", folder.File("password.txt")), option, value]));

        Assert.Contains(told, error.ToString());
        Assert.False(File.Exists(Bundle));
    }

    [Fact]
    public async Task Somebody_has_to_sign()
    {
        Assert.Equal(2, await RunAsync(Settings()));
        Assert.Contains("say who signs", error.ToString());
        Assert.Equal(2, await RunAsync(Settings("--signer-command", "true")));
        Assert.Contains("--public is missing", error.ToString());
    }

    [Fact]
    public async Task The_next_keys_go_alone_with_their_generation()
    {
        string record = Path.Combine(own, "update-keys.a");
        string next = Path.Combine(own, "next");
        string password = folder.File("password.txt");
        await CommandLine.RunAsync(["keys", "record", "--release", folder.File("release.pub"), "--rotate", folder.File("rotate.pub"), "-o", record],
            output, error, TestContext.Current.CancellationToken);
        await CommandLine.RunAsync(["keys", "next", "--record", record, "--release", folder.File("release2.key"), "--release-password-file", password,
            "--rotate", folder.File("rotate.key"), "--rotate-password-file", password, "-o", next], output, error, TestContext.Current.CancellationToken);
        string[] order = ["--board", "esp32", "--version", "keys 2", "--keys", next, "--key", folder.File("rotate.key"), "--password-file", password, "-o", Bundle];

        Assert.Equal(0, await RunAsync(order));

        BundleFile bundle = BundleFile.Read(Bundle);
        Assert.Equal((true, 2), (bundle.Manifest.IsRotation, bundle.Manifest.Sequence));
        Assert.Equal(0, await RunAsync("--verify", Bundle, "--record", record)); // by the key that rotates now
        Assert.Equal(2, await RunAsync([.. order, "--settings", folder.File("node.json")]));
        Assert.Contains("keys go alone", error.ToString());
        Assert.Equal(2, await RunAsync([.. order, "--sequence", "3"]));
        Assert.Contains("their generation, 2", error.ToString());
    }

    private string Bundle => Path.Combine(own, "b.fnb");

    private string Own(string name, string text) => Own(name, System.Text.Encoding.UTF8.GetBytes(text));

    private string Own(string name, byte[] bytes)
    {
        string path = Path.Combine(own, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private static X509Certificate2 Certificate(ECDsa key, DateTimeOffset until) =>
        new CertificateRequest("CN=Test", key, HashAlgorithmName.SHA256).CreateSelfSigned(until.AddYears(-2), until);

    private string[] Settings(params string[] more) =>
        ["--board", "esp32", "--version", "site 12", "-o", Bundle, "--settings", folder.File("node.json"), .. more];

    private Task<int> SettingsAsync(params string[] signer) =>
        RunAsync(Settings(signer.Length > 0 ? signer : ["--key", folder.File("release.key"), "--password-file", folder.File("password.txt")]));

    private Task<int> SignAsync(params string[] parts) => RunAsync(
        ["--board", "esp32", "--version", "0.2.0", "-o", Bundle, "--key", folder.File("release.key"), "--password-file", folder.File("password.txt"), .. parts]);

    private Task<int> RunAsync(params string[] arguments) =>
        CommandLine.RunAsync(["sign", .. arguments], output, error, TestContext.Current.CancellationToken);
}
