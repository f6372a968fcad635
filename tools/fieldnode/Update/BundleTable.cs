using System.Text.Json;
using FieldNode.Update;

namespace FieldNode.Cli;

/// <summary>A bundle in lines for people, or as one JSON object.</summary>
internal static class BundleTable
{
    internal static void Print(TextWriter output, string path, BundleFile bundle)
    {
        Manifest m = bundle.Manifest;
        output.WriteLine(SafeText.Of($"{path}: {m.Version}, {(m.IsRotation ? "generation" : "sequence")} {m.Sequence}, "
            + $"for {bundle.Product} on {bundle.Board}, until {Expires(m):yyyy-MM-dd HH:mm} UTC"));
        for (int i = 0; i < m.Parts; i++)
        {
            output.WriteLine(SafeText.Of($"  {BundleRules.Words(m.KindOf(i)),-12} {m.NameOf(i),-32} {m.LengthOf(i),8:N0} bytes"));
        }
        if (m.HasAssemblies)
        {
            output.WriteLine($"  loader {m.LoaderMin} or newer, {m.Libraries} libraries");
        }
        output.WriteLine($"  offer of {m.Length + BundleWriter.SignatureBytes:N0} bytes, {m.Chunks} chunk{(m.Chunks == 1 ? "" : "s")}");
    }

    /// <param name="output">Where it goes.</param>
    /// <param name="path">The file.</param>
    /// <param name="bundle">What is in it.</param>
    /// <param name="signer">Fingerprint of the key that signed it, if that was looked at.</param>
    /// <param name="wrong">What is wrong with it, if that was looked at.</param>
    internal static void PrintJson(TextWriter output, string path, BundleFile bundle, string? signer, string? wrong)
    {
        Manifest m = bundle.Manifest;
        output.WriteLine(JsonSerializer.Serialize(new
        {
            file = path, ok = wrong is null, wrong, signer, product = bundle.Product, board = bundle.Board, version = m.Version, sequence = m.Sequence,
            key = m.IsRotation ? "rotate" : "release", expires = Expires(m), loader = m.LoaderMin,
            libraries = Libraries(m).ToDictionary(library => library.Name, library => library.Version.ToString()),
            parts = Enumerable.Range(0, m.Parts).Select(i => new { kind = BundleRules.Words(m.KindOf(i)), name = m.NameOf(i), bytes = m.LengthOf(i) }),
            chunks = m.Chunks, offerBytes = m.Length + BundleWriter.SignatureBytes,
        }));
    }

    private static IEnumerable<BundleLibrary> Libraries(Manifest manifest)
    {
        LibraryReader reader = manifest.OpenLibraries();
        while (reader.Next())
        {
            yield return new BundleLibrary(reader.Name, new Version(reader.Version(0), reader.Version(1), reader.Version(2), reader.Version(3)));
        }
    }

    private static DateTime Expires(Manifest manifest) => DateTimeOffset.FromUnixTimeMilliseconds(manifest.ExpiresUtcMs).UtcDateTime;
}
