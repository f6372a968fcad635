using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace FieldNode.Cli;

/// <summary>
/// Lets a command sign, so that the key can stay in an HSM, a smart card or a cloud's key service. The shell runs it; it gets the message on its
/// standard input and its SHA-256 in hexadecimal in FIELDNODE_DIGEST, and prints the signature: 384 bytes, or the same in base64.
/// </summary>
internal sealed class CommandSigner(string command, VerifyKey key) : ISigner
{
    internal const string DigestVariable = "FIELDNODE_DIGEST";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5); // somebody may have to touch a token

    public VerifyKey Key { get; } = key;

    public async Task<byte[]> SignAsync(byte[] message, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        (int status, byte[] printed, string complaint) = await RunAsync(message, limit.Token);
        if (status != 0)
        {
            throw new UserError($"--signer-command: it ended with status {status}: {FirstLine(complaint)}");
        }
        byte[] signature = Signature(printed)
            ?? throw new UserError($"--signer-command: it printed {printed.Length} bytes. A signature is 384, or those in base64");
        return Key.IsSignature(message, signature) ? signature
            : throw new UserError("--signer-command: what it printed is no signature by --public (RSA-3072, PKCS#1 v1.5, SHA-256)");
    }

    public void Dispose()
    {
    }

    private async Task<(int Status, byte[] Printed, string Complaint)> RunAsync(byte[] message, CancellationToken cancellation)
    {
        using Process process = Process.Start(Shell(message)) ?? throw new UserError("--signer-command: it cannot be started");
        try
        {
            Task<string> complaint = process.StandardError.ReadToEndAsync(cancellation);
            using var printed = new MemoryStream();
            Task reading = process.StandardOutput.BaseStream.CopyToAsync(printed, cancellation);
            await GiveAsync(process, message, cancellation);
            await reading;
            await process.WaitForExitAsync(cancellation);
            return (process.ExitCode, printed.ToArray(), await complaint);
        }
        catch (OperationCanceledException) when (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    // One that works from the digest alone may never read the message.
    private static async Task GiveAsync(Process process, byte[] message, CancellationToken cancellation)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(message, cancellation);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
        }
    }

    private ProcessStartInfo Shell(byte[] message)
    {
        bool isWindows = OperatingSystem.IsWindows();
        return new ProcessStartInfo(isWindows ? "cmd.exe" : "/bin/sh", [isWindows ? "/c" : "-c", command])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            Environment = { [DigestVariable] = Convert.ToHexStringLower(SHA256.HashData(message)) },
        };
    }

    private static byte[]? Signature(byte[] printed)
    {
        if (printed.Length == BundleWriter.SignatureBytes)
        {
            return printed;
        }
        try
        {
            byte[] signature = Convert.FromBase64String(Encoding.ASCII.GetString(printed));
            return signature.Length == BundleWriter.SignatureBytes ? signature : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static string FirstLine(string text) => text.Trim() is { Length: > 0 } some ? some.Split('\n')[0].Trim() : "it said nothing";
}
