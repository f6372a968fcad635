using System.Globalization;
using FieldNode.Host;

namespace FieldNode.Cli;

/// <summary>
/// Lets the mishaps happen one after the other, waits until the host sees each, mends them all, and waits until the host sees that too. It reads no clock.
/// </summary>
/// <param name="mishaps">In the order in which they happen; none: the story is over before it begins.</param>
/// <param name="tell">Called whenever a line changes.</param>
internal sealed class Story(IReadOnlyList<Mishap> mishaps, DemoOptions options, Action<StoryLine> tell)
{
    private readonly string?[] recovered = new string?[mishaps.Count];
    private readonly List<string> faults = [];
    private int at;
    private bool begun;
    private TimeSpan? quietSince;
    private TimeSpan changedAt;

    /// <summary>All of it happened, failed or was skipped.</summary>
    internal bool IsOver { get; private set; } = mishaps.Count == 0;

    /// <summary>What the host should have seen and did not.</summary>
    internal IReadOnlyList<string> Faults => faults;

    /// <summary>Looks what the host has seen, and goes on if it is time to.</summary>
    /// <param name="node">As the host sees it, online.</param>
    /// <param name="now">Since the demo began.</param>
    /// <param name="left">Until the demo's end; null: as long as the story takes.</param>
    internal void Step(EdgeNode node, TimeSpan now, TimeSpan? left)
    {
        if (IsOver)
        {
            return;
        }
        quietSince ??= now;
        if (begun)
        {
            Watch(node, now);
        }
        else if (at == 0 && left < options.StoryNeeds)
        {
            Skip();
        }
        else if (now - quietSince >= options.StoryPause && (at == mishaps.Count || mishaps[at].IsWell(node)))
        {
            Begin(now);
        }
        else if (at < mishaps.Count && now - quietSince > options.SeenWithin)
        {
            Fail(mishaps[at].Name, $"{mishaps[at].Place} was not well for {Seconds(options.SeenWithin)}, so that nothing could happen to it", now);
        }
    }

    /// <summary>Whatever is broken is made whole.</summary>
    internal void MendAll()
    {
        foreach (Mishap mishap in mishaps)
        {
            mishap.Mend();
        }
    }

    private void Begin(TimeSpan now)
    {
        (begun, changedAt) = (true, now);
        if (at == mishaps.Count)
        {
            MendAll();
            tell(new StoryLine(StoryLine.Recovery, StoryState.Happening, "both are mended"));
            return;
        }
        mishaps[at].Begin();
        tell(new StoryLine(mishaps[at].Name, StoryState.Happening, mishaps[at].Cause));
    }

    private void Watch(EdgeNode node, TimeSpan now)
    {
        TimeSpan passed = now - changedAt;
        if (at == mishaps.Count)
        {
            WatchRecovery(node, now);
        }
        else if (mishaps[at].IsSeen(node))
        {
            Go(new StoryLine(mishaps[at].Name, StoryState.Done, $"{mishaps[at].Cause}: {mishaps[at].Seen(node)} after {Seconds(passed)}"), now);
        }
        else if (passed > options.SeenWithin)
        {
            Fail(mishaps[at].Name, $"{mishaps[at].Cause}, and the host did not see it within {Seconds(options.SeenWithin)}", now);
        }
    }

    private void WatchRecovery(EdgeNode node, TimeSpan now)
    {
        for (int i = 0; i < mishaps.Count; i++)
        {
            recovered[i] ??= mishaps[i].IsWell(node) ? $"{mishaps[i].Recovered} after {Seconds(now - changedAt)}" : null;
        }
        if (recovered.All(text => text is not null))
        {
            Go(new StoryLine(StoryLine.Recovery, StoryState.Done, string.Join(", ", recovered)), now);
        }
        else if (now - changedAt > options.SeenWithin)
        {
            IEnumerable<string> missing = mishaps.Where((_, i) => recovered[i] is null).Select(mishap => mishap.Place);
            Fail(StoryLine.Recovery, $"{string.Join(", ", missing)} did not come back within {Seconds(options.SeenWithin)}", now);
        }
    }

    private void Fail(string name, string why, TimeSpan now)
    {
        faults.Add($"{name}: {why}");
        Go(new StoryLine(name, StoryState.Failed, why), now);
    }

    private void Go(StoryLine line, TimeSpan now)
    {
        tell(line);
        (begun, quietSince) = (false, now);
        at++;
        IsOver = at > mishaps.Count;
    }

    private void Skip()
    {
        foreach (string name in mishaps.Select(mishap => mishap.Name).Append(StoryLine.Recovery))
        {
            tell(new StoryLine(name, StoryState.Skipped, "no time for it; a longer run shows it"));
        }
        IsOver = true;
    }

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " s";
}
