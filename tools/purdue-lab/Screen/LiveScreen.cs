using System.Diagnostics;
using FieldNode.Cli;
using Spectre.Console;

namespace FieldNode.PurdueLab;

/// <summary>The live picture in a terminal.</summary>
internal sealed class LiveScreen(IAnsiConsole console) : IScreen
{
    private readonly Lock guard = new();
    private readonly ZonePicture picture = new();
    private readonly Stopwatch running = Stopwatch.StartNew();
    private readonly List<string> remarks = [];
    private Action<IReadOnlyList<StyledLine>> show = _ => { };

    public async Task RunAsync(Func<Task> work)
    {
        await console.Live(new Text("")).Overflow(VerticalOverflow.Crop).StartAsync(async context =>
        {
            show = lines =>
            {
                context.UpdateTarget(StyledScreen.Of(lines, console.Profile.Width, console.Profile.Height - 1));
                context.Refresh();
            };
            await work();
        });
        remarks.ForEach(line => console.WriteLine(line));
    }

    public void Begin(LabKind kind, OpenControl open) => Change(() =>
    {
        running.Restart();
        picture.Clear();
        (picture.Kind, picture.Open) = (kind, open);
    });

    public void Say(string text) => Change(() => picture.Note = text);

    public void Show(ZoneCounts counts) => Change(() => picture.Counts = counts);

    public void Start(Attack attack) => Change(() => picture.Start(attack));

    public void Judge(AttackReport report) => Change(() =>
    {
        picture.Judge(report);
        if (!report.IsHeld)
        {
            remarks.Add(LineScreen.Of(report)); // it stays when the picture is gone
        }
    });

    public void End(LabOutcome outcome) => Change(() => remarks.AddRange(LineScreen.Remarks(outcome)));

    private void Change(Action change)
    {
        lock (guard)
        {
            change();
            show(picture.Draw(running.Elapsed, Math.Max(0, console.Profile.Height - 24), Math.Max(ZonePicture.Columns, console.Profile.Width)));
        }
    }
}
