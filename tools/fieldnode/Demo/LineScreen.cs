using System.Globalization;
using FieldNode.Host;

namespace FieldNode.Cli;

/// <summary>Plain lines, for a pipe or a log: a line per message, and now and then one with the rate.</summary>
internal sealed class LineScreen(TextWriter output, Func<HostMessage, string> format, TextWriter notes) : IDemoScreen
{
    private static readonly TimeSpan SummaryEvery = TimeSpan.FromSeconds(5);

    private readonly Rate messages = new(SummaryEvery);
    private HostModel? model;
    private TimeSpan nextSummary = SummaryEvery;

    public Task RunAsync(HostModel model, Func<Task> work)
    {
        this.model = model;
        return work();
    }

    public void Introduce(IReadOnlyList<PlantDevice> devices)
    {
        // Their births name them.
    }

    public void Show(HostMessage message) => output.WriteLine(format(message));

    public void Say(string text) => notes.WriteLine("-- " + SafeText.Of(text));

    public void Tell(StoryLine line) => Say($"{line.Name}: {line.Text}");

    public void Hold()
    {
        // Lines stay as they are.
    }

    public void Refresh(TimeSpan running)
    {
        output.Flush();
        messages.Mark(running, model!.Messages);
        if (running < nextSummary)
        {
            return;
        }
        nextSummary = running + SummaryEvery;
        long data = model.Nodes.Sum(node => node.Counts.Data);
        double bytes = model.Nodes.Sum(node => node.DataBytes);
        Say(string.Create(CultureInfo.InvariantCulture,
            $"{messages.PerSecond:0.0} messages/s, {(data == 0 ? 0 : bytes / data):0.0} bytes per data message"));
    }
}
