namespace FieldNode.Cli.Fleet;

/// <summary>
/// Keeps in the store what the desk has seen: what happened soon, what merely counts on now and then. It does so in slices, since 10,000 nodes in one go would hold up whoever waits for
/// the page. A store that fails loses nothing that still fits here.
/// </summary>
/// <param name="say">Is told once when the store begins to fail.</param>
internal sealed class FleetKeeper(FleetStore store, Action<string> say) : IDisposable
{
    /// <summary>So many events and so many nodes go into the store at once.</summary>
    internal const int Slice = 200;

    private const long SaveMs = 5_000;
    private const long SaveAllMs = 30_000;
    private const int PendingMax = 10_000;
    private const int EventsShown = 50;

    private readonly List<FleetEvent> pending = [];
    private readonly Queue<FleetNode> due = new();
    private int eventsDue; // of those that wait, the first
    private long savedMs;
    private long savedAllMs;

    /// <summary>Why the store does not take it, or null.</summary>
    internal string? Trouble { get; private set; }

    internal bool HasNews => pending.Count > 0;

    /// <summary>A slice was kept, and there are more that are due with it.</summary>
    internal bool IsUnderWay => due.Count > 0 || eventsDue > 0;

    internal void Add(FleetEvent happened) => pending.Add(happened);

    /// <summary>What this desk saw of a node, the newest first.</summary>
    internal IReadOnlyList<FleetEvent> EventsOf(FleetNode node)
    {
        IEnumerable<FleetEvent> waiting = pending.Where(one => one.Group == node.Group && one.Node == node.Name).Reverse();
        try
        {
            return [.. waiting, .. store.Events(node.Group, node.Name, EventsShown)];
        }
        catch (UserError failure)
        {
            Trouble = failure.Message;
            return [.. waiting];
        }
    }

    /// <summary>Keeps a slice of what is due. To be called again and again.</summary>
    /// <param name="model">What there is to keep.</param>
    /// <param name="now">Monotonic time.</param>
    /// <param name="force">All of it, now.</param>
    /// <param name="alerts">Why the store did not take an alert, or null.</param>
    internal void Save(FleetModel model, long now, bool force, string? alerts)
    {
        if ((force || !IsUnderWay) && !Collect(model, now, force))
        {
            return;
        }
        try
        {
            do
            {
                SaveSlice(model);
            }
            while (force && IsUnderWay);
            Trouble = IsUnderWay ? Trouble : alerts;
        }
        catch (UserError failure)
        {
            if (Trouble is null)
            {
                say(failure.Message); // once; on the screen it stays for as long as it is so
            }
            Trouble = failure.Message;
            due.Clear(); // they are unsaved still
            eventsDue = 0;
            savedAllMs = now - SaveAllMs + SaveMs; // all of them are due again soon, those whose events a slice before has kept, too
            pending.RemoveRange(0, Math.Max(0, pending.Count - PendingMax));
        }
    }

    public void Dispose() => store.Dispose();

    /// <returns>False: nothing is due.</returns>
    private bool Collect(FleetModel model, long now, bool force)
    {
        bool all = force || now - savedAllMs >= SaveAllMs;
        if (!all && (now - savedMs < SaveMs || pending.Count == 0))
        {
            return false;
        }
        (savedMs, savedAllMs) = (now, all ? now : savedAllMs);
        eventsDue = pending.Count;
        HashSet<string> told = [.. pending.Select(one => $"{one.Group}/{one.Node}")];
        due.Clear();
        foreach (FleetNode node in model.Nodes.Where(node => node.IsUnsaved && node.Steady is not null && (all || told.Contains(node.Path))))
        {
            due.Enqueue(node);
        }
        return true;
    }

    private void SaveSlice(FleetModel model)
    {
        FleetNode[] nodes = [.. due.Take(Slice)];
        int events = Math.Min(eventsDue, Slice);
        store.Save([.. nodes.Select(model.Stored)], pending[..events]);
        pending.RemoveRange(0, events);
        eventsDue -= events;
        foreach (FleetNode node in nodes)
        {
            due.Dequeue();
            node.IsUnsaved = false;
        }
    }
}
