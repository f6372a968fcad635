using System.CommandLine;
using FieldNode.Cli.Pages;
using FieldNode.Cli.Pages.Security;

namespace FieldNode.Cli;

/// <summary><c>fieldnode pages</c>: the pages of docs that are made from the code. For who works on FieldNode, so it is in no list of verbs.</summary>
internal static class PagesVerb
{
    internal const string Examples = """
        Examples:
          fieldnode pages symptoms > docs/symptoms.md
          fieldnode pages metrics > docs/metrics.md
          fieldnode pages security-case > docs/security-case.md

        Prints a page of docs that is made from the code. A test holds each page to what this prints.
        Exit status: 0 printed, 2 used wrongly.
        """;

    private static readonly Dictionary<string, Func<string>> Pages = new()
    {
        ["symptoms"] = SymptomsPage.Text,
        ["metrics"] = MetricsPage.Text,
        ["security-case"] = SecurityCasePage.Text,
    };

    internal static Command Create(TextWriter output)
    {
        var name = new Argument<string>("PAGE") { Description = string.Join(" or ", Pages.Keys) + "." };
        var command = new Command("pages", "Print a page of docs that is made from the code.") { name };
        command.Hidden = true;
        command.SetAction(parsed =>
        {
            string asked = parsed.GetRequiredValue(name);
            if (!Pages.TryGetValue(asked, out Func<string>? text))
            {
                throw new UserError($"{asked}: no such page. There are {string.Join(", ", Pages.Keys)}", ExitStatus.Usage);
            }
            output.Write(text());
            return ExitStatus.Ok;
        });
        return command;
    }
}
