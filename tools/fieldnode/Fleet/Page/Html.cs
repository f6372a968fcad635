using System.Runtime.CompilerServices;
using System.Text;

namespace FieldNode.Cli.Fleet.Page;

/// <summary>
/// Markup under way. Only what stands in the source between the holes of a template is markup; what is put into a hole is text, whatever it holds. There is no way to add a
/// string as markup.
/// </summary>
internal sealed class Html
{
    internal StringBuilder Text { get; } = new();

    internal static Html Of(HtmlTemplate template) => template.Made;

    internal static Html Empty => new();

    internal Html Add([InterpolatedStringHandlerArgument("")] HtmlTemplate template)
    {
        _ = template; // it has written into this one
        return this;
    }

    internal Html AddEach<T>(IEnumerable<T> some, Func<T, Html> form)
    {
        foreach (T one in some)
        {
            Text.Append(form(one).Text);
        }
        return this;
    }

    public override string ToString() => Text.ToString();
}
