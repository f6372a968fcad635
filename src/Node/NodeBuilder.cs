using System;
using FieldNode.Field;
using FieldNode.Field.Gpio;
using FieldNode.Field.Modbus;
using FieldNode.Field.Work;
using FieldNode.Journal;
using FieldNode.ProtoLite;
using FieldNode.Settings;
using FieldNode.Sparkplug;
using FieldNode.Tags;

namespace FieldNode
{
    /// <summary>Makes a node of checked settings and a board's ports. What SettingsCheck accepts, this builds; all memory is taken here.</summary>
    /// <remarks>This file: tags and field. NodeBuilder.Link.cs: the edge node and the brokers.</remarks>
    public static partial class NodeBuilder
    {
        /// <summary>Builds the node; nothing is opened or sent before its first step.</summary>
        public static Node Build(NodeSettings settings, INodePorts ports)
        {
            SparkplugSettings choices = settings.Sparkplug ?? new SparkplugSettings();
            DeviceSettings[] devices = settings.Devices ?? new DeviceSettings[0];
            LineSettings[] lines = settings.Lines ?? new LineSettings[0];
            int tagCount = 0;
            for (int d = 0; d < devices.Length; d++)
            {
                tagCount += devices[d].Tags == null ? 0 : devices[d].Tags.Length;
            }

            int counters = lines.Length * ModbusMaster.CountersPerLine + devices.Length * ModbusMaster.CountersPerSlave;
            bool verifies = SparkplugForm.VerifiesBirths(choices);
            int own = HealthMetrics.OwnTags + (verifies ? HealthMetrics.BirthTags : 0);
            Level0Builder level0 = new Level0Builder(settings, ports);
            bool hasControls = NodeControls.IsWanted(choices);
            bool hasHost = HostMetrics.IsWanted(settings, choices);
            IIdentityPorts identity = ports as IIdentityPorts;
            bool hasCertificate = identity != null && identity.CertificateEndMs != 0;
            tagCount += own + counters + level0.TagsMax + (hasCertificate ? HealthMetrics.CertificateTags : 0);
            UpdateBuilder updates = settings.Update == null ? null : new UpdateBuilder(settings, ports);
            tagCount += (hasControls ? NodeControls.TagsMax : 0) + (hasHost ? HostMetrics.TagsMax : 0) + (updates == null ? 0 : UpdateBuilder.TagsMax);
            JournalSettings kept = settings.Journal ?? new JournalSettings();
            tagCount += kept.RamBytes == 0 ? 0 : JournalMetrics.TagsMax;
            TagTable tags = new TagTable(tagCount, devices.Length + 1 + level0.DevicesMax + (updates == null ? 0 : 1));
            int others = lines.Length + level0.DriverCount;
            IFieldDriver[] drivers = new IFieldDriver[others + (hasControls ? 1 : 0) + (updates == null ? 0 : 1)];
            ModbusMaster[] masters = BuildLines(lines, devices, ports, tags, level0);
            Array.Copy(masters, drivers, masters.Length);
            level0.Build(tags, drivers, lines.Length);
            NodeControls controls = hasControls ? new NodeControls(tags, drivers, choices.Controls) : null;
            if (hasControls)
            {
                drivers[others] = controls;
            }

            if (updates != null)
            {
                drivers[drivers.Length - 1] = updates.Add(tags); // the last: Node counts on it
            }

            HostMetrics host = hasHost ? new HostMetrics(tags, settings, choices) : null;
            JournalMetrics ledger = kept.RamBytes == 0 ? null : new JournalMetrics(tags, choices.HealthPeriodMs);
            HealthMetrics metrics = new HealthMetrics(tags, drivers, host, ledger, choices.HealthPeriodMs, hasCertificate, verifies);
            tags.UInt32AsLong = choices.Uint32 == "long_value";
            tags.DatatypeInData = choices.DatatypeInData;
            tags.Seal(choices.Aliases);
            for (int i = 0; i < masters.Length; i++)
            {
                masters[i].Seal();
            }

            metrics.Prime(ports.Version, hasCertificate, verifies);
            level0.Hold(tags);
            NodeEvents events = new NodeEvents(RingOf(ports), tags, ports);
            for (int i = 0; i < drivers.Length; i++)
            {
                drivers[i].Listener = events;
            }

            Node node = new Node(tags, drivers, metrics, ports, events, Sparkplug(settings, choices, tags, ports, updates), Mqtt(settings, ports), level0.Loop,
                updates == null ? null : updates.Device)
            {
                Terminals = level0.Terminals
            };
            if (events.Ring.LastEnd == RunEnd.Asked)
            {
                node.Session.SkipStartDelay(); // by a host, an update or an operator, who waits for it; the supply of a plant leaves no mark
            }

            if (hasControls)
            {
                controls.Prime(node);
            }

            if (updates != null)
            {
                updates.Finish(node, KeySwitchOf(settings, settings.Update.KeySwitch, tags));
            }

            tags.Listener = events; // what the building says of its own devices is no news
            return node;
        }

        private static ModbusMaster[] BuildLines(LineSettings[] lines, DeviceSettings[] devices, INodePorts ports, TagTable tags, Level0Builder level0)
        {
            ModbusMaster[] masters = new ModbusMaster[lines.Length];
            for (int i = 0; i < lines.Length; i++)
            {
                masters[i] = MasterOf(lines[i], ports.CreateLine(lines[i]), tags);
            }

            for (int d = 0; d < devices.Length; d++)
            {
                AddDevice(tags, masters[IndexOfLine(lines, devices[d].Line)], devices[d], level0);
            }

            return masters;
        }

