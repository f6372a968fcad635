using System.Globalization;
using FieldNode.Cli;

namespace FieldNode.PurdueLab;

/// <summary>The zones as a picture of characters: who is in each, what passes between, what is dropped, and the attacks so far. It fits 100 columns; more of them show more of the verdicts.</summary>
internal sealed class ZonePicture
{
    internal const int Columns = 100;
    private const int BoxAt = 7;
    private const int BoxWidth = 46;
    private const int RightAt = BoxAt + BoxWidth + 3;
    private const int RecentMax = 12;

    private readonly List<AttackReport> reports = [];
    private readonly List<string> underWay = [];

    internal LabKind Kind { get; set; } = LabKind.Bridged;

    internal OpenControl Open { get; set; }

    internal ZoneCounts Counts { get; set; } = new();

    internal string Note { get; set; } = "";

    internal static string TitleOf(LabKind kind) => kind == LabKind.Bridged
        ? "bridged: a plant broker in Level 3, bridged to the one in the DMZ"
        : "direct: no broker in Level 3, the node connects to the DMZ";

    internal void Clear()
    {
        reports.Clear();
        underWay.Clear();
        Counts = new ZoneCounts();
    }

    internal void Start(Attack attack) => underWay.Add(attack.Name);

    internal void Judge(AttackReport report)
    {
        reports.Add(report);
        underWay.Remove(report.Attack.Name);
    }

    /// <param name="running">Since the lab began.</param>
    /// <param name="recent">How many of the last attacks are listed.</param>
    /// <param name="columns">How wide the place is.</param>
    internal IReadOnlyList<StyledLine> Draw(TimeSpan running, int recent = RecentMax, int columns = Columns)
    {
        bool isBridged = Kind == LabKind.Bridged;
        var lines = new List<StyledLine>
        {
            new StyledLine().Add("purdue-lab", Ink.Title).Add("  " + TitleOf(Kind)).To(Columns - 8).Add(running.ToString("hh\\:mm\\:ss", CultureInfo.InvariantCulture), Ink.Dim),
        };
        Box(lines, "L4", "enterprise", "historian, analyst", N(Counts.SamplesLevel4, "sample"), "");
        Wall(lines, "DMZ firewall: 8883, 443 in", ["enterprise_to_dmz"], [Drop(Zone.Enterprise, Zone.Dmz), Drop(Zone.Enterprise, Zone.Plant), Drop(Zone.Enterprise, Zone.Node)]);
        Box(lines, "L3.5", "DMZ", $"mosquitto, primary host {LabSite.HostId}", N(Counts.SamplesDmz, "sample"), "▼ STATE");
        Wall(lines, isBridged ? "bridge up: 8883; STATE comes down in it" : "8883 up; commands of one writer come down in it",
            isBridged ? ["plant_to_dmz"] : ["plant_to_dmz", "node_to_broker"], [Drop(Zone.Dmz, Zone.Plant), Drop(Zone.Dmz, Zone.Node)]);
        Box(lines, "L3", "plant", isBridged ? "mosquitto, one writer, time server" : "one writer, time server", "", "▼ one setpoint");
        Wall(lines, "node's side: out 8883 and NTP, in nothing", isBridged ? ["node_to_broker", "node_to_time"] : ["node_to_time"], [Drop(Zone.Plant, Zone.Node), Drop(Zone.Neighbour, Zone.Plant), Drop(Zone.Node, Zone.Dmz)]);
        Box(lines, "L1", "node", Counts.Online ? $"fieldnode run, {N(Counts.Devices, "device")} online" : "fieldnode run, offline", $"{N(Counts.Inbound, "packet")} inbound", "");
        lines.Add(new StyledLine().To(BoxAt + 2).Add("│ RS-485", Ink.Dim).To(BoxAt + 14).Add($"{N(Counts.ReadAtLevel0, "number")} read, {N(Counts.WritesAtLevel0, "write")} arrived"));
        lines.Add(new StyledLine().Add("L0", Ink.Title).To(BoxAt).Add("simulated slaves that count each read", Ink.Dim));
        lines.Add(new StyledLine());
        int reached = reports.Count(report => report.Reached);
        int errors = reports.Count(report => report.Error is not null);
        lines.Add(new StyledLine().Add(N(reports.Count, "attack"), Ink.Title).Add(", ").Add($"{reached} reached", reached == 0 ? Ink.Good : Ink.Bad)
            .Add(errors == 0 ? "" : $", {errors} not measured", Ink.Bad)
            .Add(underWay.Count == 0 ? "" : "   under way: " + string.Join(", ", underWay.TakeLast(4)), Ink.Dim));
        lines.AddRange(reports.TakeLast(recent).Select(report => Line(report, columns)));
        lines.Add(new StyledLine().Add(SafeText.Of(Note), Ink.Dim));
        return [.. lines.Select(line => line.Crop(columns))];
    }

    internal static StyledLine Line(AttackReport report, int columns = Columns)
    {
        (string mark, Ink ink) = report.Error is not null ? ("!", Ink.Bad) : report.Reached ? ("✗", Ink.Bad) : ("✓", Ink.Good);
        return new StyledLine().Add(mark + " ", ink).Add(report.Attack.Level).To(BoxAt).Add(report.Attack.Name, report.IsHeld ? Ink.Plain : Ink.Bad).To(BoxAt + 24)
            .Add(SafeText.Of(report.Error ?? report.Seen), report.IsHeld ? Ink.Dim : Ink.Bad).Crop(columns);
    }

    private static void Box(List<StyledLine> lines, string level, string name, string who, string right, string down)
    {
        lines.Add(new StyledLine().To(BoxAt).Add($"╭{new string('─', BoxWidth - 2)}╮", Ink.Good));
        lines.Add(new StyledLine().Add(level, Ink.Title).To(BoxAt).Add("│ ", Ink.Good).Add(name + "  ").Add(ColumnWidths.Crop(who, BoxWidth - name.Length - 6), Ink.Dim)
            .To(BoxAt + BoxWidth - 1).Add("│", Ink.Good).To(RightAt).Add(right).To(RightAt + 22).Add(down, Ink.Dim));
        lines.Add(new StyledLine().To(BoxAt).Add($"╰{new string('─', BoxWidth - 2)}╯", Ink.Good));
    }

    private void Wall(List<StyledLine> lines, string text, string[] passed, string[] dropped) => lines.Add(new StyledLine()
        .Add("═════ ", Ink.Warn).Add($"▲ {text} ", Ink.Warn).To(RightAt).Add(N(passed.Sum(Count), "connection").PadRight(22)).Add($"✗ {N(dropped.Sum(Count))} dropped", Ink.Dim));

    private long Count(string counter) => Counts.Firewall.GetValueOrDefault(counter);

    private static string Drop(Zone from, Zone to) => Ruleset.Dropped(from, to);

    private static string N(long number, string what) => $"{N(number)} {what}{(number == 1 ? "" : "s")}";

    private static string N(long number) => number.ToString("N0", CultureInfo.InvariantCulture).Replace(",", " ", StringComparison.Ordinal);
}
