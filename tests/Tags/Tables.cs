using FieldNode.Host.Protobuf;
using FieldNode.ProtoLite;

namespace FieldNode.Tags.Tests;

/// <summary>Small tables.</summary>
internal static class Tables
{
    /// <summary>A sealed table with one tag of the node; born, so that what follows is what a host hears.</summary>
    public static TagTable Born(TagSpec spec)
    {
        TagTable table = Sealed(true, spec);
        _ = Wire.Birth(table);
        return table;
    }

    public static TagTable Born(DataType type) => Born(new TagSpec { Name = "Tag", DataType = type });

    public static TagTable Sealed(bool useAliases, params TagSpec[] specs) => Sealed(useAliases, false, specs);

    public static TagTable Sealed(bool useAliases, bool datatypeInData, params TagSpec[] specs)
    {
        var table = new TagTable(specs.Length, 1) { DatatypeInData = datatypeInData };
        foreach (TagSpec spec in specs)
        {
            table.Add(0, spec);
        }

        table.Seal(useAliases);
        table.BeginSample(Wire.Time);
        return table;
    }

    /// <summary>Samples are so many ms after <see cref="Wire.Time"/>, on both clocks.</summary>
    public static void At(this TagTable table, long ms)
    {
        table.Tick(50_000 + ms);
        table.BeginSample(Wire.Time + ms);
    }

    /// <summary>Quality as the frame says it, or null if the frame does not mention it.</summary>
    public static Quality? QualityIn(Metric metric)
    {
        int at = metric.Properties?.Keys.IndexOf("Quality") ?? -1;
        return at < 0 ? null : (Quality)metric.Properties!.Values[at].IntValue;
    }

    public static QualityReason? ReasonIn(Metric metric)
    {
        int at = metric.Properties?.Keys.IndexOf("QualityReason") ?? -1;
        return at < 0 ? null : (QualityReason)metric.Properties!.Values[at].IntValue;
    }
}
