using System.CommandLine;
using FieldNode.Field.Modbus;
using FieldNode.Settings;

namespace FieldNode.Cli.Import;

/// <summary>The options of <c>fieldnode import</c> that answer what a register map leaves open.</summary>
internal sealed class ImportAnswers
{
    private readonly Option<string?> addressColumn = new("--address-column") { Description = "Column of the addresses, by heading or number.", HelpName = "COLUMN" };
    private readonly Option<string[]> column = new("--column") { Description = "What a column is for: name=Tag, scale=7.", HelpName = "MEANING=COLUMN" };
    private readonly Option<string[]> ignore = new("--ignore") { Description = "Column that is not to be used.", HelpName = "COLUMN" };
    private readonly Option<string?> table = new("--table") { Description = "Table of rows that do not say theirs: holding, input, coil, discrete.", HelpName = "TABLE" };
    private readonly Option<int?> first = new("--base") { Description = "What the first register is called where addresses are plain numbers.", HelpName = "0|1" };
    private readonly Option<bool> modicon = new("--modicon") { Description = "40001 is holding register 1, 30001 input register 1." };
    private readonly Option<bool> hex = new("--hex") { Description = "Addresses without a mark are hexadecimal." };
    private readonly Option<bool> dec = new("--dec") { Description = "Addresses without a mark are decimal." };
    private readonly Option<bool> divide = new("--divide") { Description = "Scales above 1 divide the register." };
    private readonly Option<bool> multiply = new("--multiply") { Description = "Scales above 1 multiply the register." };
    private readonly Option<bool> bytes = new("--bytes") { Description = "Lengths are in bytes." };
    private readonly Option<bool> registers = new("--registers") { Description = "Lengths are in registers." };
    private readonly Option<bool> comma = new("--decimal-comma") { Description = "1,000 is one." };
    private readonly Option<bool> point = new("--decimal-point") { Description = "1,000 is a thousand." };
    private readonly Option<string?> range = new("--range") { Description = "Ranges are of the value, or of the register before it is scaled.", HelpName = "value|raw" };
    private readonly Option<string?> type = new("--type") { Description = "Type of registers that do not say theirs.", HelpName = "TYPE" };
    private readonly Option<string?> order = new("--order") { Description = "Bytes of wide values that do not say theirs: abcd, cdab, badc, dcba; without it abcd.", HelpName = "ORDER" };
    private readonly Option<string?> little = new("--little-endian") { Description = "What \"little endian\" means: cdab swaps words only.", HelpName = "cdab|dcba" };
    private readonly Option<string?> writeOnly = new("--write-only") { Description = "Registers that are only written: leave out, or poll.", HelpName = "skip|poll" };
    private readonly Option<bool> addressInNames = new("--address-in-names") { Description = "Put the address behind all names." };
    private readonly Option<string?> separator = new("--separator") { Description = "Column separator; tab for a tab.", HelpName = "C" };
    private readonly Option<int?> period = new("--period") { Description = "Poll period of all tags in ms.", HelpName = "MS" };

    internal void AddTo(Command command)
    {
        foreach (Option option in new Option[]
        {
            addressColumn, column, ignore, table, first, modicon, hex, dec, divide, multiply, bytes, registers, comma, point, range, type, order, little,
            writeOnly, addressInNames, separator, period,
        })
        {
            command.Options.Add(option);
        }
    }

    /// <exception cref="UserError">An answer is not one of those allowed, or two contradict each other.</exception>
    internal MapOptions Of(ParseResult parsed) => new()
    {
        Table = OneOf(table, parsed, ModbusAddress.TableNames),
        Base = parsed.GetValue(first) is null or 0 or 1 ? parsed.GetValue(first) : throw Wrong(first, parsed.GetValue(first).ToString()!, "0 and 1"),
        Modicon = parsed.GetValue(modicon), Hex = Either(parsed, hex, dec), Divide = Either(parsed, divide, multiply),
        LengthIn = Either(parsed, bytes, registers) switch { true => LengthUnit.Bytes, false => LengthUnit.Registers, null => null },
        DecimalComma = Either(parsed, comma, point), RawRange = OneOf(range, parsed, ["value", "raw"]) is { } what ? what == "raw" : null,
        Type = TypeOf(parsed.GetValue(type)), Order = OneOf(order, parsed, TagForm.OrderNames),
        LittleEndian = OneOf(little, parsed, ["cdab", "dcba"]), PollWriteOnly = OneOf(writeOnly, parsed, ["skip", "poll"]) is { } how ? how == "poll" : null,
        AddressInNames = parsed.GetValue(addressInNames), Columns = ColumnsOf(parsed), Ignored = parsed.GetValue(ignore) ?? [],
        Separator = SeparatorOf(parsed.GetValue(separator)), PeriodMs = PeriodOf(parsed.GetValue(period)),
    };

    private Dictionary<MapColumn, string> ColumnsOf(ParseResult parsed)
    {
        var columns = new Dictionary<MapColumn, string>();
        foreach (string said in parsed.GetValue(column) ?? [])
        {
            string[] parts = said.Split('=', 2);
            if (parts.Length < 2 || parts[1].Trim().Length == 0 || int.TryParse(parts[0], out _) || !Enum.TryParse(parts[0].Trim(), ignoreCase: true, out MapColumn meaning))
            {
                throw Wrong(column, said, "MEANING=COLUMN with a meaning of " + string.Join(", ", Enum.GetNames<MapColumn>().Select(name => char.ToLowerInvariant(name[0]) + name[1..])));
            }
            columns[meaning] = parts[1].Trim();
        }
        if (parsed.GetValue(addressColumn) is { } address)
        {
            columns[MapColumn.Address] = address;
        }
        return columns;
    }

    private static bool? Either(ParseResult parsed, Option<bool> yes, Option<bool> no)
    {
        bool isYes = parsed.GetValue(yes);
        bool isNo = parsed.GetValue(no);
        return isYes && isNo ? throw new UserError($"{yes.Name} and {no.Name}: say one of them", ExitStatus.Usage) : isYes ? true : isNo ? false : null;
    }

    private string? TypeOf(string? text) => text is null || MapTypes.Parse(text, 0).Type is not null ? text
        : throw Wrong(type, text, "uint16, int16, uint32, int32, float, double and the like");

    private static string? OneOf(Option<string?> option, ParseResult parsed, string[] allowed) => OneOf(parsed.GetValue(option), option.Name, allowed);

    private static string? OneOf(string? value, string option, string[] allowed) => value is null || allowed.Contains(value)
        ? value : throw new UserError($"{option} {value}: allowed are {string.Join(", ", allowed)}", ExitStatus.Usage);

    private static UserError Wrong(Option option, string value, string allowed) => new($"{option.Name} {value}: allowed are {allowed}", ExitStatus.Usage);

    private static int? PeriodOf(int? ms) => ms is null or (>= SettingsLimits.PeriodMinMs and <= SettingsLimits.PeriodMaxMs)
        ? ms : throw new UserError($"--period {ms} is not allowed: {SettingsLimits.PeriodMinMs} to {SettingsLimits.PeriodMaxMs}", ExitStatus.Usage);

    private static char? SeparatorOf(string? text) => text switch
    {
        null => null,
        "tab" or "\\t" => '\t',
        { Length: 1 } => text[0],
        _ => throw new UserError($"--separator {text}: one character, or tab", ExitStatus.Usage),
    };
}
