using FieldNode.Tags;

namespace FieldNode.Cli;

/// <summary>How the devices of the replay's node were, over its time.</summary>
internal sealed class QualityWatch
{
    private const long EveryMs = 1000;
    private const string Off = "not running";
    private const string Good = "good";

    private readonly SortedDictionary<string, List<(long FromMs, string State)>> states = new(StringComparer.Ordinal);
    private long dueMs = long.MinValue;

    /// <summary>Looks at a node that runs, once a second of its time.</summary>
    internal void Look(TagTable tags, long nowMs)
    {
        if (nowMs < dueMs)
        {
            return;
        }
        dueMs = nowMs + EveryMs;
        for (int device = 1; device < tags.DeviceCount; device++)
        {
            Set(tags.DeviceName(device), StateOf(tags, device), nowMs);
        }
    }

    /// <summary>The node has no power, or has left.</summary>
    internal void LooksOff(long nowMs)
    {
        foreach (string device in states.Keys.ToArray())
        {
            Set(device, Off, nowMs);
        }
    }

    /// <summary>One line for each device.</summary>
    internal IEnumerable<string> Lines(long endMs)
    {
        foreach ((string device, List<(long FromMs, string State)> list) in states)
        {
            long goodMs = 0;
            var others = new List<string>();
            for (int i = 0; i < list.Count; i++)
            {
                long toMs = i + 1 < list.Count ? list[i + 1].FromMs : endMs;
                if (list[i].State == Good)
                {
                    goodMs += toMs - list[i].FromMs;
                }
                else if (toMs - list[i].FromMs >= 2 * EveryMs || i + 1 == list.Count)
                {
                    others.Add($"{list[i].State} from {ReplayWords.Time(list[i].FromMs)}{(i + 1 < list.Count ? $" for {ReplayWords.Span(toMs - list[i].FromMs)}" : " to the end")}");
                }
            }
            yield return SafeText.Of($"{device}: good for {ReplayWords.Span(goodMs)} of {ReplayWords.Span(endMs - list[0].FromMs)}{Rest(others)}");
        }
    }

    private static string Rest(List<string> others)
    {
        const int Shown = 6;
        string more = others.Count > Shown ? $"; and {others.Count - Shown} times more" : "";
        return others.Count == 0 ? "" : "; " + string.Join("; ", others.Take(Shown)) + more;
    }

    private static string StateOf(TagTable tags, int device)
    {
        if (!tags.IsDeviceOnline(device))
        {
            QualityReason why = tags.DeviceReason(device);
            return why is QualityReason.None or QualityReason.NotReadYet ? "not read yet" : $"given up ({EventWords.ReasonOf(why)})";
        }
        (int all, int bad, QualityReason reason) = (0, 0, QualityReason.None);
        for (int tag = 0; tag < tags.Count; tag++)
        {
            if (tags.DeviceOf(tag) == device)
            {
                all++;
                bad += tags.QualityOf(tag) == Quality.Good ? 0 : 1;
                reason = tags.QualityOf(tag) == Quality.Good ? reason : tags.ReasonOf(tag);
            }
        }
        return bad == 0 ? Good : $"{bad} of {all} tags bad ({EventWords.ReasonOf(reason)})";
    }

    private void Set(string device, string state, long nowMs)
    {
        if (!states.TryGetValue(device, out List<(long FromMs, string State)>? list))
        {
            states[device] = list = [];
        }
        if (list.Count == 0 || list[^1].State != state)
        {
            list.Add((nowMs, state));
        }
    }
}
