using System.Text.RegularExpressions;
using FieldNode.Settings;

namespace FieldNode.Virtual.Settings;

/// <summary>The tables of docs/settings.md, which is built into this assembly: one for each class of the model.</summary>
public static class SettingsPage
{
    private static readonly Lazy<Dictionary<Type, IReadOnlyList<MemberDoc>>> tables = new(ReadAll);

    /// <summary>Class of the model and heading of its table.</summary>
    public static IReadOnlyDictionary<Type, string> Headings { get; } = new Dictionary<Type, string>
    {
        [typeof(NodeSettings)] = "## The file itself",
        [typeof(BrokerSettings)] = "## `broker`",
        [typeof(SparkplugSettings)] = "## `sparkplug`",
        [typeof(PrimaryHostSettings)] = "## `primaryHost`",
        [typeof(ControlSettings)] = "## `controls`",
        [typeof(OtherBrokerSettings)] = "## `otherBrokers[]`",
        [typeof(UpdateSettings)] = "## `update`",
        [typeof(JournalSettings)] = "## `journal`",
        [typeof(LineSettings)] = "## `lines[]`",
        [typeof(DeviceSettings)] = "## `devices[]`",
        [typeof(TagSettings)] = "## `tags[]`",
        [typeof(BusSettings)] = "## `buses[]`",
        [typeof(SensorSettings)] = "## `sensors[]`",
        [typeof(RegisterSettings)] = "## `register`",
        [typeof(SensorTagSettings)] = "## `tags[]` of a sensor",
        [typeof(LoopSettings)] = "## `loop`",
        [typeof(CareSettings)] = "## `care`",
        [typeof(CalibrationSettings)] = "## `calibration`",
        [typeof(TerminalSettings)] = "## `terminals`",
        [typeof(ContactSettings)] = "## `contacts[]`",
        [typeof(OutputSettings)] = "## `outputs[]`",
        [typeof(CounterSettings)] = "## `counters[]`",
    };

    /// <summary>The rows of a class, in their order.</summary>
    public static IReadOnlyList<MemberDoc> Of(Type type) => tables.Value[type];

    /// <summary>The row of a member, or null.</summary>
    public static MemberDoc? Of(Type type, string member) => Of(type).FirstOrDefault(row => row.Name == member);

    private static Dictionary<Type, IReadOnlyList<MemberDoc>> ReadAll()
    {
        using var stream = typeof(SettingsPage).Assembly.GetManifestResourceStream("settings.md")!;
        using var reader = new StreamReader(stream);
        var page = reader.ReadToEnd().ReplaceLineEndings("\n");
        return Headings.ToDictionary(pair => pair.Key, pair => Rows(page, pair.Value));
    }

    private static IReadOnlyList<MemberDoc> Rows(string page, string heading)
    {
        var section = page.Split(heading + "\n")[1].Split("\n#")[0];
        return [.. section.Split('\n').Where(row => row.StartsWith("| `", StringComparison.Ordinal)).Select(Row)];
    }

    private static MemberDoc Row(string row)
    {
        // A bar inside of code marks (the list of refused punctuation) is no column.
        var cells = Regex.Split(row.Trim().Trim('|'), @"(?<=\s)\|(?=\s)|(?<=\s)\|$").Select(cell => cell.Trim()).ToArray();
        return new MemberDoc(cells[0].Trim('`'), Plain(cells[1]), Plain(cells[2]), Plain(cells[3]), Plain(cells[^1]));
    }

    private static string Plain(string text) =>
        Regex.Replace(text.Replace("`", "", StringComparison.Ordinal), @"\[([^\]]*)\]\([^)]*\)", "$1");
}
