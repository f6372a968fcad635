using FieldNode.Field.Modbus;

namespace FieldNode.Settings
{
    // What hosts write belongs to one tag: written through one, another one would change, or show half of it.
    public sealed partial class SettingsCheck
    {
        private void CheckOverlaps(TagSettings[] tags, string owner)
        {
            int writable = 0;
            int[] first = new int[tags.Length];
            int[] end = new int[tags.Length]; // 0: nothing that can be judged
            for (int i = 0; i < tags.Length; i++)
            {
                writable += tags[i] != null && tags[i].Writable ? 1 : 0;
            }
            for (int i = 0; writable > 0 && i < tags.Length; i++)
            {
                ModbusTable table;
                if (tags[i] != null && ModbusAddress.TryParse(tags[i].Table, tags[i].Address, out table, out first[i]))
                {
                    int span = SpanOf(tags[i], table);
                    first[i] += (int)table * SettingsLimits.AddressSpace;
                    end[i] = span > 0 ? first[i] + span : 0;
                }
            }
            for (int i = 0; writable > 0 && i < tags.Length; i++)
            {
                if (end[i] > 0 && tags[i].Writable)
                {
                    CheckOverlap(tags, owner, first, end, i);
                }
            }
        }

        // A pair is told at its later tag; where both are writable, once.
        private void CheckOverlap(TagSettings[] tags, string owner, int[] first, int[] end, int index)
        {
            for (int i = 0; i < tags.Length; i++)
            {
                if (i == index || first[i] >= end[index] || end[i] <= first[index] || IsView(tags[i]) || i > index && tags[i].Writable)
                {
                    continue;
                }
                int later = i > index ? i : index;
                place = owner + ".tags[" + later.ToString() + "]";
                Fault("address", tags[later].Address.ToString(), "what " + owner + ".tags[" + (i > index ? index : i).ToString()
                    + "] does not take: " + (later == index ? "this tag" : "that one") + " is writable");
            }
        }

        // One bit or byte of a register, to look at: a word that hosts write is often shown so as well.
        private static bool IsView(TagSettings tag)
        {
            return !tag.Writable && (tag.Bit >= 0 || tag.Type == "uint8" || tag.Type == "int8");
        }

        // 0 where the type is not known.
        private static int SpanOf(TagSettings tag, ModbusTable table)
        {
            int type = TagForm.IndexOf(TagForm.TypeNames, tag.Type);
            return type < 0 ? 0 : table == ModbusTable.Coil || table == ModbusTable.Discrete ? 1 : TagForm.RegistersOf(type, tag.Length);
        }
    }
}
