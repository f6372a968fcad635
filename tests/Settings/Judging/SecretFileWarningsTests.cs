using System.Runtime.Versioning;

namespace FieldNode.Settings.Tests;

[UnsupportedOSPlatform("windows")]
public sealed class SecretFileWarningsTests : IDisposable
{
    private readonly SoundFile file = new();

    public void Dispose() => file.Dispose();

    [Theory]
    [InlineData(0x1A4, "every user of this machine may read node.key (mode 644)")]
    [InlineData(0x1B4, "every user of this machine may read node.key (mode 664)")]
    [InlineData(0x1B6, "every user of this machine may change node.key (mode 666)")]
    [InlineData(0x1B0, "its group may change node.key (mode 660)")]
    public void A_key_that_others_may_read_or_change_is_told_with_its_mode(int mode, string said)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "no modes there");
        File.SetUnixFileMode(file.PathOf("pki/node.key"), (UnixFileMode)mode);
        Assert.Equal($"warning: broker.keyFile: {said} — chmod o=,g-w {file.PathOf("pki/node.key")}", Assert.Single(file.Lines()));
    }

    [Theory]
    [InlineData(0x180)]
    [InlineData(0x100)]
    [InlineData(0x1A0)] // read by the group of a service
    public void One_that_only_its_owner_or_group_reads_is_in_order(int mode)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "no modes there");
        File.SetUnixFileMode(file.PathOf("pki/node.key"), (UnixFileMode)mode);
        Assert.Empty(file.Lines());
    }

    [Fact]
    public void A_password_is_looked_at_too()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "no modes there");
        File.WriteAllText(file.PathOf("password"), "secret");
        File.SetUnixFileMode(file.PathOf("password"), (UnixFileMode)0x1A4);
        string said = Assert.Single(file.Lines(("broker.user", "\"u\""), ("broker.passwordFile", "\"password\"")));
        Assert.StartsWith("warning: broker.passwordFile: every user", said, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", said, StringComparison.Ordinal);
    }
}
