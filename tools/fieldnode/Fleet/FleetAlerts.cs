using System.Globalization;

namespace FieldNode.Cli.Fleet;

/// <summary>
/// Raises each alert once and clears it once, for a site's own alarm system. What ends and begins again within a minute is the same alert, counted. What stands is in the store, so a
/// desk that starts raises nothing anew; and what it does not know yet, it does not clear.
/// </summary>
internal sealed class FleetAlerts
{
    private const long QuietMs = 60_000;

    private static readonly (AlertKind Kind, FleetFaultKind[] Faults)[] Kinds =
    [
        (AlertKind.Gone, [FleetFaultKind.Gone]), (AlertKind.CertificateEnds, [FleetFaultKind.CertificateEnds]), (AlertKind.RolledBack, [FleetFaultKind.RolledBack]),
        (AlertKind.LosesSamples, [FleetFaultKind.LosesSamples]), (AlertKind.JournalFills, [FleetFaultKind.JournalFills]), (AlertKind.TwoNodes, [FleetFaultKind.TwoNodes, FleetFaultKind.Flaps]),
    ];

    private readonly FleetLimits limits;
    private readonly FleetStore? store;
    private readonly Action<string> write;
    private readonly bool isJson;
    private readonly Dictionary<(string Group, string Node, AlertKind Kind), Entry> standing = [];

    internal FleetAlerts(FleetLimits limits, FleetStore? store, bool isJson, Action<string> write)
    {
        (this.limits, this.store, this.isJson, this.write) = (limits, store, isJson, write);
        foreach (StandingAlert alert in store?.Alerts() ?? [])
        {
            standing.Add((alert.Group, alert.Node, alert.Kind), new Entry(alert) { IsKept = true });
        }
    }

    internal IEnumerable<StandingAlert> Standing => standing.Values.Select(one => one.Alert);

    /// <summary>Why the store did not take what was told; null: it did, or there is none.</summary>
    internal string? Trouble { get; private set; }

    /// <summary>Looks at each node; behind each <see cref="FleetModel.Step"/>.</summary>
    internal void Step(FleetModel model, long nowMs, DateTime utc)
    {
        foreach (FleetNode node in model.Nodes)
        {
            foreach ((AlertKind kind, FleetFaultKind[] faults) in Kinds)
            {
                FleetFault? fault = node.Faults.FirstOrDefault(one => faults.Contains(one.Kind));
                Look(node, kind, fault, Holds(node, kind, fault, utc), nowMs, utc);
            }
        }
    }

    /// <summary>Null: it is not known.</summary>
    private bool? Holds(FleetNode node, AlertKind kind, FleetFault? fault, DateTime utc)
    {
        if (fault is not null)
        {
            return kind != AlertKind.Gone || utc - node.SinceUtc >= limits.GoneAfter;
        }
        bool isKnown = kind switch
        {
            AlertKind.Gone => node is { HeardMs: not null, IsDead: false },
            AlertKind.CertificateEnds => node.Facts.DaysLeft(utc) is not null,
            _ => node.State is FleetState.Good or FleetState.Bad,
        };
        return isKnown ? false : null;
    }

    private void Look(FleetNode node, AlertKind kind, FleetFault? fault, bool? holds, long nowMs, DateTime utc)
    {
        var key = (node.Group, node.Name, kind);
        bool stands = standing.TryGetValue(key, out Entry? one);
        if (holds == true && !stands)
        {
            var alert = new StandingAlert(node.Group, node.Name, kind, utc, 1);
            standing.Add(key, one = new Entry(alert));
            Keep(one, raises: true, () => Say(alert, "raised", fault!, utc));
        }
        else if (holds == true && one!.OverSinceMs is not null)
        {
            one.Alert = one.Alert with { Count = one.Alert.Count + 1 };
            one.OverSinceMs = null;
            Try(() => store?.CountAgain(one.Alert));
        }
        else if (holds == false && stands)
        {
            one!.OverSinceMs ??= nowMs;
            if (nowMs - one.OverSinceMs >= QuietMs)
            {
                standing.Remove(key);
                Keep(one, raises: false, () => Say(one.Alert, "cleared", null, utc));
            }
        }
    }

    /// <summary>Told even where the store fails: an alert twice is better than none. What the store did not take when it was raised is not there to be cleared, and is told as over without it.</summary>
    private void Keep(Entry one, bool raises, Action tell)
    {
        if (store is null || (!raises && !one.IsKept))
        {
            tell();
            return;
        }
        bool isTold = false;
        void Once()
        {
            isTold = true;
            tell();
        }
        one.IsKept = Try(() => _ = raises ? store.Raise(one.Alert, Once) : store.Clear(one.Alert, Once));
        if (!one.IsKept && !isTold)
        {
            tell();
        }
    }

    private bool Try(Action work)
    {
        try
        {
            work();
            Trouble = null;
            return true;
        }
        catch (UserError failure)
        {
            Trouble = failure.Message;
            return false;
        }
    }

    private void Say(StandingAlert alert, string what, FleetFault? fault, DateTime utc)
    {
        string kind = FleetWords.NameOf(alert.Kind);
        write(isJson
            ? MessageJson.Object(json =>
            {
                json.WriteString("time", FleetJson.Time(utc));
                json.WriteString("alert", kind);
                json.WriteString("state", what);
                json.WriteString("group", alert.Group);
                json.WriteString("node", alert.Node);
                json.WriteString("raised", FleetJson.Time(alert.RaisedUtc));
                json.WriteNumber("count", alert.Count);
                json.WriteString("text", fault?.Text);
                json.WriteString("toDo", fault?.ToDo);
            })
            : SafeText.Of(string.Create(CultureInfo.InvariantCulture, $"ALERT {utc:yyyy-MM-dd'T'HH:mm:ss'Z'} {what} {kind} {alert.Group}/{alert.Node}")
                + (fault is null ? $" after {FleetWords.Span(utc - alert.RaisedUtc)}, count {alert.Count}" : $": {fault}")));
    }

    private sealed class Entry(StandingAlert alert)
    {
        internal StandingAlert Alert { get; set; } = alert;

        /// <summary>The store has it.</summary>
        internal bool IsKept { get; set; }

        /// <summary>Since when it does not hold any more.</summary>
        internal long? OverSinceMs { get; set; }
    }
}
