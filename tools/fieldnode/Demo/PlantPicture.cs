using System.Globalization;
using FieldNode.Host;
using FieldNode.Tags;

namespace FieldNode.Cli;

/// <summary>
/// The demo's plant as a picture of characters: a row for each device with what it measures and the wire it hangs on, the node, the broker, the host, and
/// the story so far. It fits 80 columns and 24 lines.
/// </summary>
internal sealed class PlantPicture
{
    private const int NameAt = 2;
    private const int ValueAt = 13;
    private const int ValueWidth = 16;
    private const int WireAt = 30;
    private const int BusWidth = 6;
    private const int StoryTextAt = 14;

    private static readonly string[] StoryNames = ["loose wire", "dead slave", StoryLine.Recovery, StoryLine.Rebirth];

    private readonly Dictionary<string, StoryLine> story = StoryNames.ToDictionary(name => name, name => new StoryLine(name, StoryState.Waiting, ""));
    private readonly Rate messages = new(TimeSpan.FromSeconds(5));

    internal IReadOnlyList<PlantDevice> Devices { get; set; } = [];

    /// <summary>What is going on.</summary>
    internal string Note { get; set; } = "";

    internal IReadOnlyCollection<StoryLine> Story => story.Values;

    internal void Tell(StoryLine line) => story[line.Name] = line;

    internal IReadOnlyList<StyledLine> Draw(HostModel model, TimeSpan running)
    {
        messages.Mark(running, model.Messages);
        EdgeNode? node = model.Find(DemoOptions.Group, DemoOptions.NodeName);
        var lines = new List<StyledLine>
        {
            new StyledLine().Add("FieldNode demo", Ink.Title).Add("   a plant, a node, a broker and a host on this machine").To(70)
                .Add(running.ToString("hh\\:mm\\:ss", CultureInfo.InvariantCulture), Ink.Dim),
            new(),
        };
        List<StyledLine> boxes = Boxes(model, node);
        int rows = Math.Max(Devices.Count, boxes.Count);
        int first = Math.Max(0, (rows - boxes.Count) / 2);
        for (int row = 0; row < rows; row++)
        {
            StyledLine line = row < Devices.Count ? Device(node, Devices[row], row) : new StyledLine().To(WireAt + BusWidth + 2);
            lines.Add(row >= first && row < first + boxes.Count ? line.Add(boxes[row - first]) : line);
        }
        lines.Add(new StyledLine());
        lines.AddRange(story.Values.Select(Happening));
        lines.Add(new StyledLine());
        lines.Add(Counts(model, node));
        lines.Add(new StyledLine().Add(SafeText.Of(Note), Ink.Dim));
        return lines;
    }

    /// <summary>Mark, name and text of a part of the story.</summary>
    internal static StyledLine Happening(StoryLine line)
    {
        (string mark, Ink ink) = line.State switch
        {
            StoryState.Happening => ("▶", Ink.Warn),
            StoryState.Done => ("✓", Ink.Good),
            StoryState.Failed => ("✗", Ink.Bad),
            StoryState.Skipped => ("-", Ink.Dim),
            _ => ("·", Ink.Dim),
        };
        Ink words = line.State is StoryState.Done ? Ink.Plain : ink;
        return new StyledLine().Add(mark + " ", ink).Add(line.Name, words).To(StoryTextAt).Add(SafeText.Of(line.Text), words);
    }

