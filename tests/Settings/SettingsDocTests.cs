using FieldNode.Virtual.Settings;

namespace FieldNode.Settings.Tests;

public sealed class SettingsDocTests
{
    private static readonly string page = File.ReadAllText(Path.Combine(Sample.Root, "docs", "settings.md"));

    // class of the model, heading of its table
    public static readonly TheoryData<Type, string> Tables = new()
    {
        { typeof(NodeSettings), "## The file itself" },
        { typeof(BrokerSettings), "## `broker`" },
        { typeof(SparkplugSettings), "## `sparkplug`" },
        { typeof(PrimaryHostSettings), "## `primaryHost`" },
        { typeof(ControlSettings), "## `controls`" },
        { typeof(OtherBrokerSettings), "## `otherBrokers[]`" },
        { typeof(UpdateSettings), "## `update`" },
        { typeof(JournalSettings), "## `journal`" },
        { typeof(LineSettings), "## `lines[]`" },
        { typeof(DeviceSettings), "## `devices[]`" },
        { typeof(TagSettings), "## `tags[]`" },
        { typeof(BusSettings), "## `buses[]`" },
        { typeof(SensorSettings), "## `sensors[]`" },
        { typeof(RegisterSettings), "## `register`" },
        { typeof(SensorTagSettings), "## `tags[]` of a sensor" },
        { typeof(LoopSettings), "## `loop`" },
        { typeof(CareSettings), "## `care`" },
        { typeof(CalibrationSettings), "## `calibration`" },
        { typeof(TerminalSettings), "## `terminals`" },
        { typeof(ContactSettings), "## `contacts[]`" },
        { typeof(OutputSettings), "## `outputs[]`" },
        { typeof(CounterSettings), "## `counters[]`" },
    };

    [Theory]
    [MemberData(nameof(Tables))]
    public void The_page_has_a_row_for_every_member_with_its_default(Type type, string heading)
    {
        var section = page.Split(heading + "\n")[1].Split("\n#")[0];
        var rows = section.Split('\n').Where(row => row.StartsWith("| `", StringComparison.Ordinal)).ToList();
        var members = JsonNames.MembersOf(type);

        Assert.Equal(members.Select(JsonNames.Of), rows.Select(row => row.Split('`')[1]));
        var model = Activator.CreateInstance(type);
        for (var i = 0; i < rows.Count; i++)
        {
            var told = rows[i].TrimEnd('|', ' ').Split(" | ")[^1];
            var standard = members[i].GetValue(model);
            var mustBeGiven = told == "must be given";
            if (standard is not null && !mustBeGiven)
            {
                Assert.Equal(standard is bool ? Convert.ToString(standard)!.ToLowerInvariant() : Convert.ToString(standard), told);
            }
        }
    }

    [Fact]
    public void A_member_that_must_be_given_is_missed_by_the_check()
    {
        foreach (var (path, row) in new[]
        {
            ("version", "version"), ("group", "group"), ("node", "node"), ("broker", "broker"), ("broker.host", "host"),
            ("broker.caFile", "caFile"), ("broker.certificateFile", "certificateFile"), ("broker.keyFile", "keyFile"),
            ("lines[0].name", "name"), ("lines[0].port", "port"), ("devices[0].name", "name"),
            ("devices[0].line", "line"), ("devices[0].unit", "unit"), ("devices[0].tags", "tags"),
            ("devices[0].tags[0].name", "name"), ("devices[0].tags[0].address", "address"),
        })
        {
            Assert.Contains(page.Split('\n'), line => line.StartsWith($"| `{row}`", StringComparison.Ordinal)
                && line.EndsWith("must be given |", StringComparison.Ordinal));
            var fault = Assert.Single(Sample.Parse(Sample.With((path, null))).Faults);
            Assert.Equal((path, "missing"), (fault.Path, fault.Value));
        }
    }
}
