using FieldNode.Host.Protobuf;
using FieldNode.ProtoLite;
using FieldNode.Tags;

namespace FieldNode.Journal.Tests;

/// <summary>A journal, the table that it keeps for, and a broker that it talks to by hand: samples in, frames out, sessions that end.</summary>
internal sealed class JournalRig
{
    public const long Utc0 = 1_790_000_000_000;
    public const int TagsPerDevice = 4;

    private const int FrameMax = 400;

    private readonly byte[] frame = new byte[2048];
    private long messages;

    public JournalRig(int ramBytes = 4096, int holdMs = 60_000, int confirmMs = 2000, bool inOrder = false, bool aliases = true,
        IFlashStore? store = null, int flashBytes = 65_536, int flashAfterMs = 300_000, Action<TagTable>? more = null)
    {
        more?.Invoke(Tags);
        for (int device = 0; device < 3; device++)
        {
            int index = device == 0 ? 0 : Tags.AddDevice("D" + device);
            FirstTag[device] = Tags.Count;
            for (int i = 0; i < TagsPerDevice; i++)
            {
                Tags.Add(index, new TagSpec { Name = $"Value {device}.{i}", DataType = DataType.Double });
            }
        }

        Tags.Seal(aliases);
        Journal = new SampleJournal(Tags, ramBytes, holdMs, confirmMs, inOrder);
        if (store is not null)
        {
            Flash = new JournalFlash(store, Tags, flashBytes);
            Journal.UseFlash(Flash, flashAfterMs);
        }

        Born = [.. Enumerable.Repeat(true, 5)];
    }

    public TagTable Tags { get; } = new(16, 5);
    public JournalFlash? Flash { get; }
    public int[] FirstTag { get; } = new int[3];
    public SampleJournal Journal { get; }
    public bool[] Born { get; }
    public long Now { get; set; } = 1000;

    /// <summary>Metrics that went out in this session, in order: device, value, historical, and time of capture.</summary>
    public List<Out> Wire { get; } = [];

    public long Messages => messages;

    /// <summary>A device has new values for its first tags; live ones go out.</summary>
    public void Sample(int device, params double[] values)
    {
        Tags.BeginSample(Utc0 + Now);
        for (int i = 0; i < values.Length; i++)
        {
            Tags.SetReal(FirstTag[device] + i, values[i]);
        }

        Journal.Tick(Now);
        int index = Tags.DeviceOf(FirstTag[device]);
        while (Tags.HasChanges(index))
        {
            int end = Tags.AppendChanges(index, frame, 0, FrameMax);
            Journal.Take(index, frame, 0, end);
            if (Journal.IsLive)
            {
                Put(index, end);
            }
        }

        Journal.StepOffline(Now);
    }

    /// <summary>A device that is not born though the session is there has new values for its first tags.</summary>
    public void Owe(int device, params double[] values)
    {
        Tags.BeginSample(Utc0 + Now);
        for (int i = 0; i < values.Length; i++)
        {
            Tags.SetReal(FirstTag[device] + i, values[i]);
        }

        Journal.Tick(Now);
        int index = Tags.DeviceOf(FirstTag[device]);
        while (Tags.HasChanges(index))
        {
            Journal.TakeOwed(index, frame, 0, Tags.AppendChanges(index, frame, 0, FrameMax));
        }
    }

    /// <summary>A session whose births are out.</summary>
    public JournalRig Begin()
    {
        Journal.Begin(Now);
        return this;
    }

    /// <summary>The session ends.</summary>
    public void Lose()
    {
        Journal.OnOffline(Now);
        Wire.Clear();
    }

    /// <summary>A PINGREQ goes out: what its answer covers.</summary>
    public long Ask()
    {
        Journal.BeforeReceipt(messages);
        return messages;
    }

    public void Confirm()
    {
        long covers = Ask();
        Journal.OnReceipt(covers, Now);
    }

    /// <summary>One frame of the backlog.</summary>
    /// <returns>The metrics in it.</returns>
    public Out[] Resend()
    {
        int from = Wire.Count;
        int end = Journal.AppendBacklog(frame, 0, FrameMax, Born);
        if (end > 0)
        {
            Put(Journal.BacklogDevice, end);
        }

        return [.. Wire.Skip(from)];
    }

    /// <summary>The whole backlog.</summary>
    public Out[] ResendAll()
    {
        int from = Wire.Count;
        while (Journal.HasBacklog)
        {
            Resend();
        }

        return [.. Wire.Skip(from)];
    }

    /// <summary>What must be true at any time.</summary>
    public void CheckSums()
    {
        Assert.Equal(Journal.Captured, Journal.Confirmed + Journal.Dropped + Journal.Depth);
        Assert.InRange(Journal.Unheld, 0, Journal.Confirmed);
        Assert.InRange(Journal.Sent, 0, Journal.Captured);
        Assert.Equal(Journal.Depth == 0, Journal.OldestMs(Now + 1) == 0);
    }

    private void Put(int device, int end)
    {
        messages++;
        foreach (Metric metric in Payload.Parser.ParseFrom(frame, 0, end).Metrics)
        {
            Wire.Add(new Out(messages, device, metric.DoubleValue, metric.IsHistorical, (long)metric.Timestamp - Utc0, metric));
        }
    }

    internal sealed record Out(long Message, int Device, double Value, bool IsHistorical, long AtMs, Metric Metric);
}
