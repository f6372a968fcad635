using PdfSharp.Fonts;

namespace FieldNode.Cli.Provision;

/// <summary>
/// The label's font comes with this program: what fonts a machine has is nobody's promise. DejaVu Sans, cut down to Latin, Greek and Cyrillic; its
/// licence lies beside it.
/// </summary>
internal sealed class LabelFont : IFontResolver
{
    internal const string Family = "DejaVu Sans";

    private const string Resource = "font:label";

    private static readonly Lock Setting = new();

    public byte[] GetFont(string faceName)
    {
        using Stream stream = typeof(LabelFont).Assembly.GetManifestResourceStream(Resource)!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    public FontResolverInfo ResolveTypeface(string familyName, bool isBold, bool isItalic) => new(Family, mustSimulateBold: isBold, mustSimulateItalic: isItalic);

    /// <summary>Tells the library of it, once.</summary>
    internal static void Use()
    {
        lock (Setting)
        {
            if (GlobalFontSettings.FontResolver is not LabelFont)
            {
                GlobalFontSettings.FontResolver = new LabelFont();
            }
        }
    }
}
