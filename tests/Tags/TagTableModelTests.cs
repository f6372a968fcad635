using FieldNode.Host.Protobuf;
using FieldNode.ProtoLite;

namespace FieldNode.Tags.Tests;

/// <summary>
/// The whole table against <see cref="ModelTag"/>: random drivers on one side, on the other a host that hears frames.
/// </summary>
public sealed class TagTableModelTests
{
    private const int Operations = 200_000;
    private const int Devices = 4;

    private static readonly DataType[] Types =
    [
        DataType.Int8, DataType.Int16, DataType.Int32, DataType.Int64, DataType.UInt8, DataType.UInt16, DataType.UInt32,
        DataType.UInt64, DataType.Float, DataType.Float, DataType.Float, DataType.Double, DataType.Boolean,
        DataType.String, DataType.DateTime, DataType.Text, DataType.Uuid, DataType.Bytes,
    ];

    private static readonly double[] Corners =
    [
        0, 1, -1, 127, 128, 255, 256, 1e5, -1e5, 1e10, 1e19, -1e19, 1e38, 1e39, 1e308, double.NaN,
        double.PositiveInfinity, double.NegativeInfinity, long.MinValue, 9223372036854775808.0,
    ];

    private readonly byte[] frame = new byte[40_000];
    private readonly List<ModelTag> model = [];
    private readonly List<HostTag> host = [];
    private Random random = null!;
    private TagTable table = null!;
    private long nowMs;
    private long utcMs = Wire.Time;

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(false, true)]
    public void After_200_000_random_operations_the_host_still_has_what_a_plain_model_of_the_rules_has(
        bool useAliases, bool datatypeInData)
    {
        random = Seeded.Random();
        Build(useAliases, datatypeInData);
        for (int device = 0; device < Devices; device++)
        {
            Birth(device);
        }

        for (int i = 0; i < Operations; i++)
        {
            nowMs += random.Next(4) == 0 ? random.Next(40) : 1;
            utcMs++;
            table.Tick(nowMs);
            table.BeginSample(utcMs);
            Step(random.Next(model.Count), random.Next(1_000));
        }

        Flush();
    }

    private void Build(bool useAliases, bool datatypeInData)
    {
        table = new TagTable(60, Devices) { DatatypeInData = datatypeInData };
        for (int device = 1; device < Devices; device++)
        {
            table.AddDevice("D" + device);
        }

        for (int tag = 0; tag < 60; tag++)
        {
            var spec = new TagSpec
            {
                Name = $"{tag} {new string('n', random.Next(8) == 0 ? 120 : random.Next(20))}",
                DataType = Types[tag % Types.Length],
                PeriodMs = random.Next(5) * 100,
                EngUnit = random.Next(2) == 0 ? "bar" : null,
                HasRange = random.Next(2) == 0,
                EngLow = -20,
                EngHigh = 180,
                Scale = random.Next(4) == 0 ? random.Next(1, 20) * 0.5 : 1,
                Offset = random.Next(6) == 0 ? -7.25 : 0,
                Deadband = random.Next(3) == 0 ? random.Next(10) * 0.5 : 0,
                DeadbandPercent = random.Next(4) == 0 ? 2 : 0,
                MinReportMs = random.Next(4) == 0 ? 1_000 : 0,
                MaxReportMs = random.Next(4) == 0 ? 20_000 : 0,
            };
            model.Add(new ModelTag(spec, random.Next(Devices)));
            host.Add(new HostTag());
            Assert.Equal(tag, table.Add(model[tag].Device, spec));
        }

        table.Seal(useAliases);
    }

    private void Step(int tag, int dice)
    {
        switch (dice)
        {
            case < 5: Birth(random.Next(Devices)); break;
            case < 10: ShortBirth(random.Next(Devices)); break;
            case < 25: Flush(); break;
            case < 60: Data(random.Next(Devices), random.Next(7, 300)); break;
            case < 72:
                table.ForceReport(tag);
                model[tag].Force();
                break;
            case < 80:
                table.ReportAgain(tag);
                model[tag].ReportAgain(nowMs);
                break;
            case < 110:
                var reason = (QualityReason)random.Next(2, 8);
                table.SetBad(tag, reason);
                model[tag].Fail(reason, nowMs, utcMs);
                break;
            default: Sample(tag); break;
        }

        Assert.Equal(model[tag].Quality, table.QualityOf(tag));
        Assert.Equal(model[tag].Reason, table.ReasonOf(tag));
        Assert.Equal(model[tag].HasValue, table.HasValue(tag));
        if (model[tag].Number is { } number)
        {
            Assert.Equal(number, table.GetReal(tag));
        }
    }

    private void Sample(int tag)
    {
        if (TagTable.IsText(table.TypeOf(tag)))
        {
            string text = new('t', random.Next(3) * 30);
            table.SetString(tag, text);
            model[tag].SampleText(text, nowMs, utcMs);
            return;
        }

        double whole = random.Next(60) == 0 ? random.Next(-300, 70_000) : random.Next(-2, 20);
        double real = random.Next(60) == 0 ? Corners[random.Next(Corners.Length)] : random.Next(-8, 80) * 0.25;
        switch (random.Next(4))
        {
            case 0:
                table.SetInt(tag, (long)whole);
                model[tag].Sample(whole, nowMs, utcMs);
                break;
            case 1 when table.IsPlainFloat(tag) && random.Next(2) == 0:
                SampleRun(model[tag].Device);
                break;
            case 1 when table.IsPlainFloat(tag):
                table.SetFloat(tag, (float)real);
                model[tag].Sample((float)real, nowMs, utcMs);
                break;
            case 2:
                ulong bits = (ulong)random.Next(20);
                bits = random.Next(100) == 0 ? (1UL << 63) + (bits << 11) : bits; // a double holds it exactly
                table.SetUInt(tag, (long)bits);
                model[tag].Sample(bits, nowMs, utcMs);
                break;
            default:
                table.SetReal(tag, real);
                model[tag].Sample(real, nowMs, utcMs);
                break;
        }
    }

    /// <summary>All plain Floats of a device at once, as they lie in a reply; some of them unchanged, now and then one that is none.</summary>
    private void SampleRun(int device)
    {
        int[] tags = [.. Of(device).Where(table.IsPlainFloat)];
        byte[] reply = new byte[3 + (4 * tags.Length)];
        for (int i = 0; i < tags.Length; i++)
        {
            double former = model[tags[i]].Number ?? 0;
            double real = random.Next(100) == 0 ? Corners[random.Next(Corners.Length)] : random.Next(2) == 0 ? former : random.Next(-8, 80) * 0.25;
            byte[] value = BitConverter.GetBytes((float)real);
            for (int b = 0; b < 4; b++)
            {
                reply[3 + (4 * i) + (b ^ device)] = value[3 - b]; // four devices, four orders
            }

            model[tags[i]].Sample((float)real, nowMs, utcMs);
        }

        table.SetFloatRun(tags, 0, tags.Length, reply, 3, device);
    }

    private void Birth(int device)
    {
        Payload payload = Wire.Birth(table, device);
        Assert.Equal(Of(device), payload.Metrics.Select(TagOf).Order());
        foreach (Metric metric in payload.Metrics)
        {
            int tag = TagOf(metric);
            host[tag].Born(metric);
            model[tag].Born(nowMs);
            AssertShown(tag);
        }

        Assert.False(table.HasChanges(device));
    }

    private void ShortBirth(int device)
    {
        int room = random.Next(200);
        if (table.AppendBirth(device, frame, 0, room) >= 0)
        {
            Of(device).ForEach(tag => Assert.Fail($"a birth with tag {tag} in {room} bytes"));
        }
    }

    private void Flush()
    {
        for (int device = 0; device < Devices; device++)
        {
            while (table.HasChanges(device))
            {
                Data(device, random.Next(600, 2_000));
            }

            foreach (int tag in Of(device))
            {
                Assert.False(model[tag].Pending, $"tag {tag} was lost");
                AssertPicture(tag);
            }
        }
    }

    private void Data(int device, int room)
    {
        table.SendAt(Wire.SendTime);
        int end = table.AppendChanges(device, frame, table.AppendTime(frame, 0), room);
        Assert.InRange(end, 7, room);
        foreach (Metric metric in Wire.Decode(frame, end, table.DatatypeInData).Metrics)
        {
            int tag = TagOf(metric);
            Assert.Equal(table.DatatypeInData ? (uint)table.TypeOf(tag) : 0, metric.Datatype);
            Assert.True(model[tag].Pending, $"tag {tag} was sent twice or without a reason");
            Assert.Equal(device, model[tag].Device);
            Assert.Equal(model[tag].QualityDue, metric.Properties is not null);
            host[tag].Take(metric);
            AssertShown(tag);
            model[tag].Shown();
        }
    }

    /// <summary>What a frame has just said is the newest value, with a time at which it was captured.</summary>
    private void AssertShown(int tag)
    {
        Assert.Equal(model[tag].Number, host[tag].Number);
        Assert.Equal(model[tag].Text, host[tag].Text);
        Assert.Equal(model[tag].Quality, host[tag].Quality);
        Assert.Equal(model[tag].Reason, host[tag].Reason);
        if (model[tag].HasValue)
        {
            Assert.Contains(host[tag].Timestamp, model[tag].Captures);
        }
    }

    /// <summary>Between two frames: the quality as it is, the value as old as the rules let it be.</summary>
    private void AssertPicture(int tag)
    {
        Assert.Equal(model[tag].Quality, host[tag].Quality);
        Assert.Equal(model[tag].Reason, host[tag].Reason);
        Assert.Equal(model[tag].HasValue, host[tag].Number is not null || host[tag].Text is not null);
        double slack = model[tag].Slack(nowMs);
        bool mayBeHeldBack = model[tag].Spec.MinReportMs > 0;
        if (model[tag].Number is { } number && !mayBeHeldBack)
        {
            Assert.InRange(Math.Abs(number - host[tag].Number!.Value), 0, slack);
        }
        else if (!mayBeHeldBack)
        {
            Assert.Equal(model[tag].Text, host[tag].Text);
        }
    }

    private List<int> Of(int device) => [.. Enumerable.Range(0, model.Count).Where(tag => model[tag].Device == device)];

    private int TagOf(Metric metric)
    {
        int tag = metric.HasAlias ? table.FindByAlias((long)metric.Alias) : int.Parse(metric.Name.Split(' ')[0]);
        Assert.InRange(tag, 0, model.Count - 1);
        return tag;
    }
}
