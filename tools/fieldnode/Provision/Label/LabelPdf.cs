using System.Collections;
using PdfSharp.Drawing;
using PdfSharp.Pdf;

namespace FieldNode.Cli.Provision;

/// <summary>A label of 70 by 36 mm, black on white, for any printer of labels: the QR code on the left, text beside it.</summary>
internal static class LabelPdf
{
    private const double WidthMm = 70;
    private const double HeightMm = 36;
    private const double CodeMm = 32;
    private const double TextMm = 34.5;
    private const double NodePt = 13;
    private const double NodeMinPt = 6;
    private const double TextPt = 6;

    internal static byte[] Of(NodeLabel label)
    {
        LabelFont.Use();
        using var document = new PdfDocument();
        document.Info.Title = $"{label.Group}/{label.Node}";
        document.Info.Creator = "fieldnode";
        PdfPage page = document.AddPage();
        page.Width = XUnit.FromMillimeter(WidthMm);
        page.Height = XUnit.FromMillimeter(HeightMm);
        using (XGraphics graphics = XGraphics.FromPdfPage(page))
        {
            DrawCode(graphics, label);
            DrawText(graphics, label);
        }
        using var bytes = new MemoryStream();
        document.Save(bytes);
        return bytes.ToArray();
    }

    // Modules as rectangles: sharp on any printer, at any size.
    private static void DrawCode(XGraphics graphics, NodeLabel label)
    {
        IReadOnlyList<BitArray> modules = LabelCode.Modules(label);
        double size = Mm(CodeMm) / modules.Count;
        double top = (Mm(HeightMm) - Mm(CodeMm)) / 2;
        for (int row = 0; row < modules.Count; row++)
        {
            for (int from = 0; from < modules[row].Count; from++)
            {
                int to = from;
                while (to < modules[row].Count && modules[row][to])
                {
                    to++;
                }
                if (to > from)
                {
                    graphics.DrawRectangle(XBrushes.Black, Mm(1) + from * size, top + row * size, (to - from) * size, size);
                    from = to;
                }
            }
        }
    }

    private static void DrawText(XGraphics graphics, NodeLabel label)
    {
        double width = Mm(WidthMm - TextMm - 1.5);
        double y = Mm(6.5);
        XFont node = Fitting(graphics, label.Node, NodePt, width, XFontStyleEx.Bold);
        graphics.DrawString(Shown(graphics, label.Node, node, width), node, XBrushes.Black, Mm(TextMm), y);
        var small = new XFont(LabelFont.Family, TextPt);
        y += Mm(0.6);
        foreach (string line in new[] { label.Group, label.Place ?? "", "serial " + label.Serial, "until " + label.EndText, "", "certificate SHA-256" }
            .Concat(label.FingerprintLines))
        {
            y += Mm(2.55);
            graphics.DrawString(Shown(graphics, line, small, width), small, XBrushes.Black, Mm(TextMm), y);
        }
    }

    private static XFont Fitting(XGraphics graphics, string text, double points, double width, XFontStyleEx style)
    {
        var font = new XFont(LabelFont.Family, points, style);
        while (points > NodeMinPt && graphics.MeasureString(text, font).Width > width)
        {
            points -= 0.5;
            font = new XFont(LabelFont.Family, points, style);
        }
        return font;
    }

    // What does not fit is cut with a mark: the QR code has all of it.
    private static string Shown(XGraphics graphics, string text, XFont font, double width)
    {
        string shown = text;
        while (shown.Length > 0 && graphics.MeasureString(shown == text ? text : shown + "…", font).Width > width)
        {
            shown = shown[..^1];
        }
        return shown == text ? text : shown + "…";
    }

    private static double Mm(double mm) => XUnit.FromMillimeter(mm).Point;
}
