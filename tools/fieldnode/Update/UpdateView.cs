using FieldNode.Host;
using FieldNode.Host.Protobuf;
using FieldNode.Settings;
using FieldNode.Update;

namespace FieldNode.Cli;

/// <summary>What a node tells of its device Update, from its births and data alone (docs/SPEC.md, section 9).</summary>
internal sealed class UpdateView(string group, string node)
{
    private const ulong MaxUtcMs = 253_402_300_799_999; // the end of the year 9999

    private const string RequestName = "Certificate request";

    private readonly Dictionary<ulong, string> names = [];
    private readonly Dictionary<string, Metric> values = new(StringComparer.Ordinal);
    private ulong? bdSeq;

    internal string Group => group;

    internal string Node => node;

    /// <summary>The device is born, and its metrics are known.</summary>
    internal bool IsBorn { get; private set; }

    /// <summary>The node died, and was not born since.</summary>
    internal bool IsGone { get; private set; }

    /// <summary>Sessions of the node that were heard to begin; a rebirth begins none.</summary>
    internal int Sessions { get; private set; }

    /// <summary>By so much the node's clock was ahead of ours at its last birth; null: not born yet.</summary>
    internal TimeSpan? ClockAhead { get; private set; }

    /// <summary>How often it told what it wants, or its reason.</summary>
    internal int Told { get; private set; }

    /// <summary>How often it told that it has all of a bundle. It may be done with it before anybody looked at <see cref="State"/>.</summary>
    internal int Completions { get; private set; }

    internal UpdateState State => (UpdateState)Number("State");

    internal UpdateReason Reason => (UpdateReason)Number("Reason");

    internal int Progress => Number("Progress");

    internal string Running => Text("Version running");

    internal string Offered => Text("Version offered");

    /// <summary>0: the factory's.</summary>
    internal int Slot => Number("Slot");

    /// <summary>Number of the bundle that the firmware came with; 0 of the factory's, and of a node that does not tell.</summary>
    internal int Sequence => Number("Sequence running");

    internal int TrialCount => Number("Trial count");

    internal int WantedOffset => Number("Wanted/Offset");

    internal int WantedLength => Number("Wanted/Length");

    internal bool TakesFirmware => values.TryGetValue("Takes firmware", out Metric? metric) && metric.BooleanValue;

    /// <summary>The request for a certificate of a key that waits for it, in DER; empty: none does, or the node does not tell.</summary>
    internal byte[] Request => values.TryGetValue(RequestName, out Metric? metric) && !metric.IsNull ? metric.BytesValue.ToByteArray() : [];

    internal string[] Filters =>
    [
        .. new[] { "NBIRTH", "NDEATH" }.Select(type => $"{SparkplugTopic.Namespace}/{group}/{type}/{node}"),
        .. new[] { "DBIRTH", "DDATA", "DDEATH" }.Select(type => $"{SparkplugTopic.Namespace}/{group}/{type}/{node}/{UpdateSettings.Device}"),
    ];

    /// <summary>Our own link was lost: births may have been missed.</summary>
    internal void LinkLost()
    {
        IsBorn = false;
        IsGone = false;
        names.Clear();
    }

    internal void Hear(Received received)
    {
        SparkplugTopic? topic = SparkplugTopic.Parse(received.Topic, out _);
        bool isOurs = topic is not null && topic.Group == group && topic.Node == node && !received.Retained
            && (topic.Device is null || topic.Device == UpdateSettings.Device);
        Payload? payload = isOurs ? HostDecoder.Decode(received.Payload, out _) : null;
        if (payload is null)
        {
            return;
        }
        switch (topic!.Type)
        {
            case MessageType.NBirth:
                Begin(payload);
                break;
            case MessageType.NDeath:
                IsGone = true;
                IsBorn = false;
                break;
            case MessageType.DDeath:
                IsBorn = false;
                break;
            case MessageType.DBirth:
                TakeBirth(payload);
                ClockAhead = DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Min(payload.Timestamp, MaxUtcMs)).UtcDateTime - received.Utc;
                break;
            case MessageType.DData when IsBorn:
                payload.Metrics.ToList().ForEach(Take);
                break;
        }
    }

    private void Begin(Payload birth)
    {
        ulong? now = birth.Metrics.FirstOrDefault(metric => metric.Name == "bdSeq")?.LongValue;
        Sessions += now != bdSeq || now is null ? 1 : 0;
        bdSeq = now;
        IsGone = false;
        IsBorn = false;
    }

    private void TakeBirth(Payload birth)
    {
        names.Clear();
        values.Clear();
        foreach (Metric metric in birth.Metrics)
        {
            if (metric.HasAlias)
            {
                names[metric.Alias] = metric.Name;
            }
            Take(metric);
        }
        IsBorn = values.ContainsKey("State") && values.ContainsKey("Wanted/Length");
        IsGone = false;
    }

    private void Take(Metric metric)
    {
        string? name = metric.Name.Length > 0 ? metric.Name : names.GetValueOrDefault(metric.Alias);
        if (name is not null && !metric.IsHistorical)
        {
            UpdateState before = State;
            values[name] = metric;
            Completions += before != UpdateState.Completing && State == UpdateState.Completing ? 1 : 0;
            Told += name is "Wanted/Offset" or "Reason" ? 1 : 0;
        }
    }

    private int Number(string name) => values.TryGetValue(name, out Metric? metric) && !metric.IsNull ? (int)metric.IntValue : 0;

    private string Text(string name) => values.TryGetValue(name, out Metric? metric) ? metric.StringValue : "";
}
