using System.CommandLine;
using FieldNode.Cli.Import;
using FieldNode.Field.Modbus;
using FieldNode.Settings;

namespace FieldNode.Cli;

/// <summary><c>fieldnode import</c>: a vendor's register map, or a profile, as tags of a device.</summary>
internal static class ImportVerb
{
    internal const string Examples = """
        Examples:
          fieldnode import meter.csv                                    print the tags
          fieldnode import meter.csv --config node.json --device Meter1 --dry-run
          fieldnode import meter.csv --config node.json --device Meter1 --line line1 --unit 5
          fieldnode import --profile eastron-sdm630 --config node.json --device Meter2 --line line1 --unit 6
          fieldnode import map.csv --table input --base 1 --order cdab --out tags.json

        MAP is a CSV file (RFC 4180) with a row of headings. Separators ; , tab and | are found by themselves. Headings in
        the usual words: name/parameter, address/register/hex/offset, type/format, unit, scale/factor, gain/divisor (divides),
        access/RW, function code, table, length/words, bit, byte order, low/min, high/max. Addresses: plain, 0x0BD3, 40001,
        400001, 4x0001. Types: INT16S, U32, FLOAT32, "float (swapped)", STRING[16], UINT8, BCD32, INT32-M10. Numbers: 0,1 and
        1/10 and 10^-1 as well. A scale may be the name of a row that holds it (SunSpec); a column "not available" has codes such
        as 0x8000. A map with rows of type sunssf has SunSpec's codes.
        Plain addresses count from 0, unless --base 1; they are holding registers, unless --table or the map says otherwise.
        All faults are told at once, with line and column; with any, nothing is written. The rest of the node file stays as it
        is, byte for byte, and the whole is checked before it is written.
        Exit status: 0 done, 1 the map or the file after it has faults, 2 used wrongly.
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
        var table = new Option<string?>("--table") { Description = "Table of plain addresses: holding, input, coil, discrete." };
        var first = new Option<int>("--base") { Description = "What the first register is called, 0 or 1.", HelpName = "0|1" };
        var order = new Option<string>("--order")
        {
            Description = "Bytes of wide values: abcd, cdab, badc, dcba.", DefaultValueFactory = _ => "abcd",
        };
        var separator = new Option<string?>("--separator") { Description = "Column separator; tab for a tab.", HelpName = "C" };
        var period = new Option<int?>("--period") { Description = "Poll period of all tags in ms.", HelpName = "MS" };
        var dry = new Option<bool>("--dry-run") { Description = "Show what it would do, and write nothing." };
        var json = new Option<bool>("--json") { Description = "One JSON object instead of lines." };
        var command = new Command("import", "Make tags of a vendor's register map (CSV) or of a known meter.")
        {
            map, profile, config, device, line, unit, replace, outFile, table, first, order, separator, period, dry, json,
        };
        command.SetAction(parsed => new ImportRun(output, error)
        {
            Map = parsed.GetValue(map), Profile = parsed.GetValue(profile), Config = parsed.GetValue(config), Out = parsed.GetValue(outFile),
            DryRun = parsed.GetValue(dry), Json = parsed.GetValue(json),
            Target = parsed.GetValue(device) is { } name
                ? new TargetOptions
                {
                    Device = name, Line = parsed.GetValue(line), Unit = parsed.GetValue(unit), Replace = parsed.GetValue(replace),
                }
                : null,
            Options = new MapOptions
            {
                Table = OneOf("--table", parsed.GetValue(table), ModbusAddress.TableNames),
                Base = parsed.GetValue(first) is 0 or 1 ? parsed.GetValue(first)
                    : throw new UserError($"--base {parsed.GetValue(first)}: allowed are 0 and 1", ExitStatus.Usage),
                Order = OneOf("--order", parsed.GetValue(order), TagForm.OrderNames)!,
                Separator = Separator(parsed.GetValue(separator)), PeriodMs = Period(parsed.GetValue(period)),
            },
        }.Run());
        return command;
    }

    private static string? OneOf(string option, string? value, string[] allowed) => value is null || allowed.Contains(value)
        ? value : throw new UserError($"{option} {value}: allowed are {string.Join(", ", allowed)}", ExitStatus.Usage);

    private static int? Period(int? ms) => ms is null or (>= SettingsLimits.PeriodMinMs and <= SettingsLimits.PeriodMaxMs)
        ? ms : throw new UserError($"--period {ms} is not allowed: {SettingsLimits.PeriodMinMs} to {SettingsLimits.PeriodMaxMs}", ExitStatus.Usage);

    private static char? Separator(string? text) => text switch
    {
        null => null,
        "tab" or "\\t" => '\t',
        { Length: 1 } => text[0],
        _ => throw new UserError($"--separator {text}: one character, or tab", ExitStatus.Usage),
    };
}
