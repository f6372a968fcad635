using FieldNode.Field.Modbus;

namespace FieldNode.Settings
{
    // Tags: each member by itself, then what must go together.
    public sealed partial class SettingsCheck
    {
        private void CheckTags(DeviceSettings device, LineSettings line)
        {
            TagSettings[] tags = device.Tags;
            string owner = place;
            if (tags == null || tags.Length == 0)
            {
                Fault("tags", tags == null ? "missing" : "[]", "at least one tag");
                return;
            }
            tagCount += tags.Length;
            NameSet names = new NameSet(tags.Length);
            for (int i = 0; i < tags.Length; i++)
            {
                place = owner + ".tags[" + i.ToString() + "]";
                TagSettings tag = tags[i];
                if (tag == null)
                {
                    Fault("", "null", "an object with at least name and address");
                    continue;
                }
                CheckTagName(tag);
                if (IsClean("name"))
                {
                    Unique("name", Texts.Quote(tag.Name), names.Add(tag.Name, i), "a name", owner + ".tags");
                }
                CheckTag(tag, line);
            }
            CheckOverlaps(tags, owner);
            place = owner;
        }

        private void CheckTagName(TagSettings tag)
        {
            MetricName("name", tag.Name);
        }

        // False: it is told.
        private bool MetricName(string member, string name)
        {
            if (!Texts.IsMetricName(name))
            {
                Fault(member, Texts.Quote(name), "1 to 128 bytes of text, folders by single / inside, without "
                    + ". , \\ @ # $ % ^ & * ( ) [ ] { } | ! ` ~ : ; ' \" < > ?");
                return false;
            }
            if (Texts.IsReservedMetric(name))
            {
                Fault(member, Texts.Quote(name),
                    "a name that Sparkplug has not reserved (bdSeq, Node Control, Device Control)");
                return false;
            }
            return true;
        }

        private void CheckTag(TagSettings tag, LineSettings line)
        {
            int type = OneOf("type", tag.Type, TagForm.TypeNames);
            int order = OneOf("order", tag.Order, TagForm.OrderNames);
            if (tag.Table != null)
            {
                OneOf("table", tag.Table, ModbusAddress.TableNames);
            }
            if (tag.PublishAs != null)
            {
                OneOf("publishAs", tag.PublishAs, TagForm.PublishNames);
            }
            Range("bit", tag.Bit, -1, 15);
            Range("length", tag.Length, 0, SettingsLimits.RegistersMax);
            OneOf("charset", tag.Charset, TagForm.CharsetNames);
            Plain("unit", tag.Unit, SettingsLimits.UnitBytesMax, true);
            Range("periodMs", tag.PeriodMs, SettingsLimits.PeriodMinMs, SettingsLimits.PeriodMaxMs);
            CheckReports(tag);
            CheckNumbers(tag);
            CheckCare(tag.Care, TagForm.DataTypeOf(tag), tag.PeriodMs);

            int table = CheckAddress(tag);
            if (table >= 0 && type >= 0 && IsClean("type"))
            {
                CheckTable(tag, (ModbusTable)table, type);
            }
            if (type < 0 || !IsClean("type"))
            {
                return;
            }
            CheckOrder(tag, type, order);
            CheckSpan(tag, type, table, line);
            CheckExtras(tag, type, table, line);
            CheckPublish(tag, type);
            if (!TagForm.IsNumber(type))
            {
                CheckNotScaled(tag);
                CheckNotCared(tag);
            }
        }

        private void CheckNotCared(TagSettings tag)
        {
            if (tag.Care != null && tag.Care.Calibration != null)
            {
                Fault("care.calibration", "{...}", "none: only numbers are calibrated");
            }
        }

        private void CheckReports(TagSettings tag)
        {
            Range("minReportMs", tag.MinReportMs, 0, SettingsLimits.PeriodMaxMs);
            Range("maxReportMs", tag.MaxReportMs, 0, SettingsLimits.PeriodMaxMs);
            if (tag.MaxReportMs != 0 && tag.MaxReportMs < tag.MinReportMs
                && IsClean("minReportMs") && IsClean("maxReportMs"))
            {
                Fault("maxReportMs", tag.MaxReportMs.ToString(),
                    "0, or at least minReportMs (" + tag.MinReportMs.ToString() + ")");
            }
        }

        private void CheckNumbers(TagSettings tag)
        {
            bool finite = Finite("scale", tag.Scale);
            if (finite && tag.Scale == 0)
            {
                Fault("scale", "0", "a number other than 0");
            }
            Finite("offset", tag.Offset);
            bool low = Finite("low", tag.Low);
            bool high = Finite("high", tag.High);
            if (low && high && (tag.Low != 0 || tag.High != 0) && tag.Low >= tag.High
                && IsClean("low") && IsClean("high"))
            {
                Fault("high", tag.High.ToString(), "more than low (" + tag.Low.ToString() + ")");
            }
            if (Finite("deadband", tag.Deadband) && tag.Deadband < 0)
            {
                Fault("deadband", tag.Deadband.ToString(), "0 or more");
            }
            if (!Finite("deadbandPercent", tag.DeadbandPercent))
            {
                return;
            }
            if (tag.DeadbandPercent < 0 || tag.DeadbandPercent > 100)
            {
                Fault("deadbandPercent", tag.DeadbandPercent.ToString(), "0 to 100");
            }
            else if (tag.DeadbandPercent != 0 && tag.Low == 0 && tag.High == 0 && IsClean("low") && IsClean("high"))
            {
                Fault("deadbandPercent", tag.DeadbandPercent.ToString(), "0 unless low and high say of what");
            }
        }

