using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;

namespace FieldNode.Cli.Fleet.Page;

/// <summary>Encodes each hole of a template: for text and for attributes in double quotes, of HTML and SVG alike.</summary>
[InterpolatedStringHandler]
internal readonly struct HtmlTemplate
{
    public HtmlTemplate(int literalLength, int formattedCount)
        : this(literalLength, formattedCount, new Html())
    {
    }

    public HtmlTemplate(int literalLength, int formattedCount, Html html)
    {
        Made = html;
        html.Text.EnsureCapacity(html.Text.Length + literalLength + formattedCount * 16);
    }

    internal Html Made { get; }

    public void AppendLiteral(string markup) => Made.Text.Append(markup);

    /// <summary>Text from people and from the network: no markup of theirs, no marks that turn the direction of writing.</summary>
    public void AppendFormatted(string? text) => Made.Text.Append(WebUtility.HtmlEncode(SafeText.Of(text ?? "")));

    public void AppendFormatted(Html? part) => Made.Text.Append(part?.Text);

    public void AppendFormatted(IFormattable number) => AppendFormatted(number.ToString(null, CultureInfo.InvariantCulture));
}
