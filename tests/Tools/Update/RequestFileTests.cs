using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FieldNode.Cli;

namespace FieldNode.Tools.Tests;

public sealed class RequestFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("fieldnode-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_request_of_a_node_is_a_file_that_pki_reads()
    {
        string file = RequestFile.Write(Path.Combine(folder, "n1.csr"), "n1", Request("n1"));

        Assert.Equal("CN=n1", CertificateRequest.LoadSigningRequestPem(File.ReadAllText(file), HashAlgorithmName.SHA256).SubjectName.Name);
    }

    [Theory]
    [InlineData("n2", false, "which is not its name")]
    [InlineData("n1", true, "its signature is not right")]
    public void One_that_nobody_may_sign_leaves_no_file_and_a_former_one_as_it_is(string name, bool isForged, string told)
    {
        byte[] request = Request(name);
        request[^5] ^= (byte)(isForged ? 1 : 0);
        string path = Path.Combine(folder, "n1.csr");

        UserError error = Assert.Throws<UserError>(() => RequestFile.Write(path, "n1", request));

        Assert.Contains(told, error.Message);
        Assert.False(File.Exists(path));
        File.WriteAllText(path, "of before");
        Assert.Throws<UserError>(() => RequestFile.Write(path, "n1", request));
        Assert.Equal("of before", File.ReadAllText(path));
    }

    private static byte[] Request(string name)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256).CreateSigningRequest();
    }
}
