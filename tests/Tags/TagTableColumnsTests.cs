using System.Text;
using FieldNode.ProtoLite;

namespace FieldNode.Tags.Tests;

/// <summary>Filters, scales and texts lie in arrays that one number by tag leads to: no tag must find another's.</summary>
public sealed class TagTableColumnsTests
{
    [Fact]
    public void In_whatever_order_tags_have_filters_scales_and_texts_each_keeps_its_own()
    {
        Random random = Seeded.Random();
        for (int round = 0; round < 200; round++)
        {
            TagSpec[] specs = [.. Enumerable.Range(0, random.Next(1, 24)).Select(i => Spec(i, random.Next(6)))];
            TagTable table = Tables.Sealed(true, specs);
            Set(table, specs, 1);
            _ = Wire.Birth(table);
            table.At(1000);
            Set(table, specs, 2);

            Assert.Equal(specs.Select((spec, tag) => Expected(spec, tag, 2)), specs.Select((_, tag) => Shown(table, tag)));
            IEnumerable<int> told = Enumerable.Range(0, specs.Length).Where(tag => specs[tag].Deadband == 0);
            Assert.Equal(told, Wire.Data(table).Metrics.Select(metric => TagOf(table, metric.Alias)));
        }
    }

    // 0 plain, 1 filter, 2 scale, 3 both, 4 text, 5 text with a filter. A step is 1 raw: less than the deadbands, more than nothing.
    private static TagSpec Spec(int tag, int form) => new()
    {
        Name = $"T{tag}",
        DataType = form >= 4 ? DataType.String : DataType.Double,
        Scale = form is 2 or 3 ? 2 + tag : 1,
        Offset = form is 2 or 3 ? 100 * tag : 0,
        Deadband = form is 1 or 3 ? 1000 : 0,
        MaxReportMs = form == 5 ? 60000 : 0,
        TextBytesMax = 8,
    };

    private static void Set(TagTable table, TagSpec[] specs, int step)
    {
        for (int tag = 0; tag < specs.Length; tag++)
        {
            if (specs[tag].DataType == DataType.String)
            {
                byte[] text = Encoding.UTF8.GetBytes($"{tag}.{step}");
                table.SetText(tag, text, 0, text.Length);
            }
            else
            {
                table.SetReal(tag, tag + step);
            }
        }
    }

    private static string Expected(TagSpec spec, int tag, int step) =>
        spec.DataType == DataType.String ? $"{tag}.{step}" : $"{(tag + step) * spec.Scale + spec.Offset}";

    private static string Shown(TagTable table, int tag) =>
        table.TypeOf(tag) == DataType.String ? table.GetText(tag) : $"{table.GetReal(tag)}";

    private static int TagOf(TagTable table, ulong alias) => table.FindByAlias((long)alias);
}
