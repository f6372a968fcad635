namespace FieldNode.Host;

/// <summary>What a host knows about one edge node.</summary>
public sealed class EdgeNode
{
    private readonly SortedDictionary<string, EdgeDevice> devices = new(StringComparer.Ordinal);
    private readonly Dictionary<ulong, EdgeMetric> aliases = [];

    internal EdgeNode(string group, string name)
    {
        Group = group;
        Name = name;
    }

    public string Group { get; }

    public string Name { get; }

    public bool Online { get; internal set; }

    /// <summary>True once an NBIRTH came, though the node may have died since.</summary>
    public bool WasBorn { get; internal set; }

    /// <summary>True once it was said that this host came after the node's birth; a birth, or a lost link, makes it news again.</summary>
    internal bool LateTold { get; set; }

    internal RebirthAsks RebirthAsks { get; } = new();

    /// <summary>bdSeq of the last NBIRTH.</summary>
    public ulong? BdSeq { get; internal set; }

    /// <summary>The seq that is due next; null if no message with a seq came yet.</summary>
    public int? NextSeq { get; internal set; }

    /// <summary>NBIRTHs that came within a session: answers to a rebirth command.</summary>
    public int Rebirths { get; internal set; }

    public MessageCounts Counts { get; } = new();

    /// <summary>Payload bytes of all messages of this node.</summary>
    public long Bytes { get; internal set; }

    /// <summary>Payload bytes of NDATA and DDATA.</summary>
    public long DataBytes { get; internal set; }

    /// <summary>Metric values in NDATA and DDATA.</summary>
    public long Values { get; internal set; }

    /// <summary>The node's own metrics.</summary>
    public EdgeDevice Own { get; } = new(null);

    /// <summary>Devices by name, those that died included.</summary>
    public IReadOnlyCollection<EdgeDevice> Devices => devices.Values;

    public EdgeDevice? FindDevice(string name) => devices.GetValueOrDefault(name);

    public EdgeMetric? FindAlias(ulong alias) => aliases.GetValueOrDefault(alias);

    internal EdgeDevice DeviceOf(string? name)
    {
        if (name is null)
        {
            return Own;
        }
        if (!devices.TryGetValue(name, out EdgeDevice? device))
        {
            device = new EdgeDevice(name);
            devices.Add(name, device);
        }
        return device;
    }

    /// <summary>A new NBIRTH: every device has to be born again, and all aliases are void (section 6.4.8).</summary>
    internal void Forget()
    {
        aliases.Clear();
        Own.Clear();
        DevicesGone();
    }

    /// <summary>As if it had never been heard; its metrics stay as they were last.</summary>
    internal void Unknown()
    {
        Online = false;
        Own.Online = false;
        WasBorn = false;
        LateTold = false;
        NextSeq = null;
        DevicesGone();
    }

    internal void DevicesGone()
    {
        foreach (EdgeDevice device in devices.Values)
        {
            device.Online = false;
            device.Died = false;
        }
    }

    /// <summary>A new DBIRTH voids what the device declared before.</summary>
    internal void Forget(EdgeDevice device)
    {
        foreach (ulong alias in device.Metrics.Where(m => m.Alias is not null).Select(m => m.Alias!.Value))
        {
            if (aliases.TryGetValue(alias, out EdgeMetric? metric) && metric.Device == device.Name)
            {
                aliases.Remove(alias);
            }
        }
        device.Clear();
    }

    /// <summary>Returns the metric that has this alias already, or null if it was free.</summary>
    internal EdgeMetric? Claim(ulong alias, EdgeMetric metric) =>
        aliases.TryAdd(alias, metric) ? null : aliases[alias];
}
