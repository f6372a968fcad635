using FieldNode.Host.Protobuf;

namespace FieldNode.Host;

/// <summary>
/// The rules between messages: who is born, which seq is due, which session a death belongs to
/// (Sparkplug 3.0.0, chapters 5 and 6.4).
/// </summary>
internal sealed class SessionRules(
    EdgeNode node, SparkplugTopic parts, HostMessage message, HostOptions options, FindingBook book)
{
    private const int SeqCount = 256;
    private const string BdSeqName = "bdSeq";

    internal void Take(Payload payload, MetricReader reader)
    {
        if (!parts.CarriesSeq && payload.HasSeq)
        {
            book.Add(FindingKind.SeqForbidden,
                $"{SparkplugTopic.TextOf(parts.Type)} carries seq {payload.Seq}, and must not");
        }
        CheckTimestamp();
        switch (parts.Type)
        {
            case MessageType.NBirth:
                TakeNodeBirth(payload, reader);
                break;
            case MessageType.DBirth:
                TakeDeviceBirth(payload, reader);
                break;
            case MessageType.NData or MessageType.DData:
                TakeData(payload, reader);
                break;
            case MessageType.NDeath:
                TakeNodeDeath(payload, reader);
                break;
            case MessageType.DDeath:
                TakeDeviceDeath();
                break;
            default:
                message.Metrics = reader.ReadAll(payload);
                new CommandRules(node, parts, message, book).Take(payload);
                break;
        }
    }

    private void TakeNodeBirth(Payload payload, MetricReader reader)
    {
        ulong? bdSeq = ReadBdSeq(payload);
        bool inSession = node.Online && bdSeq == node.BdSeq;
        if (!node.Online && node.WasBorn && bdSeq is not null && bdSeq == node.BdSeq)
        {
            book.Add(FindingKind.BdSeqRepeated,
                $"bdSeq {bdSeq} was used by the session that died; each CONNECT counts it up");
        }
        if (payload.HasSeq && payload.Seq != 0)
        {
            book.Add(FindingKind.BirthSeqNotZero, $"NBIRTH has seq {payload.Seq}; it starts at 0");
        }
        node.Forget();
        node.Online = true;
        node.WasBorn = true;
        node.BdSeq = bdSeq;
        node.Rebirths += inSession ? 1 : 0;
        node.NextSeq = null; // a birth starts the count; no gap can lie before it
        CountSeq(payload);
        node.Own.Online = true;
        message.Metrics = reader.ReadAll(payload);
        CheckRebirthMetric(payload);
        node.RebirthAsks.NodeBorn(message.ReceivedUtc);
    }

    private void TakeDeviceBirth(Payload payload, MetricReader reader)
    {
        bool born = CheckNodeBorn();
        CountSeq(payload);
        EdgeDevice device = node.DeviceOf(parts.Device);
        if (device.Online)
        {
            book.Add(FindingKind.DeviceBornTwice,
                $"device {parts.Device} is born already; a DDEATH or an NBIRTH lies between two DBIRTHs");
        }
        ulong?[] before = device.Died ? AliasesOf(device) : [];
        node.Forget(device);
        device.Online = born;
        device.Died = false;
        message.Metrics = reader.ReadAll(payload);
        if (before.Length > 0 && before.SequenceEqual(AliasesOf(device)))
        {
            node.RebirthAsks.DeviceReturned(parts.Device!, message.ReceivedUtc);
        }
    }

    private void TakeData(Payload payload, MetricReader reader)
    {
        bool born = CheckNodeBorn();
        CountSeq(payload);
        if (born && parts.Device is not null && !node.DeviceOf(parts.Device).Online)
        {
            book.Add(FindingKind.DeviceNotBorn, $"data of device {parts.Device}, which is not born");
        }
        message.Metrics = reader.ReadAll(payload);
        node.Values += message.Metrics.Count;
    }

    private void TakeNodeDeath(Payload payload, MetricReader reader)
    {
        ulong? bdSeq = ReadBdSeq(payload);
        message.Metrics = reader.ReadAll(payload);
        if (node.Online && bdSeq != node.BdSeq)
        {
            // MQTT orders messages of one topic only, and a will comes late: the death of another session says nothing.
            book.Add(FindingKind.StaleDeath,
                $"NDEATH of bdSeq {Text(bdSeq)}; the session alive has {Text(node.BdSeq)}: ignored");
            return;
        }
        node.Online = false;
        node.Own.Online = false;
        node.NextSeq = null;
        node.DevicesGone();
    }

    private void TakeDeviceDeath()
    {
        bool born = CheckNodeBorn();
        CountSeq(message.Seq);
        EdgeDevice device = node.DeviceOf(parts.Device);
        if (born && !device.Online)
        {
            book.Add(FindingKind.DeviceNotBorn, $"DDEATH of device {parts.Device}, which is not born");
        }
        device.Online = false;
        device.Died = true;
    }

    private static ulong?[] AliasesOf(EdgeDevice device) => [.. device.Metrics.Select(metric => metric.Alias).Order()];

    /// <summary>One counter for all that a node sends, 0 to 255 and round again (section 5.5).</summary>
    private void CountSeq(Payload payload) => CountSeq(payload.HasSeq ? payload.Seq : null);

    private void CountSeq(ulong? seq)
    {
        if (seq is null or >= SeqCount)
        {
            book.Add(FindingKind.SeqMissing, seq is null ? "no seq" : $"seq {seq} is above 255");
            return;
        }
        int got = (int)seq.Value;
        if (node.NextSeq is int due && due != got)
        {
            int lost = (got - due + SeqCount) % SeqCount;
            book.Add(FindingKind.SeqGap, $"seq {got} came where {due} was due: {lost} lost, or out of order");
        }
        node.NextSeq = (got + 1) % SeqCount;
    }

    private bool CheckNodeBorn()
    {
        if (node.Online)
        {
            return true;
        }
        if (!options.JoinsLate || node.WasBorn)
        {
            book.Add(FindingKind.DataBeforeBirth, "the node is not born: no NBIRTH since its death");
        }
        else if (!node.LateTold)
        {
            node.LateTold = true; // once: it is no fault, and all that comes until the birth is of the same kind
            book.Add(FindingKind.JoinedLate, "the node was born before this host came: names come with its next birth; ask it for a rebirth");
        }
        return false;
    }

    private void CheckTimestamp()
    {
        if (message.TimestampMs is null)
        {
            // Payload timestamps are a MUST in all messages but NDEATH; commands of other hosts are not ours to judge.
            if (parts.CarriesSeq)
            {
                book.Add(FindingKind.TimestampMissing, "the payload has no timestamp");
            }
            return;
        }
        long ahead = MetricReader.AheadMs(message.TimestampMs.Value, message.ReceivedUtc);
        if (ahead > options.AheadMsMax && !parts.IsCommand) // a host's clock is judged by CommandRules
        {
            book.Add(FindingKind.TimestampAhead, $"the payload's timestamp is {ahead} ms ahead");
        }
    }

    private ulong? ReadBdSeq(Payload payload)
    {
        Metric? metric = payload.Metrics.FirstOrDefault(m => m.Name == BdSeqName);
        object? value = metric is null ? null : ValueReader.Read(metric, SparkplugType.Int64, out _);
        if (value is not long number || number is < 0 or >= SeqCount)
        {
            book.Add(FindingKind.BdSeqMissing, metric is null
                ? "no metric bdSeq"
                : "bdSeq is no number from 0 to 255 in long_value");
            return null;
        }
        message.BdSeq = (ulong)number;
        return message.BdSeq;
    }

    /// <summary>
    /// A host must find a way to ask for births (payloads-nbirth-rebirth-req, …rebirth-name-aliases).
    /// </summary>
    private void CheckRebirthMetric(Payload payload)
    {
        Metric? metric = payload.Metrics.FirstOrDefault(m => m.Name == CommandWriter.RebirthName);
        string? wrong = metric switch
        {
            null => "is missing",
            { HasAlias: true } => "has an alias",
            { Datatype: not (uint)SparkplugType.Boolean } => "is no Boolean",
            { ValueCase: not Metric.ValueOneofCase.BooleanValue } or { BooleanValue: true } => "is not false",
            _ => null,
        };
        if (wrong is not null)
        {
            book.Add(FindingKind.RebirthMetric, $"{CommandWriter.RebirthName} {wrong}");
        }
    }

    private static string Text(ulong? bdSeq) => bdSeq?.ToString() ?? "(none)";
}
