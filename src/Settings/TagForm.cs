using FieldNode.Field.Modbus;
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
        public const int Bool = (int)RegisterType.Bool;
        /// <summary>Index of type string in <see cref="TypeNames"/>.</summary>
        public const int Text = (int)RegisterType.Text;

        // These tables are made at each call: they are asked for at start only, and as static fields their names would stay in memory,
        // two blocks each on the device.

        /// <summary>Register types, by the numbers of <see cref="RegisterType"/>.</summary>
        public static string[] TypeNames => new string[]
        {
            "bool", "int16", "uint16", "int32", "uint32", "int64", "uint64", "float", "double", "string", "uint8", "int8", "bcd", "mod10",
            "umod10"
        };

        /// <summary>Charsets of strings, by the numbers of <see cref="TextCharset"/>.</summary>
        public static string[] CharsetNames => new string[] { "utf-8", "latin1", "ascii" };

        /// <summary>Word and byte orders: big-endian, words swapped, bytes swapped, little-endian.</summary>
        public static string[] OrderNames => new string[] { "abcd", "cdab", "badc", "dcba" };

        /// <summary>Names of Sparkplug datatypes by their number (Sparkplug 3.0.0, section 6.4.16); those that a tag
        /// may have.</summary>
        public static string[] PublishNames => new string[]
        {
            null, "Int8", "Int16", "Int32", "Int64", "UInt8", "UInt16", "UInt32", "UInt64", "Float", "Double",
            "Boolean", "String", null, "Text"
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
        /// <param name="length">The tag's length; counts where <see cref="HasLength"/> holds.</param>
        public static int RegistersOf(int type, int length)
        {
            return ModbusPoint.LengthOf((RegisterType)type, length);
        }

        /// <summary>True for the types that have a length: string, bcd and the two of mod 10.</summary>
        public static bool HasLength(int type)
        {
            return type >= 0 && ModbusPoint.HasLength((RegisterType)type);
        }

        /// <summary>Bytes of UTF-8 that a string may become: a character of Latin-1 takes up to two.</summary>
        public static int TextBytesOf(TagSettings tag)
        {
            return (tag.Charset == CharsetNames[(int)TextCharset.Latin1] ? 4 : 2) * tag.Length;
        }

        /// <summary>True for the types that can be scaled.</summary>
        public static bool IsNumber(int type)
        {
            return type > Bool && type != Text;
        }

        /// <summary>True if the tag's value is not the raw number.</summary>
        public static bool IsScaled(TagSettings tag)
        {
            return tag.Scale != 1 || tag.Offset != 0 || tag.ScaleAddress >= 0 || (tag.Care != null && tag.Care.Calibration != null);
        }

        /// <summary>The datatype that a tag is published as: the check, the node and the tools all ask here.</summary>
        /// <returns>publishAs if given; else Float for a scaled number, but Double for a scaled double; else that of the type. Unknown for
        /// unknown words.</returns>
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
            return IsNumber(type) && IsScaled(tag) && (RegisterType)type != RegisterType.Double
                ? DataType.Float : NaturalOf((RegisterType)type, tag.Length);
        }

        // Digits: 4 fit 16 bits, 8 fit 32.
        private static DataType NaturalOf(RegisterType type, int length)
        {
            switch (type)
            {
                case RegisterType.Bool: return DataType.Boolean;
                case RegisterType.Int8: return DataType.Int8;
                case RegisterType.UInt8: return DataType.UInt8;
                case RegisterType.Int16: return DataType.Int16;
                case RegisterType.UInt16: return DataType.UInt16;
                case RegisterType.Int32: return DataType.Int32;
                case RegisterType.UInt32: return DataType.UInt32;
                case RegisterType.Int64: return DataType.Int64;
                case RegisterType.UInt64: return DataType.UInt64;
                case RegisterType.Float: return DataType.Float;
                case RegisterType.Double: return DataType.Double;
                case RegisterType.Text: return DataType.String;
                case RegisterType.Mod10: return length <= 2 ? DataType.Int32 : DataType.Int64;
                default: return length <= 1 ? DataType.UInt16 : length == 2 ? DataType.UInt32 : DataType.UInt64;
            }
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
