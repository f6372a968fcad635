using FieldNode.ProtoLite;

namespace FieldNode.Settings
{
    /// <summary>
    /// What the words of a tag mean. <see cref="SettingsCheck"/> and the room that builds the node both ask here, so
    /// that the node runs what the check accepted.
    /// </summary>
    public static class TagForm
    {
        /// <summary>Index of type bool in <see cref="TypeNames"/>.</summary>
        public const int Bool = 0;
        /// <summary>Index of type string in <see cref="TypeNames"/>.</summary>
        public const int Text = 9;

        // These tables are made at each call: they are asked for at start only, and as static fields their names would stay in memory,
        // two blocks each on the device.

        /// <summary>Register types; the other tables of this class go by the same index.</summary>
        public static string[] TypeNames => new string[]
        {
            "bool", "int16", "uint16", "int32", "uint32", "int64", "uint64", "float", "double", "string"
        };

        /// <summary>Word and byte orders: big-endian, words swapped, bytes swapped, little-endian.</summary>
        public static string[] OrderNames => new string[] { "abcd", "cdab", "badc", "dcba" };

        /// <summary>Names of Sparkplug datatypes by their number (Sparkplug 3.0.0, section 6.4.16); those that a tag
        /// may have.</summary>
        public static string[] PublishNames => new string[]
        {
            null, "Int8", "Int16", "Int32", "Int64", "UInt8", "UInt16", "UInt32", "UInt64", "Float", "Double",
            "Boolean", "String", null, "Text"
        };

        // Registers by type; a string has its length.
        private static int[] Widths => new int[] { 1, 1, 1, 2, 2, 4, 4, 2, 4, 0 };

        private static DataType[] NaturalOf => new DataType[]
        {
            DataType.Boolean, DataType.Int16, DataType.UInt16, DataType.Int32, DataType.UInt32, DataType.Int64,
            DataType.UInt64, DataType.Float, DataType.Double, DataType.String
        };

        /// <summary>Place of a text in a table, or -1; case counts.</summary>
        public static int IndexOf(string[] table, string text)
        {
            for (int i = 0; i < table.Length; i++)
            {
                if (table[i] != null && table[i] == text)
                {
                    return i;
                }
            }
            return -1;
        }

        /// <summary>Registers, or coils, that a tag takes.</summary>
        /// <param name="type">Index into <see cref="TypeNames"/>.</param>
        /// <param name="length">The tag's length; counts for a string.</param>
        public static int RegistersOf(int type, int length)
        {
            return type == Text ? length : Widths[type];
        }

        /// <summary>True for the types that can be scaled.</summary>
        public static bool IsNumber(int type)
        {
            return type > Bool && type < Text;
        }

        /// <summary>True if the tag's value is not the raw number.</summary>
        public static bool IsScaled(TagSettings tag)
        {
            return tag.Scale != 1 || tag.Offset != 0 || (tag.Care != null && tag.Care.Calibration != null);
        }

        /// <summary>The datatype that a tag is published as.</summary>
        /// <returns>publishAs if given; else Float for a scaled number; else that of the type. Unknown for unknown
        /// words.</returns>
        public static DataType DataTypeOf(TagSettings tag)
        {
            int type = IndexOf(TypeNames, tag.Type);
            if (tag.PublishAs != null)
            {
                int number = IndexOf(PublishNames, tag.PublishAs);
                return number < 0 ? DataType.Unknown : (DataType)number;
            }
            if (type < 0)
            {
                return DataType.Unknown;
            }
            return IsNumber(type) && IsScaled(tag) ? DataType.Float : NaturalOf[type];
        }

        /// <summary>True if a value of a type can be published as a datatype: bool as Boolean, text as String or
        /// Text, numbers as numbers.</summary>
        public static bool CanPublish(int type, DataType dataType)
        {
            if (type == Bool)
            {
                return dataType == DataType.Boolean;
            }
            if (type == Text)
            {
                return dataType == DataType.String || dataType == DataType.Text;
            }
            return dataType >= DataType.Int8 && dataType <= DataType.Double;
        }
    }
}
