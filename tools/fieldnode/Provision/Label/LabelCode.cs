using QRCoder;

namespace FieldNode.Cli.Provision;

/// <summary>The QR code of a label. Level Q: a quarter of it may be scratched away.</summary>
internal static class LabelCode
{
    private const int PixelsPerModule = 8;

    internal static byte[] Png(NodeLabel label)
    {
        using QRCodeData data = Data(label);
        using var code = new PngByteQRCode(data);
        return code.GetGraphic(PixelsPerModule);
    }

    /// <summary>Its modules, by row and column, with the quiet zone of four around it; true: dark.</summary>
    internal static IReadOnlyList<System.Collections.BitArray> Modules(NodeLabel label)
    {
        using QRCodeData data = Data(label);
        return [.. data.ModuleMatrix];
    }

    private static QRCodeData Data(NodeLabel label) => QRCodeGenerator.GenerateQrCode(label.Code, QRCodeGenerator.ECCLevel.Q);
}