        // The tag's table, or -1 with a fault.
        private int CheckAddress(TagSettings tag)
        {
            ModbusTable table;
            int zeroBased;
            if (!IsClean("address"))
            {
                Fault("address", tag.Address.ToString(), "0 to 65535 with table, else 40001 and the like");
                return -1;
            }
            if (!IsClean("table"))
            {
                return -1;
            }
            if (ModbusAddress.TryParse(tag.Table, tag.Address, out table, out zeroBased))
            {
                return (int)table;
            }
            Fault("address", tag.Address.ToString(), tag.Table != null
                ? "0 to 65535"
                : "1 to 9999 (coil), 10001 to 19999 (discrete), 30001 to 39999 (input), "
                    + "40001 to 49999 (holding), or 6 digits 100001 to 165536, 300001 to 365536, 400001 to 465536; "
                    + "0 to 65535 only with table");
            return -1;
        }

        private void CheckTable(TagSettings tag, ModbusTable table, int type)
        {
            bool isBits = table == ModbusTable.Coil || table == ModbusTable.Discrete;
            bool isByte = ModbusPoint.IsByte((RegisterType)type);
            if (isBits && type != TagForm.Bool)
            {
                Fault("type", Texts.Quote(tag.Type), "bool, as coils and discrete inputs are bits");
                return;
            }
            if (IsClean("bit") && isByte && tag.Bit > 0 && tag.Bit != 8)
            {
                Fault("bit", tag.Bit.ToString(), "0 or none for the low byte, 8 for the high one");
            }
            if (IsClean("bit") && tag.Bit >= 0 && (isBits || type != TagForm.Bool && !isByte))
            {
                Fault("bit", tag.Bit.ToString(), "-1 or none: only a bool in a register has a bit, a uint8 or int8 begins at one");
            }
            if (!tag.Writable || !IsClean("writable") || !IsClean("bit"))
            {
                return;
            }
            // A slave has no function that writes an input, the neighbours of a bit or byte may have changed since they were read, a
            // command carries numbers only, and what another register scales by may have changed.
            if (tag.Bit >= 0 || type == TagForm.Text || isByte || table == ModbusTable.Discrete || table == ModbusTable.Input)
            {
                Fault("writable", "true",
                    "false: only coils and whole holding registers, but no strings, can be written");
            }
            else if (tag.ScaleAddress >= 0 && TagForm.IsNumber(type))
            {
                Fault("writable", "true", "false: by what the register at scaleAddress scales may have changed");
            }
        }

        private void CheckOrder(TagSettings tag, int type, int order)
        {
            bool isByte = ModbusPoint.IsByte((RegisterType)type);
            bool fits = order == 0 || TagForm.IsNumber(type) && !isByte || type == TagForm.Text && order == 2;
            if (!fits && IsClean("order"))
            {
                Fault("order", Texts.Quote(tag.Order), type == TagForm.Text ? "abcd, badc for a string"
                    : isByte ? "abcd for a byte: bit 8 is the high one" : "abcd for a bool");
            }
        }

        private void CheckSpan(TagSettings tag, int type, int table, LineSettings line)
        {
            if (!IsClean("length"))
            {
                return;
            }
            bool hasLength = TagForm.HasLength(type);
            int least = hasLength ? ModbusPoint.LeastOf((RegisterType)type) : 0;
            int most = hasLength ? ModbusPoint.MostOf((RegisterType)type) : 0;
            if (tag.Length < least || tag.Length > most)
            {
                Fault("length", tag.Length.ToString(), hasLength ? least.ToString() + " to " + most.ToString() + " registers"
                    : "0 or none: only string, bcd, mod10 and umod10 have a length");
                return;
            }
            int span = TagForm.RegistersOf(type, tag.Length);
            bool isOwn = deviceRegistersMax != 0;
            int room = isOwn ? deviceRegistersMax : line == null ? 0 : line.RegistersMax;
            if (room >= 1 && room <= SettingsLimits.RegistersMax && span > room)
            {
                Fault(hasLength ? "length" : "type", hasLength ? span.ToString() : Texts.Quote(tag.Type),
                    "at most " + room.ToString() + " registers (registersMax of "
                        + (isOwn ? "its device" : "line " + line.Name) + ")");
                return;
            }
            ModbusTable tableAgain;
            int zeroBased;
            if (table >= 0 && ModbusAddress.TryParse(tag.Table, tag.Address, out tableAgain, out zeroBased)
                && zeroBased + span > SettingsLimits.AddressSpace)
            {
                int highest = tag.Address - (zeroBased + span - SettingsLimits.AddressSpace);
                Fault("address", tag.Address.ToString(),
                    "at most " + highest.ToString() + ": the tag takes " + span.ToString() + " registers");
            }
        }
    }
}
