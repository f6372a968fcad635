using FieldNode.Field.Modbus;
using FieldNode.Settings;

namespace FieldNode.Virtual.Settings;

/// <summary>Tags of slaves that read the same, or a part of each other. Where one of them is writable it is a fault, and the check has it.</summary>
internal static class TagWarnings
{
    private sealed record Span(int Tag, ModbusTable Table, int First, int End);

    internal static IEnumerable<SettingsWarning> Of(NodeSettings settings)
    {
        for (int d = 0; d < (settings.Devices?.Length ?? 0); d++)
        {
            TagSettings[] tags = settings.Devices![d].Tags;
            List<Span> spans = [.. tags.Select(SpanOf).OrderBy(span => span.Table).ThenBy(span => span.First).ThenBy(span => span.Tag)];
            for (int i = 0; i < spans.Count; i++)
            {
                for (int j = i + 1; j < spans.Count && spans[j].Table == spans[i].Table && spans[j].First < spans[i].End; j++)
                {
                    if (Of(d, tags, spans[i], spans[j]) is { } warning)
                    {
                        yield return warning;
                    }
                }
            }
        }
    }

    private static SettingsWarning? Of(int device, TagSettings[] tags, Span a, Span b)
    {
        (Span first, Span later) = a.Tag < b.Tag ? (a, b) : (b, a);
        (TagSettings one, TagSettings other) = (tags[first.Tag], tags[later.Tag]);
        string path = $"devices[{device}].tags[{later.Tag}].address";
        string named = $"tags[{first.Tag}] ({one.Name})";
        if (first.First == later.First && first.End == later.End && one.Type == other.Type && one.Bit == other.Bit && one.Order == other.Order)
        {
            return new SettingsWarning(path, $"{other.Name} reads what {named} reads", "remove one of them, or correct the address");
        }

        // A word of flags is often read whole and bit by bit.
        if (IsPart(one) || IsPart(other))
        {
            return IsWord(one) && IsWord(other) ? null : new SettingsWarning(path, $"{other.Name} ({other.Type}) reads a part of {named} ({one.Type})",
                "look at the maker's register list: flags lie in no text and in no float");
        }

        return new SettingsWarning(path, $"{other.Name} ({other.Type}, {Registers(later)}) overlaps {named} ({one.Type}, {Registers(first)})",
            "look at the maker's register list: one of the two addresses or types is probably wrong");
    }

    private static bool IsPart(TagSettings tag) => tag.Bit >= 0 || tag.Type is "uint8" or "int8";

    private static bool IsWord(TagSettings tag) => tag.Type is not ("float" or "double" or "string");

    private static string Registers(Span span) => span.End - span.First == 1 ? $"address {span.First}" : $"addresses {span.First} to {span.End - 1}";

    private static Span SpanOf(TagSettings tag, int index)
    {
        ModbusAddress.TryParse(tag.Table, tag.Address, out ModbusTable table, out int first);
        bool isBits = table is ModbusTable.Coil or ModbusTable.Discrete;
        int length = isBits ? 1 : TagForm.RegistersOf(TagForm.IndexOf(TagForm.TypeNames, tag.Type), tag.Length);
        return new Span(index, table, first, first + length);
    }
}
