using FieldNode.Host;
using FieldNode.Host.Protobuf;

namespace FieldNode.Tools.Tests;

public sealed class MetricPropertiesTests
{
    private readonly List<string> complaints = [];

    [Fact]
    public void Unit_range_quality_and_reason_are_read()
    {
        var set = new PropertySet();
        Add(set, "engUnit", new PropertyValue { Type = 12, StringValue = "bar" });
        Add(set, "engLow", new PropertyValue { Type = 9, FloatValue = -1 });
        Add(set, "engHigh", new PropertyValue { Type = 10, DoubleValue = 16 });
        Add(set, "Quality", new PropertyValue { Type = 3, IntValue = 500 });
        Add(set, "QualityReason", new PropertyValue { Type = 4, LongValue = 2 });

        MetricProperties properties = MetricProperties.Read(set, complaints.Add);

        Assert.Empty(complaints);
        Assert.Equal("bar", properties.Unit);
        Assert.Equal(-1, properties.Low);
        Assert.Equal(16, properties.High);
        Assert.Equal(500, properties.Quality);
        Assert.Equal(2, properties.Reason);
    }

    [Fact]
    public void A_key_without_a_value_is_a_fault()
    {
        var set = new PropertySet();
        set.Keys.Add("engUnit");

        MetricProperties.Read(set, complaints.Add);

        Assert.Equal(["a property set has 1 keys and 0 values"], complaints);
    }

    [Fact]
    public void A_property_of_the_wrong_type_is_a_fault_and_is_not_believed()
    {
        var set = new PropertySet();
        Add(set, "Quality", new PropertyValue { Type = 12, IntValue = 192 });
        Add(set, "engUnit", new PropertyValue { StringValue = "m" });
        Add(set, "engLow", new PropertyValue { Type = 9 });

        MetricProperties properties = MetricProperties.Read(set, complaints.Add);

        Assert.Equal(
            ["property Quality: a String lies in int_value", "property engUnit: no type", "property engLow: no value"],
            complaints);
        Assert.Null(properties.Quality);
        Assert.Null(properties.Unit);
    }

    private static void Add(PropertySet set, string key, PropertyValue value)
    {
        set.Keys.Add(key);
        set.Values.Add(value);
    }
}
