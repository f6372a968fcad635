using System.Diagnostics;
using FieldNode.Cli;

namespace FieldNode.PurdueLab;

/// <summary>Another screen, and beside it the picture of the bridged lab at its end, for a file.</summary>
internal sealed class PictureScreen(IScreen inner) : IScreen
{
    private readonly Lock guard = new();
    private readonly ZonePicture picture = new();
    private readonly Stopwatch running = new();
    private bool isHeld;

    /// <summary>Empty until a lab was over.</summary>
    internal IReadOnlyList<StyledLine> Held { get; private set; } = [];

    public Task RunAsync(Func<Task> work) => inner.RunAsync(work);

    public void Begin(LabKind kind, OpenControl open)
    {
        Change(() =>
        {
            running.Restart();
            picture.Clear();
            (picture.Kind, picture.Open) = (kind, open);
        });
        inner.Begin(kind, open);
    }

    public void Say(string text) => inner.Say(text);

    public void Show(ZoneCounts counts)
    {
        Change(() => picture.Counts = counts.Online ? counts : counts with { Online = picture.Counts.Online, Devices = picture.Counts.Devices });
        inner.Show(counts);
    }

    public void Start(Attack attack) => inner.Start(attack);

    public void Judge(AttackReport report)
    {
        Change(() => picture.Judge(report));
        inner.Judge(report);
    }

    public void End(LabOutcome outcome)
    {
        Change(() =>
        {
            if (!isHeld)
            {
                isHeld = true; // the first lab is the one with all zones
                Held = [.. picture.Draw(running.Elapsed, recent: 0).SkipLast(2)];
            }
        });
        inner.End(outcome);
    }

    private void Change(Action change)
    {
        lock (guard)
        {
            change();
        }
    }
}
