using FieldNode.Host.Protobuf;
using FieldNode.Tags;
using DataType = FieldNode.ProtoLite.DataType;

namespace FieldNode.Level0;

public sealed class HeldTagTests
{
    private readonly TagTable tags = new(8, 2);
    private readonly int plain;
    private readonly int scaled;
    private readonly int whole;
    private readonly int text;
    private readonly byte[] frame = new byte[4096];

    public HeldTagTests()
    {
        tags.AddDevice("D");
        plain = tags.Add(1, new TagSpec { Name = "Plain", DataType = DataType.Float });
        scaled = tags.Add(1, new TagSpec { Name = "Scaled", DataType = DataType.Float, Scale = 0.1, Offset = -40 });
        whole = tags.Add(1, new TagSpec { Name = "Whole", DataType = DataType.Int16 });
        text = tags.Add(1, new TagSpec { Name = "Text", DataType = DataType.String });
        tags.Seal(true);
        tags.BeginSample(SensorRig.Utc);
        Sample(1.5f, 500, 7);
        Birth();
    }

    [Fact]
    public void A_forced_value_stays_whatever_is_sampled_and_says_so_in_its_quality()
    {
        Assert.True(tags.Force(plain, 50));
        Assert.True(tags.Force(scaled, 33.25));
        Assert.True(tags.Force(whole, -5));
        Assert.Equal(3, tags.ForcedCount);
        List<Metric> changes = Changes();
        Assert.Equal(3, changes.Count);
        Assert.All(changes, metric => AssertQuality(metric, 500, QualityReason.Forced));
        Sample(9.9f, 900, 99);
        tags.SetBad(plain, QualityReason.NoAnswer);
        Assert.Empty(Changes());
        Assert.Equal(50, tags.GetReal(plain));
        Assert.Equal(33.25, tags.GetReal(scaled));
        Assert.Equal(-5, tags.GetInt(whole));
        Assert.Equal(Quality.Stale, tags.QualityOf(plain));
    }

    [Fact]
    public void A_value_that_was_forced_before_the_time_was_known_takes_that_of_its_first_birth()
    {
        var early = new TagTable(2, 2);
        early.AddDevice("D");
        int tag = early.Add(1, new TagSpec { Name = "Forced", DataType = DataType.Float });
        early.Seal(true);
        Assert.True(early.Force(tag, 5));
        for (int birth = 0; birth < 2; birth++)
        {
            early.SendAt(SensorRig.Utc + birth * 1000);
            if (birth == 0)
            {
                early.StampUnset(); // as the edge node does before its first birth
            }

            int end = early.AppendBirth(1, frame, 0, frame.Length);
            Metric metric = Assert.Single(Payload.Parser.ParseFrom(frame, 0, end).Metrics);
            Assert.Equal((5f, (ulong)SensorRig.Utc), (metric.FloatValue, metric.Timestamp));
        }
    }

    [Fact]
    public void A_released_value_is_stale_until_it_is_sampled_again()
    {
        tags.Force(plain, 50);
        Changes();
        tags.Release(plain);
        Assert.Equal(0, tags.ForcedCount);
        Assert.Equal(QualityReason.NotReadYet, tags.ReasonOf(plain));
        AssertQuality(Assert.Single(Changes()), 500, QualityReason.NotReadYet);
        Sample(2.5f, 500, 7);
        Metric metric = Assert.Single(Changes());
        AssertQuality(metric, 192, QualityReason.None);
        Assert.Equal(2.5f, metric.FloatValue);
    }

