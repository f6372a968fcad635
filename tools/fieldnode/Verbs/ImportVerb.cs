using System.CommandLine;
using FieldNode.Cli.Import;

namespace FieldNode.Cli;

/// <summary><c>fieldnode import</c>: a vendor's register map, or a profile, as tags of a device.</summary>
internal static class ImportVerb
{
    internal const string Examples = """
        Examples:
          fieldnode import meter.csv                                    print the tags, or ask
          fieldnode import meter.csv --base 1 --divide --dry-run        the answers, and a table to compare with the manual
          fieldnode import meter.csv --modicon --config node.json --device Meter1 --line line1 --unit 5
          fieldnode import map.csv --address-column "Reg. (dec)" --column name=Signal --ignore Default
          fieldnode import map.csv --column address=1 --column name=2 --column type=3    a map without headings
          fieldnode import --profile eastron-sdm630 --config node.json --device Meter2 --line line1 --unit 6
          fieldnode import --words                                      all headings, types and words that it knows

        MAP is a CSV file (RFC 4180) with a row of headings; the separators ; , tab and | are found. Import never guesses: what has
        two readings is a question, told with the options that answer it, and nothing is written. It asks whether plain addresses
        count from 0 or 1, whether 40001 is register 1, whether a scale of 10 divides, what lengths count, and which of two columns
        is meant. Columns that it did not use are listed.
        All faults and questions are told at once, with line and column. The rest of the node file stays as it is, byte for byte,
        and the whole is checked before it is written. More: docs/import.md.
        Exit status: 0 done, 1 the map or the file after it has faults or questions, 2 used wrongly.
        """;

    internal static Command Create(TextWriter output, TextWriter error)
    {
        var map = new Argument<string?>("MAP") { Description = "Register map (CSV).", Arity = ArgumentArity.ZeroOrOne };
        var profile = new Option<string?>("--profile") { Description = "A known meter instead of a map: fieldnode profiles.", HelpName = "NAME" };
        var config = new Option<string?>("--config") { Description = "Node file to put the tags into.", HelpName = "FILE" };
        var device = new Option<string?>("--device") { Description = "Sparkplug device they belong to.", HelpName = "NAME" };
        var line = new Option<string?>("--line") { Description = "Line of a device that is not in the file yet.", HelpName = "NAME" };
        var unit = new Option<int?>("--unit") { Description = "Modbus unit of such a device.", HelpName = "N" };
        var replace = new Option<bool>("--replace") { Description = "Tags of the same name are replaced." };
        var outFile = new Option<string?>("--out") { Description = "Write the tags alone into this file.", HelpName = "FILE" };
        var dry = new Option<bool>("--dry-run") { Description = "Show what it would do, and write nothing." };
        var json = new Option<bool>("--json") { Description = "One JSON object instead of lines." };
        var skip = new Option<bool>("--skip-faulty") { Description = "Rows with faults are told and left out; without it one fault stops all." };
        var words = new Option<bool>("--words") { Description = "Print the headings, types and words that import knows." };
        var answers = new ImportAnswers();
        var command = new Command("import", "Make tags of a vendor's register map (CSV) or of a known meter.")
        {
            map, profile, config, device, line, unit, replace, outFile, dry, json, skip, words,
        };
        answers.AddTo(command);
        command.SetAction(parsed => parsed.GetValue(words) ? Print(output) : new ImportRun(output, error)
        {
            Map = parsed.GetValue(map), Profile = parsed.GetValue(profile), Config = parsed.GetValue(config), Out = parsed.GetValue(outFile),
            DryRun = parsed.GetValue(dry), Json = parsed.GetValue(json), SkipFaulty = parsed.GetValue(skip),
            Target = parsed.GetValue(device) is { } name
                ? new TargetOptions
                {
                    Device = name, Line = parsed.GetValue(line), Unit = parsed.GetValue(unit), Replace = parsed.GetValue(replace),
                }
                : null,
            Options = answers.Of(parsed),
        }.Run());
        return command;
    }

    private static int Print(TextWriter output)
    {
        output.Write(WordsPage.Text());
        return ExitStatus.Ok;
    }
}
