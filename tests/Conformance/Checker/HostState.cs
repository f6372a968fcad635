namespace FieldNode.Conformance;

/// <summary>What one server said of the primary host, by the rules for timestamps (Sparkplug 3.0.0, 5.4 and 5.5).</summary>
internal sealed class HostState
{
    private ulong? lastMs;       // of any STATE that counted
    private ulong? lastOnlineMs;

    internal bool Online { get; private set; }

    /// <summary>The last STATE of this host, valid or not, said offline.</summary>
    internal bool SaidOffline { get; private set; }

    /// <summary>An online=true was not counted, since its timestamp was old.</summary>
    internal bool SawStaleOnline { get; private set; }

    /// <summary>Another host was said to be online.</summary>
    internal bool SawOtherHost { get; set; }

    /// <summary>When it went offline in this session, by the clock of who feeds; null: it did not.</summary>
    internal long? OfflineSinceMs { get; private set; }

    /// <summary>Takes a STATE of the right host.</summary>
    /// <param name="utcMs">When the broker sent it.</param>
    /// <returns>True if it counts.</returns>
    internal bool Take(bool online, ulong timestampMs, long utcMs)
    {
        bool counts = online ? lastMs is null || timestampMs >= lastMs : lastOnlineMs is null || timestampMs >= lastOnlineMs;
        SaidOffline = !online;
        SawStaleOnline = online && !counts;
        if (!counts)
        {
            return false;
        }
        lastMs = timestampMs;
        lastOnlineMs = online ? timestampMs : lastOnlineMs;
        OfflineSinceMs = Online && !online ? utcMs : OfflineSinceMs;
        Online = online;
        return true;
    }

    /// <summary>A new session: the broker sends its retained STATE again; timestamps stay known.</summary>
    internal void NewSession()
    {
        Online = false;
        OfflineSinceMs = null;
        SaidOffline = false;
        SawStaleOnline = false;
        SawOtherHost = false;
    }
}
