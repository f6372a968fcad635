using FieldNode.Field.Modbus;

namespace FieldNode.Settings
{
    // Tags: what becomes of the registers.
    public sealed partial class SettingsCheck
    {
        // What may stand beside the value: a charset, a code for "no value", a register that scales it.
        private void CheckExtras(TagSettings tag, int type, int table, LineSettings line)
        {
            bool isBits = table == (int)ModbusTable.Coil || table == (int)ModbusTable.Discrete;
            if (type != TagForm.Text && tag.Charset != TagForm.CharsetNames[0] && IsClean("charset"))
            {
                Fault("charset", Texts.Quote(tag.Charset), "none: only a string has a charset");
            }
            if (tag.NotAvailable != null && IsClean("notAvailable"))
            {
                CheckNotAvailable(tag, (RegisterType)type, isBits);
            }
            if (tag.ScaleAddress == -1 || !IsClean("scaleAddress") || table < 0)
            {
                return;
            }
            if (!TagForm.IsNumber(type))
            {
                Fault("scaleAddress", tag.ScaleAddress.ToString(), "-1 or none: only numbers are scaled");
            }
            else if (IsClean("address") && IsClean("length"))
            {
                CheckScaleAddress(tag, type, (ModbusTable)table, line);
            }
        }

        private void CheckNotAvailable(TagSettings tag, RegisterType type, bool isBits)
        {
            long code;
            if (isBits || type == RegisterType.Text)
            {
                Fault("notAvailable", Texts.Quote(tag.NotAvailable), "none: only what lies in registers, and no string, has such a code");
            }
            else if (!NotAvailableForm.TryParse(tag.NotAvailable, type, tag.Length, out code) && IsClean("length"))
            {
                Fault("notAvailable", Texts.Quote(tag.NotAvailable), NotAvailableForm.DigitsOf(type, tag.Length).ToString()
                    + " hexadecimal digits" + (type == RegisterType.Float || type == RegisterType.Double ? ", or nan" : ""));
            }
        }

        // Both must come in one reply, else a value would be scaled by what held a moment ago.
        private void CheckScaleAddress(TagSettings tag, int type, ModbusTable table, LineSettings line)
        {
            ModbusTable scaleTable;
            int scale;
            int value;
            ModbusAddress.TryParse(tag.Table, tag.Address, out scaleTable, out value);
            if (!ModbusAddress.TryParse(tag.Table, tag.ScaleAddress, out scaleTable, out scale) || scaleTable != table)
            {
                Fault("scaleAddress", tag.ScaleAddress.ToString(), "-1, or an address in the table of the tag, written as address is");
                return;
            }
            int end = value + TagForm.RegistersOf(type, tag.Length);
            if (scale >= value && scale < end)
            {
                Fault("scaleAddress", tag.ScaleAddress.ToString(), "a register that is not of the value itself");
                return;
            }
            int most = deviceRegistersMax != 0 ? deviceRegistersMax : line == null ? 0 : line.RegistersMax;
            most = most >= 1 && most <= SettingsLimits.RegistersMax ? most : SettingsLimits.RegistersMax;
            if ((scale < value ? end - scale : scale + 1 - value) > most)
            {
                Fault("scaleAddress", tag.ScaleAddress.ToString(), "an address so near that one request of " + most.ToString()
                    + " registers reads both");
            }
        }

        private void CheckPublish(TagSettings tag, int type)
        {
            if (tag.PublishAs == null || !IsClean("publishAs") || TagForm.CanPublish(type, TagForm.DataTypeOf(tag)))
            {
                return;
            }
            Fault("publishAs", Texts.Quote(tag.PublishAs), type == TagForm.Bool ? "Boolean for a bool"
                : type == TagForm.Text ? "String, Text for a string"
                : "Int8, Int16, Int32, Int64, UInt8, UInt16, UInt32, UInt64, Float, Double for a number");
        }

        // Members that would have no effect are refused: somebody meant something by them.
        private void CheckNotScaled(TagSettings tag)
        {
            const string only = ": only numbers have one";
            Default("scale", tag.Scale, 1, "1 or none" + only);
            Default("offset", tag.Offset, 0, "0 or none" + only);
            Default("low", tag.Low, 0, "0 or none" + only);
            Default("high", tag.High, 0, "0 or none" + only);
            Default("deadband", tag.Deadband, 0, "0 or none" + only);
            Default("deadbandPercent", tag.DeadbandPercent, 0, "0 or none" + only);
        }

        private void Default(string member, double value, double expected, string allowed)
        {
            if (!double.IsNaN(value) && value != expected && IsClean(member))
            {
                Fault(member, value.ToString(), allowed);
            }
        }

        // NaN is greater than anything on the device, so every comparison of a double comes after this.
        private bool Finite(string member, double value)
        {
            if (double.IsNaN(value) || double.IsInfinity(value))
            {
                Fault(member, value.ToString(), "a finite number");
                return false;
            }
            return true;
        }
    }
}
