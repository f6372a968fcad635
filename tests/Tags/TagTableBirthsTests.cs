using FieldNode.Host.Protobuf;

namespace FieldNode.Tags.Tests;

public sealed class TagTableBirthsTests
{
    public static TheoryData<bool, bool, bool, bool> Properties()
    {
        var all = new TheoryData<bool, bool, bool, bool>();
        for (int i = 0; i < 16; i++)
        {
            all.Add((i & 1) != 0, (i & 2) != 0, (i & 4) != 0, (i & 8) != 0);
        }

        return all;
    }

    [Theory]
    [MemberData(nameof(Properties))]
    public void A_birth_has_the_properties_of_its_tag_and_no_others(bool unit, bool range, bool calibrated, bool bad)
    {
        foreach (bool aliases in new[] { true, false })
        {
            var table = new TagTable(2, 1);
            // The second has all of them, so that what the first has not would be taken from it.
            table.Add(0, Spec("Level", unit, range, calibrated));
            table.Add(0, Spec("Flow", true, true, true));
            table.Seal(aliases);
            table.BeginSample(Wire.Time);
            table.SetReal(0, 2);
            table.SetReal(1, 3);
            if (bad)
            {
                table.SetBad(0, QualityReason.NoAnswer);
            }

            Metric metric = Wire.Birth(table).Metrics[0];

            Assert.Equal(("Level", aliases ? 1UL : 0UL, (ulong)Wire.Time, 10U), (metric.Name, metric.Alias, metric.Timestamp, metric.Datatype));
            Assert.Equal(2, metric.DoubleValue);
            Assert.Equal(Keys(unit, range, calibrated, bad), metric.Properties?.Keys ?? []);
            Assert.Equal(unit ? "m³" : null, Property(metric, "engUnit")?.StringValue);
            Assert.Equal(range ? -1.5 : null, Property(metric, "engLow")?.DoubleValue);
            Assert.Equal(range ? 80 : null, Property(metric, "engHigh")?.DoubleValue);
            Assert.Equal(calibrated ? "Ada" : null, Property(metric, "calibratedBy")?.StringValue);
            Assert.Equal(bad ? (uint)QualityReason.NoAnswer : null, Property(metric, "QualityReason")?.IntValue);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(120)] // with its value around 127 bytes, where a second byte of length begins
    [InlineData(300)]
    public void Tags_that_are_always_good_fit_into_the_room_that_is_asked_for_and_it_is_hardly_more(int nameBytes)
    {
        var table = new TagTable(40, 1);
        for (int i = 0; i < 40; i++)
        {
            table.Add(0, new TagSpec { Name = new string('n', nameBytes + i), DataType = ProtoLite.DataType.Int64, AlwaysGood = true });
        }

        table.Seal(true);
        table.BeginSample(Wire.Time);
        for (int i = 0; i < 40; i++)
        {
            table.SetInt(i, long.MinValue);
        }

        byte[] frame = new byte[table.BirthBytesMax(0)];

        Assert.InRange(table.AppendBirth(0, frame, 0, frame.Length), frame.Length - 16, frame.Length);
    }

    private static TagSpec Spec(string name, bool unit, bool range, bool calibrated) => new()
    {
        Name = name, DataType = ProtoLite.DataType.Double,
        EngUnit = unit ? "m³" : null, HasRange = range, EngLow = -1.5, EngHigh = 80,
        CalibratedBy = calibrated ? "Ada" : null, CalibrationDue = calibrated ? "2026-09-01" : null,
    };

    private static IEnumerable<string> Keys(bool unit, bool range, bool calibrated, bool bad)
    {
        string[] keys =
        [
            .. unit ? ["engUnit"] : Array.Empty<string>(), .. range ? ["engLow", "engHigh"] : Array.Empty<string>(),
            .. calibrated ? ["calibratedBy", "calibrationDue"] : Array.Empty<string>(), .. bad ? ["Quality", "QualityReason"] : Array.Empty<string>(),
        ];
        return keys;
    }

    private static PropertyValue? Property(Metric metric, string key)
    {
        int index = metric.Properties?.Keys.IndexOf(key) ?? -1;
        return index < 0 ? null : metric.Properties!.Values[index];
    }
}
