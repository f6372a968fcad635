using System.Text.RegularExpressions;
using System.Xml.Linq;
using FieldNode.Cli;

namespace FieldNode.Tools.Tests;

public sealed partial class LoopPageTests
{
    private const string Evil = "<script>alert(1)</script>&\"'\u202e";

    [Fact]
    public void Texts_of_people_and_of_the_network_never_become_markup()
    {
        string page = LoopPage.Of(Records.Of(Evil, Evil, Evil, Evil) with { Note = Evil }, Evil, Evil, Evil);

        Assert.DoesNotContain("<script", page);
        Assert.DoesNotContain("\u202e", page);
        Assert.Equal(13, Regex.Count(page, Regex.Escape("&lt;script&gt;alert(1)&lt;/script&gt;&amp;&quot;&#39;\\u202e")));
    }

    [Fact]
    public void The_page_needs_nothing_from_elsewhere_and_runs_nothing()
    {
        string page = LoopPage.Of(Records.Of(), "CN=A. Meier", "ab12", "record.json");

        Assert.DoesNotMatch("""(src|href)\s*=|url\(|@import|<script|<link|<img|<iframe""", page);
        Assert.Contains("default-src 'none'", page);
    }

    [Fact]
    public void Its_markup_is_whole()
    {
        string page = LoopPage.Of(Records.Of(), "CN=A. Meier", "ab12", "record.json");
        string closed = Void().Replace(page["<!DOCTYPE html>".Length..], "$0</$1>");

        XElement html = XElement.Parse(closed);

        Assert.Equal(4, html.Descendants("circle").Count() + 1); // three points have a deviation, the fault has none
        Assert.Equal(6, html.Descendants("tr").Count());         // head, four points, one reason
    }

    [Fact]
    public void It_shows_verdict_points_and_how_the_record_is_verified()
    {
        string page = LoopPage.Of(Records.Of(), "CN=A. Meier", "ab12", "record.json");

        Assert.Contains(">FAIL</div>", page);
        Assert.Contains("0.05 m too low", page);
        Assert.Contains("bad (signal high)", page);
        Assert.Contains("+0.080", page);
        Assert.Contains("fieldnode loop-check --verify record.json", page);
    }

    [Fact]
    public void A_name_of_a_file_has_nothing_that_a_file_system_stumbles_over()
    {
        string name = LoopFiles.NameOf(Records.Of(tag: "../a b/ü:*?" + new string('x', 300)));

        Assert.Matches("^loop-check_[A-Za-z0-9_.-]{1,120}_[0-9]{8}-[0-9]{6}$", name);
        Assert.DoesNotContain("/", name);
    }

    [GeneratedRegex("<(meta|br)[^>]*>")]
    private static partial Regex Void();
}
