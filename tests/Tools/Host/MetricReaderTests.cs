using FieldNode.Host;
using FieldNode.Host.Protobuf;

namespace FieldNode.Tools.Tests;

/// <summary>The rules of a single metric, and its tie to the birth.</summary>
public sealed class MetricReaderTests
{
    private readonly HostModel model = new();

    public MetricReaderTests()
    {
        model.Consume("NBIRTH", Messages.NBirth(0, Messages.Float("Node/Up", 1, 0)));
        model.Consume("DBIRTH d1", Messages.With(1, Messages.Float("Flow", 2, 1)));
    }

    [Fact]
    public void Every_metric_of_a_birth_needs_name_datatype_timestamp_and_value()
    {
        Metric metric = Messages.Float("Level", 3, 1);
        metric.ClearName();
        Birth(metric).Finds(FindingKind.NameMissing);
        metric = Messages.Float("Level", 3, 1);
        metric.ClearDatatype();
        Birth(metric).Finds(FindingKind.DatatypeMissing);
        metric = Messages.Float("Level", 3, 1);
        metric.ClearTimestamp();
        Birth(metric).Finds(FindingKind.TimestampMissing);
        metric = Messages.Float("Level", 3, 1);
        metric.ClearValue();
        Birth(metric).Finds(FindingKind.ValueMissing);
    }

    [Fact]
    public void An_unknown_datatype_in_a_birth_is_named()
    {
        Metric metric = Messages.Float("Level", 3, 1);
        metric.Datatype = 99;
        HostMessage message = Birth(metric);

        message.Finds(FindingKind.DatatypeMissing);
        Assert.Contains("99", message.Findings[0].Text);
    }

    [Fact]
    public void A_null_has_no_value_and_is_sound()
    {
        var metric = new Metric { Name = "Level", Alias = 3, Datatype = 9, Timestamp = Messages.Now, IsNull = true };
        HostMessage message = Birth(metric);

        message.Finds();
        Assert.True(message.Metrics[0].IsNull);
        Assert.True(model.Find("g", "n")!.FindAlias(3)!.IsNull);
        metric.FloatValue = 1;
        Birth(metric).Finds(FindingKind.ValueMissing);
    }

    [Fact]
    public void An_alias_is_unique_over_the_node_and_all_its_devices()
    {
        HostMessage message = Birth(Messages.Float("Level", 1, 1));

        message.Finds(FindingKind.DuplicateAlias);
        Assert.Contains("Node/Up", message.Findings[0].Text);
    }

    [Fact]
    public void Names_that_differ_by_case_only_are_one_name()
    {
        Birth(Messages.Float("Level", 3, 1), Messages.Float("level", 4, 1)).Finds(FindingKind.DuplicateName);
    }

    [Fact]
    public void Data_with_an_alias_of_no_birth_is_a_decode_error()
    {
        Data(Messages.ByAlias(77, 1)).Finds(FindingKind.UnknownAlias);
        Assert.Equal(1, model.DecodeErrors);
    }

    [Fact]
    public void Data_with_the_alias_of_another_device_is_a_decode_error() =>
        Data(Messages.ByAlias(1, 1)).Finds(FindingKind.UnknownAlias);

    [Fact]
    public void Data_by_a_name_of_no_birth_is_a_decode_error()
    {
        Data(new Metric { Name = "Nothing", Timestamp = Messages.Now, FloatValue = 1 }).Finds(FindingKind.UnknownName);
        Data(new Metric { Timestamp = Messages.Now, FloatValue = 1 }).Finds(FindingKind.NameMissing);
    }

    [Fact]
    public void Data_by_a_born_name_is_resolved()
    {
        HostMessage message = Data(new Metric { Name = "Flow", Timestamp = Messages.Now, FloatValue = 8 });

        message.Finds();
        Assert.Equal(SparkplugType.Float, message.Metrics[0].Type);
        Assert.Equal(8f, model.Find("g", "n")!.FindDevice("d1")!.Find("Flow")!.Value);
    }