    [Fact]
    public void A_tag_out_of_service_keeps_its_last_value_as_bad()
    {
        tags.SetText(text, "abc"u8.ToArray(), 0, 3);
        Changes();
        tags.TakeOutOfService(plain);
        tags.TakeOutOfService(text);
        Assert.Equal(2, tags.OutOfServiceCount);
        Assert.All(Changes(), metric => AssertQuality(metric, 0, QualityReason.OutOfService));
        Sample(9.9f, 500, 7);
        tags.SetText(text, "xyz"u8.ToArray(), 0, 3);
        Assert.Empty(Changes());
        Assert.Equal(1.5, tags.GetReal(plain));
        Assert.Equal("abc", tags.GetText(text));
        Metric birth = Birth().Single(metric => metric.Name == "Plain");
        AssertQuality(birth, 0, QualityReason.OutOfService);
        Assert.Equal(1.5f, birth.FloatValue);
        Sample(9.9f, 500, 7);
        Assert.Empty(Changes()); // and a birth does not end it
    }

    [Fact]
    public void A_tag_may_go_from_out_of_service_to_forced_and_is_counted_once()
    {
        tags.TakeOutOfService(plain);
        tags.TakeOutOfService(plain);
        tags.Force(plain, 1);
        tags.Force(plain, 2);
        Assert.Equal((0, 1), (tags.OutOfServiceCount, tags.ForcedCount));
        Assert.Equal(2, tags.GetReal(plain));
        tags.Release(plain);
        tags.Release(plain);
        Assert.Equal((0, 0), (tags.OutOfServiceCount, tags.ForcedCount));
    }

    [Fact]
    public void What_does_not_fit_is_not_forced_and_nothing_changes()
    {
        Assert.False(tags.Force(whole, 40000));
        Assert.False(tags.Force(plain, 1e39));
        Assert.False(tags.Force(plain, double.NaN));
        Assert.False(tags.Force(text, 1));
        Assert.Equal(0, tags.ForcedCount);
        Assert.Equal(Quality.Good, tags.QualityOf(whole));
        Assert.Empty(Changes());
    }

    [Fact]
    public void A_tag_that_was_never_read_can_be_forced()
    {
        var fresh = new TagTable(1, 1);
        int tag = fresh.Add(0, new TagSpec { Name = "A", DataType = DataType.Double });
        fresh.Seal(true);
        Assert.True(fresh.Force(tag, 3.25));
        Assert.True(fresh.HasValue(tag));
        Assert.Equal(3.25, fresh.GetReal(tag));
        Assert.Equal(QualityReason.Forced, fresh.ReasonOf(tag));
    }

    [Fact]
    public void A_frozen_tag_follows_its_samples_as_bad_and_another_reason_takes_over()
    {
        tags.HoldFrozen(plain);
        AssertQuality(Assert.Single(Changes()), 0, QualityReason.Frozen);
        Sample(1.75f, 500, 7);
        Assert.Equal(1.75, tags.GetReal(plain));
        Assert.Equal(QualityReason.Frozen, tags.ReasonOf(plain));
        tags.SetBad(plain, QualityReason.NoAnswer);
        Assert.Equal(0, tags.FrozenCount);
        Sample(1.75f, 500, 7);
        Assert.Equal(Quality.Good, tags.QualityOf(plain));
    }

    private void Sample(float value, int raw, int number)
    {
        byte[] bytes = BitConverter.GetBytes(value);
        tags.SetFloatBytes(plain, bytes[0], bytes[1], bytes[2], bytes[3]);
        tags.SetInt(scaled, raw);
        tags.SetInt(whole, number);
    }

    private List<Metric> Birth()
    {
        int end = tags.AppendBirth(1, frame, 0, frame.Length);
        return [.. Payload.Parser.ParseFrom(frame, 0, end).Metrics];
    }

    private List<Metric> Changes()
    {
        int end = tags.AppendChanges(1, frame, 0, frame.Length);
        return [.. Payload.Parser.ParseFrom(frame, 0, end).Metrics];
    }

    private static void AssertQuality(Metric metric, uint quality, QualityReason reason)
    {
        Assert.Equal(["Quality", "QualityReason"], metric.Properties.Keys.TakeLast(2));
        Assert.Equal([quality, (uint)reason], metric.Properties.Values.TakeLast(2).Select(value => value.IntValue));
    }
}
