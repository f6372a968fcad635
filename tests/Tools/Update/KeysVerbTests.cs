using System.Security.Cryptography;
using System.Text.Json;
using FieldNode.Cli;

namespace FieldNode.Tools.Tests;

public sealed class KeysVerbTests(SigningFolder folder) : IClassFixture<SigningFolder>, IDisposable
{
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();
    private readonly string own = Directory.CreateTempSubdirectory("fieldnode-test-").FullName;

    public void Dispose() => Directory.Delete(own, recursive: true);

    [Fact]
    public async Task A_key_is_made_encrypted_and_for_its_owner_alone()
    {
        string name = Path.Combine(own, "k");
        Assert.Equal(0, await RunAsync("make", name, "--password-file", folder.File("password.txt")));

        string pem = File.ReadAllText(name + ".key");
        Assert.StartsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----", pem);
        using var key = RSA.Create();
        Assert.ThrowsAny<CryptographicException>(() => key.ImportFromEncryptedPem(pem, "wrong password 1"));
        key.ImportFromEncryptedPem(pem, SigningFolder.Password);
        Assert.Equal(3072, key.KeySize);
        Assert.Equal(File.ReadAllText(name + ".pub").Trim(), key.ExportSubjectPublicKeyInfoPem());
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(name + ".key"));
        }

        Assert.DoesNotContain(SigningFolder.Password, output.ToString());
    }

    [Fact]
    public async Task A_key_is_never_written_over()
    {
        string name = Path.Combine(own, "k");
        File.WriteAllText(name + ".pub", "mine");

        Assert.Equal(2, await RunAsync("make", name, "--password-file", folder.File("password.txt")));

        Assert.False(File.Exists(name + ".key"));
        Assert.Equal("mine", File.ReadAllText(name + ".pub"));
        Assert.Contains("never written over", error.ToString());
    }

    [Fact]
    public async Task A_short_password_is_refused()
    {
        string password = Path.Combine(own, "pw");
        File.WriteAllText(password, "short");

        Assert.Equal(2, await RunAsync("make", Path.Combine(own, "k"), "--password-file", password));

        Assert.Contains("12 characters", error.ToString());
        Assert.Equal([password], Directory.GetFiles(own));
    }

    [Fact]
    public async Task A_record_for_the_bench_is_what_the_device_reads()
    {
        string path = await RecordAsync();

        var store = new MemoryStore();
        store.Files["update-keys.a"] = File.ReadAllBytes(path);
        byte[]? content = new FieldNode.Update.UpdateKeys(store).ReadTrusted();
        Assert.NotNull(content);
        Assert.Equal((1, 5), (FieldNode.Update.KeyRecord.Generation(content), FieldNode.Update.KeyRecord.SequenceMin(content)));
        Assert.Contains("generation 1, for bundles from 5 on", output.ToString());
        output.GetStringBuilder().Clear();
        Assert.Equal(0, await RunAsync("show", path, "--json"));
        JsonElement shown = JsonDocument.Parse(output.ToString()).RootElement;
        Assert.Equal(VerifyKey.Read("", folder.File("release.pub")).Fingerprint, shown.GetProperty("release").GetString());
        Assert.Equal(VerifyKey.Read("", folder.File("rotate.pub")).Fingerprint, shown.GetProperty("rotate").GetString());
    }

    [Fact]
    public async Task One_key_for_both_is_refused()
    {
        Assert.Equal(2, await RunAsync("record", "--release", folder.File("release.pub"), "--rotate", folder.File("release.pub"), "-o", Path.Combine(own, "r")));

        Assert.Contains("one key for both", error.ToString());
    }

    [Fact]
    public async Task A_private_key_in_the_place_of_a_public_one_is_told()
    {
        Assert.Equal(2, await RunAsync("record", "--release", folder.File("release.key"), "--rotate", folder.File("rotate.pub"), "-o", Path.Combine(own, "r")));

        Assert.Contains("a private key. Give the public one", error.ToString());
    }

    [Fact]
    public async Task A_key_that_nodes_cannot_judge_by_is_told()
    {
        using var small = RSA.Create(2048);
        string path = Path.Combine(own, "small.pub");
        File.WriteAllText(path, small.ExportSubjectPublicKeyInfoPem());

        Assert.Equal(2, await RunAsync("record", "--release", path, "--rotate", folder.File("rotate.pub"), "-o", Path.Combine(own, "r")));

        Assert.Contains("2048 bits. Nodes judge by 3072", error.ToString());
    }

    [Fact]
    public async Task The_next_keys_are_what_a_node_takes()
    {
        string record = await RecordAsync();
        string next = Path.Combine(own, "next");
        Assert.Equal(0, await RunAsync("next", "--record", record, "--release", folder.File("release2.key"), "--release-password-file", folder.File("password.txt"),
            "--rotate", folder.File("rotate.key"), "--rotate-password-file", folder.File("password.txt"), "-o", next));

        var rotation = new FieldNode.Update.KeyRotation(File.ReadAllBytes(next), 2);
        Assert.Equal(FieldNode.Update.CheckResult.InProgress, rotation.Step(5000)); // the first of two signatures
        Assert.Equal(FieldNode.Update.CheckResult.Good, rotation.Step(5000));
        Assert.Contains("generation 2", output.ToString());
        byte[] broken = File.ReadAllBytes(next);
        broken[^1] ^= 1;
        File.WriteAllBytes(next, broken);
        Assert.Equal(1, await RunAsync("show", next));
        Assert.Contains("no node would take them", error.ToString());
    }

    [Fact]
    public async Task A_nodes_own_key_is_random_secret_and_read_by_the_device()
    {
        string[] paths = [Path.Combine(own, "a"), Path.Combine(own, "b")];
        byte[][] keys = new byte[2][];
        for (int i = 0; i < 2; i++)
        {
            Assert.Equal(0, await RunAsync("own", "-o", paths[i]));
            var store = new MemoryStore();
            store.Files["update-node.a"] = File.ReadAllBytes(paths[i]);
            keys[i] = new FieldNode.Update.UpdateKeys(store).ReadOwn();
            Assert.Equal(32, keys[i].Length);
        }

        Assert.NotEqual(keys[0], keys[1]);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(paths[0]));
        }

        Assert.Equal(2, await RunAsync("own", "-o", paths[0])); // a node would forget what it judged
    }

    [Fact]
    public async Task A_damaged_record_is_told_in_one_line()
    {
        string record = await RecordAsync();
        byte[] bytes = File.ReadAllBytes(record);
        bytes[500] ^= 1;
        File.WriteAllBytes(record, bytes);

        Assert.Equal(1, await RunAsync("show", record));

        Assert.Contains("damaged", error.ToString());
        Assert.Single(error.ToString().TrimEnd().Split('\n'));
    }

    private async Task<string> RecordAsync()
    {
        string path = Path.Combine(own, "update-keys.a");
        Assert.Equal(0, await RunAsync("record", "--release", folder.File("release.pub"), "--rotate", folder.File("rotate.pub"), "--lowest", "5", "-o", path));
        return path;
    }

    private Task<int> RunAsync(params string[] arguments) =>
        CommandLine.RunAsync(["keys", .. arguments], output, error, TestContext.Current.CancellationToken);
}