    [Fact]
    public void Data_carries_the_alias_without_the_name()
    {
        Metric metric = Messages.ByAlias(2, 1);
        metric.Name = "Flow";
        Data(metric).Finds(FindingKind.NameBesideAlias);
    }

    [Fact]
    public void Data_may_repeat_the_datatype_but_not_change_it()
    {
        Metric metric = Messages.ByAlias(2, 1);
        metric.Datatype = 9;
        Data(metric).Finds();
        metric.Datatype = 10;
        Data(metric).Finds(FindingKind.DatatypeChanged);
    }

    [Fact]
    public void Data_in_the_field_of_another_datatype_is_a_decode_error()
    {
        HostMessage message = Data(new Metric { Alias = 2, Timestamp = Messages.Now, DoubleValue = 1 });

        message.Finds(FindingKind.ValueMismatch);
        Assert.Contains("Flow", message.Findings[0].Text);
    }

    [Fact]
    public void A_value_older_than_the_one_before_must_be_historical()
    {
        Metric metric = Messages.ByAlias(2, 5);
        metric.Timestamp = Messages.Now - 10;
        Data(metric).Finds(FindingKind.TimestampBackwards);
        Data(Messages.ByAlias(2, 6)).Finds();

        metric = Messages.ByAlias(2, 7);
        metric.Timestamp = Messages.Now - 20;
        metric.IsHistorical = true;
        Data(metric).Finds();

        EdgeMetric flow = model.Find("g", "n")!.FindAlias(2)!;
        Assert.Equal(6f, flow.Value);
        Assert.Equal(1, flow.Historical);
    }

    [Fact]
    public void A_value_from_the_future_is_a_fault()
    {
        Metric metric = Messages.ByAlias(2, 5);
        metric.Timestamp = ulong.MaxValue;
        Data(metric).Finds(FindingKind.TimestampAhead);
    }

    [Fact]
    public void Quality_comes_with_its_value_and_its_absence_means_good()
    {
        Metric metric = Messages.ByAlias(2, 5);
        metric.Properties = new PropertySet();
        metric.Properties.Keys.Add("Quality");
        metric.Properties.Values.Add(new PropertyValue { Type = 3, IntValue = 0 });
        metric.Properties.Keys.Add("QualityReason");
        metric.Properties.Values.Add(new PropertyValue { Type = 3, IntValue = 2 });
        EdgeMetric flow = model.Find("g", "n")!.FindAlias(2)!;

        Data(metric).Finds();
        Assert.Equal(0, flow.Quality);
        Assert.Equal(2, flow.Reason);

        Data(Messages.ByAlias(2, 5)).Finds();
        Assert.Equal(MetricProperties.GoodQuality, flow.Quality);
        Assert.Null(flow.Reason);
    }

    [Fact]
    public void The_unit_of_the_birth_goes_with_the_data()
    {
        Metric metric = Messages.Float("Level", 3, 1);
        metric.Properties = new PropertySet();
        metric.Properties.Keys.Add("engUnit");
        metric.Properties.Values.Add(new PropertyValue { Type = 12, StringValue = "m" });
        Birth(metric).Finds();

        HostMessage message = model.Consume("DDATA d2", Messages.With(3, Messages.ByAlias(3, 2)));

        message.Finds();
        Assert.Equal("m", message.Metrics[0].Unit);
        Assert.Equal("Level", message.Metrics[0].Name);
    }

    /// <summary>Bears device d2 with these metrics, after its death if it was born; all else is sound.</summary>
    private HostMessage Birth(params Metric[] metrics)
    {
        EdgeNode node = model.Find("g", "n")!;
        if (node.FindDevice("d2") is { Online: true })
        {
            model.Consume("DDEATH d2", Messages.With((ulong)node.NextSeq!)).Finds();
        }
        return model.Consume("DBIRTH d2", Messages.With((ulong)node.NextSeq!, metrics));
    }

    private HostMessage Data(Metric metric) =>
        model.Consume("DDATA d1", Messages.With((ulong)model.Find("g", "n")!.NextSeq!, metric));
}
