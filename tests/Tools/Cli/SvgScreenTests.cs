using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using FieldNode.Cli;

namespace FieldNode.Tools.Tests;

public sealed partial class SvgScreenTests
{
    [Fact]
    public void Each_run_stands_at_its_column_in_its_colour_and_as_wide_as_its_characters()
    {
        XElement svg = XElement.Parse(SvgScreen.Write([new StyledLine().Add("ab").Add("  c d ", Ink.Bad), new()], 80, "a <title>"));

        XElement[] texts = [.. svg.Elements().Where(element => element.Name.LocalName == "text")];
        Assert.Equal(["ab", "c d"], texts.Select(text => text.Value));
        Assert.Equal(["16", "48"], texts.Select(text => (string)text.Attribute("x")!));
        Assert.Equal(["16", "24"], texts.Select(text => (string)text.Attribute("textLength")!));
        Assert.Equal([SvgScreen.FillOf(Ink.Plain), SvgScreen.FillOf(Ink.Bad)], texts.Select(text => (string)text.Attribute("fill")!));
        Assert.Equal("a <title>", svg.Elements().First().Value);
    }

    [Fact]
    public void What_a_device_is_called_is_text_and_no_markup()
    {
        XElement svg = XElement.Parse(SvgScreen.Write([new StyledLine().Add("</text><script>&")], 80, "t"));

        Assert.Equal("</text><script>&", svg.Elements().Last().Value);
    }

    [Fact]
    public void A_line_that_is_too_long_is_cropped_to_the_picture()
    {
        string svg = SvgScreen.Write([new StyledLine().Add(new string('x', 100))], 10, "t");

        Assert.Contains(">xxxxxxxxx…<", svg);
    }

    [Fact]
    public void The_pages_picture_of_the_demo_is_what_the_writer_makes_of_such_a_screen()
    {
        string picture = File.ReadAllText(Path.Combine(ImportDocs.Root, "docs", "pictures", "demo.svg"));

        (IReadOnlyList<StyledLine> lines, int columns, string title) = Read(picture);

        Assert.True(lines.Count > 20, $"{lines.Count} lines");
        Assert.Equal(SvgScreen.Write(lines, columns, title), picture);
        string screen = string.Join('\n', lines.Select(StyledLineTests.TextOf));
        Assert.All(["✓ loose wire", "✓ dead slave", "✓ recovery", "✓ rebirth", " all of it was right ", "demo: nbirth="], part => Assert.Contains(part, screen));
    }

    [Fact]
    public void Pictures_bring_what_they_need_with_them()
    {
        foreach (string file in Directory.EnumerateFiles(Path.Combine(ImportDocs.Root, "docs", "pictures"), "*.svg"))
        {
            XElement svg = XElement.Load(file);
            Assert.DoesNotContain(svg.DescendantsAndSelf().Attributes(), attribute => attribute.Name.LocalName is "href" or "src");
            Assert.DoesNotContain("url(http", File.ReadAllText(file));
            Assert.False(string.IsNullOrEmpty(svg.Elements().First(element => element.Name.LocalName == "title").Value), file);
        }
    }

    /// <summary>The screen that a picture shows.</summary>
    private static (IReadOnlyList<StyledLine> Lines, int Columns, string Title) Read(string svg)
    {
        int Size(string name) => int.Parse(Regex.Match(svg, $" {name}=\"(\\d+)\"").Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        var inks = Enum.GetValues<Ink>().ToDictionary(SvgScreen.FillOf, ink => ink);
        List<StyledLine> lines =
            [.. Enumerable.Range(0, (Size("height") - SvgScreen.Top) / SvgScreen.LineHeight).Select(_ => new StyledLine())];
        foreach (Match text in Text().Matches(svg))
        {
            int Number(int group) => int.Parse(text.Groups[group].ValueSpan, CultureInfo.InvariantCulture);
            lines[(Number(2) - SvgScreen.Top) / SvgScreen.LineHeight]
                .To((Number(1) - SvgScreen.Left) / SvgScreen.CharWidth)
                .Add(WebUtility.HtmlDecode(text.Groups[4].Value), inks[text.Groups[3].Value]);
        }
        string title = WebUtility.HtmlDecode(Regex.Match(svg, "<title>(.*)</title>").Groups[1].Value);
        return (lines, (Size("width") - 2 * SvgScreen.Left) / SvgScreen.CharWidth, title);
    }

    [GeneratedRegex("<text x=\"(\\d+)\" y=\"(\\d+)\" fill=\"(#[0-9a-f]+)\"[^>]*>([^<]*)</text>")]
    private static partial Regex Text();
}
