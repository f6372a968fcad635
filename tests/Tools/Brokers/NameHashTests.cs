using System.Security.Cryptography.X509Certificates;
using FieldNode.Cli.Brokers;

namespace FieldNode.Tools.Tests;

public sealed class NameHashTests
{
    // Right-hand sides by: openssl x509 -noout -subject_hash, OpenSSL 3.0.
    [Theory]
    [InlineData("CN=Kiln nodes CA, O=Kiln", "2654ba4f")]
    [InlineData("CN=Übung  2, O=A b", "385b974f")]
    public void It_is_the_number_that_OpenSSL_gives(string name, string hash) =>
        Assert.Equal(hash, NameHash.Of(new X500DistinguishedName(name).RawData));

    [Fact]
    public void Case_and_spaces_do_not_count() => Assert.Equal(
        NameHash.Of(new X500DistinguishedName("CN=kiln nodes ca").RawData), NameHash.Of(new X500DistinguishedName("CN=\"KILN   nodes CA \"").RawData));
}
