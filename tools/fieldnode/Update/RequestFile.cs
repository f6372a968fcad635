using System.Security.Cryptography;
using System.Text;
using FieldNode.Cli.Pki;

namespace FieldNode.Cli;

/// <summary>The request for a certificate that a node sent up, as the file that <c>fieldnode pki</c> reads.</summary>
internal static class RequestFile
{
    /// <summary>Reads it as whoever signs it would, and writes it; what nobody may sign leaves a file of before as it is.</summary>
    /// <param name="path">Where to; null: NODE.csr in this folder.</param>
    /// <param name="node">Whose it is.</param>
    /// <param name="request">In DER.</param>
    /// <returns>The file.</returns>
    /// <exception cref="UserError">It is no request, its signature is wrong, or it asks for somebody else.</exception>
    internal static string Write(string? path, string node, byte[] request)
    {
        string text = PemEncoding.WriteString("CERTIFICATE REQUEST", request) + "\n";
        string name = SigningRequest.Parse($"the request of {SafeText.Of(node)}", text).CommonName;
        if (name != node)
        {
            throw new UserError(SafeText.Of($"{node} asks for a certificate of '{name}', which is not its name: nothing was kept"));
        }
        string file = path ?? $"{PkiName.Folder(node)}.csr";
        UpdateFiles.Write(file, Encoding.ASCII.GetBytes(text), isSecret: false);
        return file;
    }
}
