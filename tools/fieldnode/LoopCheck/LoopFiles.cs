using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace FieldNode.Cli;

/// <summary>Writes a record and its page: both whole, or none.</summary>
internal static class LoopFiles
{
    private const int NameMax = 120;

    /// <summary>Said before the first point: nobody walks a loop twice for a folder.</summary>
    /// <exception cref="UserError">Nothing can be written there.</exception>
    internal static void CheckFolder(string folder)
    {
        string probe = Path.Combine(folder, $".loop-check-{Guid.NewGuid():N}.part");
        try
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(probe, "");
            File.Delete(probe);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"--out {folder}: nothing can be written there. Name a folder of yours", ExitStatus.Usage, failure);
        }
    }

    /// <summary>Signs and writes.</summary>
    /// <returns>The record's file and the page's.</returns>
    internal static (string Record, string Page) Write(LoopRecord record, X509Certificate2 certificate, string folder)
    {
        string name = NameOf(record);
        string recordPath = Path.Combine(folder, name + ".json");
        string pagePath = Path.Combine(folder, name + ".html");
        byte[] signed = Encoding.UTF8.GetBytes(RecordSeal.Sign(record.ToJson(RecordSeal.Signer(certificate)), certificate));
        string page = LoopPage.Of(
            record, certificate.Subject, Convert.ToHexStringLower(SHA256.HashData(signed)), name + ".json");
        try
        {
            Directory.CreateDirectory(folder);
            File.WriteAllBytes(recordPath + ".part", signed);
            File.WriteAllText(pagePath + ".part", page);
            // The record last: who sees it finds its page beside it.
            File.Move(pagePath + ".part", pagePath, overwrite: true);
            File.Move(recordPath + ".part", recordPath, overwrite: true);
            return (recordPath, pagePath);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            if (Directory.Exists(folder))
            {
                File.Delete(recordPath + ".part");
                File.Delete(pagePath + ".part");
            }
            throw new UserError($"--out {folder}: {failure.Message}", ExitStatus.Wrong, failure);
        }
    }

    /// <summary>Sorts by tag and then by time; nothing in it that a file system stumbles over.</summary>
    internal static string NameOf(LoopRecord record)
    {
        string tag = string.Concat(record.Tag.ToString().Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' ? c : '_'));
        return "loop-check_" + (tag.Length > NameMax ? tag[..NameMax] : tag)
            + record.StartedUtc.ToString("_yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
    }
}
