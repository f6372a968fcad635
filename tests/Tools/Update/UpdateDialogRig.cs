using FieldNode.Cli;
using FieldNode.Host.Protobuf;
using FieldNode.Update;
using Google.Protobuf;

namespace FieldNode.Tools.Tests;

/// <summary>A node's words by hand, and a clock.</summary>
internal sealed class UpdateDialogRig
{
    private const string Space = "spBv1.0/kiln";
    private static readonly string[] Metrics = ["State", "Reason", "Version running", "Version offered", "Slot", "Wanted/Offset", "Wanted/Length", "Takes firmware"];

    private readonly UpdateView view = new("kiln", "n1");
    private long now;
    private ulong bdSeq = 1;

    /// <param name="isOrder">The bundle orders a new key; else it has firmware.</param>
    internal UpdateDialogRig(bool isOrder = false)
    {
        Bundle = SentBundle.Of(isOrder ? Order() : Bytes());
        Dialog = new UpdateDialog(view, Bundle, new UpdateOptions { BundlePath = "", Group = "kiln", Node = "n1" });
    }

    internal SentBundle Bundle { get; }

    internal UpdateDialog Dialog { get; }

    /// <summary>Names of all metrics that were sent.</summary>
    internal List<string> Names { get; } = [];

    /// <summary>Bytes of all that were sent.</summary>
    internal List<byte[]> Sent { get; } = [];

    /// <summary>Two parts, 5000 bytes in all: a list of 96 bytes, and three chunks.</summary>
    internal static byte[] Bytes()
    {
        BundlePart[] parts = [new(BundlePartKind.Assembly, "A", new byte[4100]), new(BundlePartKind.Settings, "node.json", new byte[900])];
        var content = new BundleContent { Board = "simulated", Version = "2.0", Sequence = 7, Expires = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero), LoaderMin = 1, Parts = parts };
        return BundleWriter.Bundle(BundleWriter.Manifest(content), new byte[BundleWriter.SignatureBytes], parts);
    }

    private static byte[] Order()
    {
        BundlePart[] parts = [PartFiles.KeyOrder()];
        var content = new BundleContent { Board = "simulated", Version = "2.0", Sequence = 7, Expires = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero), Parts = parts };
        return BundleWriter.Bundle(BundleWriter.Manifest(content), new byte[BundleWriter.SignatureBytes], parts);
    }

    /// <summary>Time passes, then it is stepped.</summary>
    internal IReadOnlyList<string> Step(long ms = 0)
    {
        now += ms;
        var names = new List<string>();
        foreach (byte[] command in Dialog.Step(now, DateTime.UnixEpoch.AddYears(57)))
        {
            Metric metric = Assert.Single(Payload.Parser.ParseFrom(command).Metrics);
            names.Add(metric.Name);
            Sent.Add(metric.BytesValue.ToByteArray());
        }
        Names.AddRange(names);
        return names;
    }

    internal UpdateDialogRig Born(UpdateState state = UpdateState.Idle, UpdateReason reason = UpdateReason.None, string running = "1.0", string offered = "",
        int offset = 0, int length = 0, byte[]? request = null)
    {
        object[] values = [(int)state, (int)reason, running, offered, 0, offset, length, true];
        Hear("DBIRTH/n1/Update", Metrics.Select((name, i) => Of(values[i], (ulong)i + 10, name)).Append(Request(request)));
        return this;
    }

    internal void Tell(UpdateState? state = null, UpdateReason? reason = null, string? offered = null, int? offset = null, int? length = null)
    {
        object?[] values = [(int?)state, (int?)reason, null, offered, null, offset, length, null];
        Hear("DDATA/n1/Update", Metrics.Select((_, i) => values[i] is { } value ? Of(value, (ulong)i + 10, null) : null).OfType<Metric>());
    }

    internal UpdateDialogRig Die()
    {
        Hear("NDEATH/n1", []);
        return this;
    }

    internal UpdateDialogRig Restart(ulong session)
    {
        bdSeq = session;
        Hear("NBIRTH/n1", [new Metric { Name = "bdSeq", LongValue = bdSeq }]);
        return this;
    }

    /// <summary>The offer is taken, and the list is wanted.</summary>
    internal UpdateDialogRig Sending()
    {
        Born();
        Step();
        Dialog.Begin();
        Step();
        Tell(UpdateState.Receiving, UpdateReason.None, "2.0", 0, 32);
        Step();
        Step();
        return this;
    }

    /// <summary>All was taken, the node restarted, and tries it.</summary>
    internal UpdateDialogRig Tried()
    {
        Sending();
        Tell(UpdateState.Ready);
        Step();
        Die().Restart(2).Born(UpdateState.Trial, running: "2.0");
        Step();
        return this;
    }

    private void Hear(string topic, IEnumerable<Metric> metrics) =>
        view.Hear(new Received($"{Space}/{topic}", new Payload { Metrics = { metrics } }.ToByteArray(), DateTime.UnixEpoch, Retained: false));

    private static Metric Request(byte[]? request) => request is null ? new Metric { Name = "Certificate request", Datatype = 17, IsNull = true }
        : new Metric { Name = "Certificate request", Datatype = 17, BytesValue = ByteString.CopyFrom(request) };

    private static Metric Of(object value, ulong alias, string? name)
    {
        var metric = new Metric { Alias = alias };
        if (name is not null)
        {
            metric.Name = name;
        }
        switch (value)
        {
            case int number:
                metric.IntValue = (uint)number;
                break;
            case string text:
                metric.StringValue = text;
                break;
            case bool truth:
                metric.BooleanValue = truth;
                break;
        }
        return metric;
    }
}