    private StyledLine Device(EdgeNode? node, PlantDevice device, int row)
    {
        EdgeDevice? seen = node?.FindDevice(device.Name);
        EdgeMetric? bad = seen?.Metrics.FirstOrDefault(IsBad);
        (string mark, string value, Ink ink) = seen is null ? ("·", "", Ink.Dim)
            : !seen.Online ? ("✗", node!.Online ? "dead" : "", node.Online ? Ink.Bad : Ink.Dim)
            : bad is not null ? ("▲", QualityText.Of(bad.Quality, bad.Reason), Ink.Warn)
            : ("●", ValueOf(seen), Ink.Good);
        bool isCut = ink == Ink.Bad;
        string bus = device.Bus.Length == 0 ? "" : isCut ? device.Bus + "✗" : device.Bus;
        string spine = Devices.Count == 1 ? "─" : row == 0 ? "┐" : row == Devices.Count - 1 ? "┘" : "┤";
        return new StyledLine().Add(mark, ink).To(NameAt).Add(ColumnWidths.Crop(SafeText.Of(device.Name), ValueAt - NameAt - 1), seen is null ? Ink.Dim : Ink.Plain)
            .To(ValueAt).Add(ColumnWidths.Crop(SafeText.Of(value), ValueWidth).PadLeft(ink == Ink.Good ? ValueWidth - 1 : 0), ink == Ink.Good ? Ink.Plain : ink)
            .To(WireAt).Add(isCut ? bus : bus + new string('─', BusWidth + 1 - bus.Length), ink).To(WireAt + BusWidth + 1).Add(spine, Ink.Dim);
    }

    private static List<StyledLine> Boxes(HostModel model, EdgeNode? node)
    {
        bool isUp = node is { Online: true };
        Ink ink = isUp ? Ink.Good : Ink.Dim;
        string state = isUp ? "online" : node is { WasBorn: true } ? "offline" : "unborn";
        StyledLine Row(string toNode, string inNode, string toBroker, string inBroker, string toHost, string inHost) => new StyledLine()
            .Add(toNode, Ink.Dim).Add(inNode, ink).Add(toBroker, ink).Add(inBroker, Ink.Title).Add(toHost, ink).Add(inHost, Ink.Plain);
        string number = ColumnWidths.Crop(model.Messages.ToString(CultureInfo.InvariantCulture), 6);
        return
        [
            Row("  ", "╭─────────╮", "      ", "╭────────╮", "   ", "╭────────╮"),
            Row("  ", "│  node1  │", "      ", "│ broker │", "   ", "│  host  │"),
            Row("──", $"┤ {state,-8}├", "─TLS─►", "┤ mutual ├", "──►", $"┤ {number,-6} │"),
            Row("  ", "│         │", "      ", "│  TLS   │", "   ", "│messages│"),
            Row("  ", "╰─────────╯", "      ", "╰────────╯", "   ", "╰────────╯"),
        ];
    }

    private StyledLine Counts(HostModel model, EdgeNode? node)
    {
        int online = node?.Devices.Count(device => device.Online) ?? 0;
        long data = node?.Counts.Data ?? 0;
        return new StyledLine()
            .Add(string.Create(CultureInfo.InvariantCulture, $"{online} devices online, {node?.Counts.Births ?? 0} births, {data} data messages"))
            .Add(string.Create(CultureInfo.InvariantCulture, $" of {(data == 0 ? 0 : node!.DataBytes / data)} B, {messages.PerSecond:0.0} a second, "))
            .Add(string.Create(CultureInfo.InvariantCulture, $"{model.Faults} wrong"), model.Faults == 0 ? Ink.Good : Ink.Bad);
    }

    /// <summary>A value that a person set on purpose is no trouble.</summary>
    private static bool IsBad(EdgeMetric metric) =>
        metric.Quality != MetricProperties.GoodQuality && metric.Reason != (int)QualityReason.Forced;

    /// <summary>What a device measures first.</summary>
    private static string ValueOf(EdgeDevice device)
    {
        EdgeMetric? shown = device.Metrics.FirstOrDefault(metric => metric.Unit is not null && metric.Value is float or double)
            ?? device.Metrics.FirstOrDefault();
        string value = shown?.Value switch
        {
            float number => number.ToString("0.00", CultureInfo.InvariantCulture),
            double number => number.ToString("0.00", CultureInfo.InvariantCulture),
            _ => shown?.ValueText ?? "",
        };
        return shown?.Unit is null ? value : $"{value} {shown.Unit,-4}";
    }
}
