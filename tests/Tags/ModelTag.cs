using FieldNode.ProtoLite;

namespace FieldNode.Tags.Tests;

/// <summary>One tag as the rules have it: numbers are doubles, texts strings, nothing is packed.</summary>
internal sealed class ModelTag(TagSpec spec, int device)
{
    private double reportedNumber;
    private int textChanges;
    private int reportedTextChanges;
    private long reportedMs;
    private bool force;

    public TagSpec Spec => spec;

    public int Device => device;

    public double? Number { get; private set; }

    public string? Text { get; private set; }

    public QualityReason Reason { get; private set; } = QualityReason.NotReadYet;

    /// <summary>Waits for a frame.</summary>
    public bool Pending { get; private set; }

    /// <summary>The next frame says the quality.</summary>
    public bool QualityDue { get; private set; }

    /// <summary>When the value was captured as it is now, without a break: any of these times is true of it.</summary>
    public HashSet<long> Captures { get; } = [];

    public bool HasValue => Number is not null || Text is not null;

    public Quality Quality => Reason switch
    {
        QualityReason.None => Quality.Good,
        QualityReason.NotReadYet => Quality.Stale,
        _ => Quality.Bad,
    };

    private double Deadband => spec.DataType is DataType.Boolean || TagTable.IsText(spec.DataType) ? 0
        : Math.Max(spec.Deadband, spec.HasRange ? spec.DeadbandPercent / 100 * (spec.EngHigh - spec.EngLow) : 0);

    public void Force() => force = true;

    public void Sample(double raw, long nowMs, long utcMs)
    {
        double value = spec.Scale == 1 && spec.Offset == 0 ? raw : raw * spec.Scale + spec.Offset;
        (double low, double high) = Range(spec.DataType);
        if (spec.DataType is DataType.Float)
        {
            value = (float)value;
        }
        else if (spec.DataType is DataType.Boolean && double.IsFinite(value))
        {
            value = Math.Round(value, MidpointRounding.AwayFromZero) == 0 ? 0 : 1;
        }
        else if (spec.DataType is not DataType.Double)
        {
            value = Math.Round(value, MidpointRounding.AwayFromZero);
        }

        if (!(value >= low && value <= high))
        {
            Fail(QualityReason.OutOfRange, nowMs, utcMs);
            return;
        }

        bool moved = Number is null || !Number.Value.Equals(value);
        bool changed = !reportedNumber.Equals(value);
        bool left = Math.Abs(value - reportedNumber) > Deadband;
        Number = value;
        Take(moved, changed, left, nowMs, utcMs);
    }

    public void SampleText(string value, long nowMs, long utcMs)
    {
        bool moved = Text != value;
        Text = value;
        textChanges += moved ? 1 : 0;
        // True as well where a text that was held back has become the reported one again.
        bool changed = textChanges != reportedTextChanges;
        Take(moved, changed, changed, nowMs, utcMs);
    }

    public void Fail(QualityReason reason, long nowMs, long utcMs)
    {
        if (Reason == reason)
        {
            if (force)
            {
                ReportAgain(nowMs);
            }

            force = false;
            return;
        }

        force = false;
        Reason = reason;
        Pending = true;
        QualityDue = true;
        Captures.Clear();
        Captures.Add(utcMs);
    }

    public void ReportAgain(long nowMs)
    {
        Pending = true;
        QualityDue |= Reason != QualityReason.None;
        Reported(nowMs);
    }

    /// <summary>A frame or a birth has shown the tag.</summary>
    public void Shown()
    {
        Pending = false;
        QualityDue = false;
    }

    public void Born(long nowMs)
    {
        Shown();
        Reported(nowMs);
    }

    /// <summary>How far the host's number may be from the newest one.</summary>
    public double Slack(long nowMs) => nowMs - reportedMs < spec.MinReportMs ? double.MaxValue : Deadband;

    private void Take(bool moved, bool changed, bool leftDeadband, long nowMs, long utcMs)
    {
        bool wasGood = Reason == QualityReason.None;
        if (moved || !wasGood)
        {
            Captures.Clear();
        }

        Captures.Add(utcMs);
        bool overdue = spec.MaxReportMs > 0 && nowMs - reportedMs >= spec.MaxReportMs;
        bool allowed = nowMs - reportedMs >= spec.MinReportMs;
        QualityDue |= !wasGood;
        Reason = QualityReason.None;
        bool alreadyWaits = Pending && changed;
        if (!wasGood || force || alreadyWaits || (!Pending && overdue) || (changed && leftDeadband && allowed))
        {
            Pending = true;
            Reported(nowMs);
        }

        force = false;
    }

    private void Reported(long nowMs)
    {
        reportedMs = nowMs;
        reportedNumber = Number ?? 0;
        reportedTextChanges = textChanges;
    }

    private static (double Low, double High) Range(DataType type) => type switch
    {
        DataType.Int8 => (sbyte.MinValue, sbyte.MaxValue),
        DataType.Int16 => (short.MinValue, short.MaxValue),
        DataType.Int32 => (int.MinValue, int.MaxValue),
        DataType.Int64 => (long.MinValue, 9223372036854774784.0),
        DataType.UInt8 => (0, byte.MaxValue),
        DataType.UInt16 => (0, ushort.MaxValue),
        DataType.UInt32 => (0, uint.MaxValue),
        DataType.UInt64 => (0, 18446744073709549568.0),
        DataType.DateTime => (0, 9223372036854774784.0),
        DataType.Float => (float.MinValue, float.MaxValue),
        _ => (double.MinValue, double.MaxValue),
    };
}