        private static EventRing RingOf(INodePorts ports)
        {
            IEventPorts own = ports as IEventPorts;
            return own != null ? own.Events : new EventRing(ports.Store);
        }

        /// <summary>A master of a line as the settings have it, nobody on it yet. Who plans a line makes one, too.</summary>
        public static ModbusMaster MasterOf(LineSettings line, ISerialLine port, TagTable tags)
        {
            return new ModbusMaster(port, tags, LineOptions(line));
        }

        /// <summary>Puts a slave and its tags onto a line.</summary>
        /// <param name="level0">Takes what is to be done for maintenance; null: nobody does.</param>
        public static void AddDevice(TagTable tags, ModbusMaster master, DeviceSettings settings, Level0Builder level0)
        {
            int device = tags.AddDevice(settings.Name);
            int slave = master.AddSlave(device, settings.Unit, settings.Retries, settings.PauseMs, settings.RegistersMax);
            for (int i = 0; settings.Tags != null && i < settings.Tags.Length; i++)
            {
                TagSettings tag = settings.Tags[i];
                TagSpec spec = Spec(tag);
                int index = tags.Add(device, spec);
                if (level0 != null)
                {
                    level0.Care(index, tag.Care);
                }

                master.AddPoint(slave, PointOf(tag, spec, index, settings.WriteMultiple));
            }
        }

        // What no word or address stands for becomes -1, and ModbusPoint refuses that.
        private static ModbusPoint PointOf(TagSettings tag, TagSpec spec, int index, bool writeMultiple)
        {
            RegisterType type = (RegisterType)TagForm.IndexOf(TagForm.TypeNames, tag.Type);
            bool hasCode = NotAvailableForm.TryParse(tag.NotAvailable, type, tag.Length, out long code);
            bool hasAddress = ModbusAddress.TryParse(tag.Table, tag.Address, out ModbusTable table, out int address);
            bool hasScale = ModbusAddress.TryParse(tag.Table, tag.ScaleAddress, out ModbusTable scaleTable, out int scaleAddress);
            if (!hasAddress || hasCode != (tag.NotAvailable != null) || (tag.ScaleAddress >= 0 && (!hasScale || scaleTable != table)))
            {
                throw new ArgumentException("addresses or code of " + tag.Name);
            }

            return new ModbusPoint
            {
                Tag = index,
                Table = table,
                Address = address,
                Type = type,
                Order = (RegisterOrder)TagForm.IndexOf(TagForm.OrderNames, tag.Order),
                Bit = tag.Bit,
                Registers = tag.Length,
                Charset = (TextCharset)TagForm.IndexOf(TagForm.CharsetNames, tag.Charset),
                HasNotAvailable = hasCode,
                NotAvailable = code,
                ScaleAddress = hasScale ? scaleAddress : -1,
                PeriodMs = tag.PeriodMs,
                Writable = tag.Writable,
                WriteMultiple = writeMultiple,
                Scale = spec.Scale,
                Offset = spec.Offset
            };
        }

        /// <summary>What is fixed about a tag, its calibration worked in.</summary>
        internal static TagSpec Spec(TagSettings tag)
        {
            TagSpec spec = new TagSpec
            {
                Name = tag.Name,
                DataType = TagForm.DataTypeOf(tag),
                Scale = tag.Scale,
                Offset = tag.Offset,
                EngUnit = tag.Unit,
                HasRange = tag.High > tag.Low,
                EngLow = tag.Low,
                EngHigh = tag.High,
                Deadband = tag.Deadband,
                DeadbandPercent = tag.DeadbandPercent,
                MinReportMs = tag.MinReportMs,
                MaxReportMs = tag.MaxReportMs,
                PeriodMs = tag.PeriodMs,
                TextBytesMax = TagForm.TextBytesOf(tag),
                Writable = tag.Writable
            };
            CalibrationSettings calibration = tag.Care == null ? null : tag.Care.Calibration;
            if (calibration != null)
            {
                new TwoPointCalibration
                {
                    On = calibration.On,
                    By = calibration.By,
                    Due = calibration.Due,
                    ShownLow = calibration.ShownLow,
                    TrueLow = calibration.TrueLow,
                    ShownHigh = calibration.ShownHigh,
                    TrueHigh = calibration.TrueHigh
                }.Apply(spec);
            }

            return spec;
        }

        /// <summary>Bits of a character on a line: start, 8 of data, parity if there is one, and the stop bits.</summary>
        public static int CharacterBits(LineSettings line)
        {
            int stopBits = line.StopBits != 0 ? line.StopBits : line.Parity == "none" ? 2 : 1;
            return 1 + 8 + (line.Parity == "none" ? 0 : 1) + stopBits;
        }

        private static ModbusLineOptions LineOptions(LineSettings line)
        {
            return new ModbusLineOptions
            {
                Name = line.Name,
                Baud = line.Baud,
                CharBits = CharacterBits(line),
                ReplyTimeoutMs = line.ReplyTimeoutMs,
                MergeGap = line.MergeGap,
                RegistersMax = line.RegistersMax,
                PauseMs = line.PauseMs,
                GapMs = line.GapMs,
                IsGateway = line.Gateway
            };
        }

        private static int IndexOfLine(LineSettings[] lines, string name)
        {
            for (int i = 0; i < lines.Length; i++)
            {
                if (lines[i].Name == name)
                {
                    return i;
                }
            }

            throw new ArgumentException("no line " + name);
        }
    }
}
