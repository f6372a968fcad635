using System;
using FieldNode.Field;
using FieldNode.Field.Gpio;
using FieldNode.Field.Modbus;
using FieldNode.Field.Work;
using FieldNode.Journal;
using FieldNode.Mqtt;
using FieldNode.ProtoLite;
using FieldNode.Settings;
using FieldNode.Sparkplug;
using FieldNode.Tags;

namespace FieldNode
{
    /// <summary>Makes a node of checked settings and a board's ports. What SettingsCheck accepts, this builds; all memory is taken here.</summary>
    public static class NodeBuilder
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
            Level0Builder level0 = new Level0Builder(settings, ports);
            TagTable tags = new TagTable(tagCount + HealthMetrics.OwnTags + counters + level0.TagsMax,
                devices.Length + 1 + level0.DevicesMax);
            IFieldDriver[] drivers = new IFieldDriver[lines.Length + level0.DriverCount];
            ModbusMaster[] masters = new ModbusMaster[lines.Length];
            for (int i = 0; i < lines.Length; i++)
            {
                masters[i] = new ModbusMaster(ports.CreateLine(lines[i]), tags, LineOptions(lines[i]));
                drivers[i] = masters[i];
            }

            for (int d = 0; d < devices.Length; d++)
            {
                AddDevice(tags, masters[IndexOfLine(lines, devices[d].Line)], devices[d], level0);
            }

            level0.Build(tags, drivers, lines.Length);

            HealthMetrics metrics = new HealthMetrics(tags, drivers, choices.HealthPeriodMs, ports.Version);
            tags.Seal(choices.Aliases);
            for (int i = 0; i < masters.Length; i++)
            {
                masters[i].Seal();
            }

            metrics.Prime();
            level0.Hold(tags);
            NodeEvents events = new NodeEvents(RingOf(ports), tags, ports);
            for (int i = 0; i < drivers.Length; i++)
            {
                drivers[i].Listener = events;
            }

            return new Node(
                tags, drivers, metrics, ports, events, Sparkplug(settings, choices), Mqtt(settings, ports), level0.Loop)
            {
                Terminals = level0.Terminals
            };
        }

        private static EventRing RingOf(INodePorts ports)
        {
            IEventPorts own = ports as IEventPorts;
            return own != null ? own.Events : new EventRing(ports.Store);
        }

        /// <summary>Sparkplug datatype of a tag: as its settings say, Float where it is scaled, else that of its registers.</summary>
        public static DataType DataTypeOf(TagSettings tag)
        {
            if (tag.PublishAs != null)
            {
                return ByName(tag.PublishAs);
            }

            return TagForm.IsScaled(tag) && tag.Type != "double" ? DataType.Float : ByName(tag.Type == "bool" ? "boolean" : tag.Type);
        }

        private static void AddDevice(TagTable tags, ModbusMaster master, DeviceSettings settings, Level0Builder level0)
        {
            int device = tags.AddDevice(settings.Name);
            int slave = master.AddSlave(device, settings.Unit, settings.Retries, settings.PauseMs, settings.RegistersMax);
            for (int i = 0; settings.Tags != null && i < settings.Tags.Length; i++)
            {
                TagSettings tag = settings.Tags[i];
                TagSpec spec = Spec(tag);
                int index = tags.Add(device, spec);
                level0.Care(index, tag.Care);
                if (!ModbusAddress.TryParse(tag.Table, tag.Address, out ModbusTable table, out int address))
                {
                    throw new ArgumentException("address of " + tag.Name);
                }

                master.AddPoint(slave, new ModbusPoint
                {
                    Tag = index,
                    Table = table,
                    Address = address,
                    Type = RegisterTypeOf(tag.Type),
                    Order = OrderOf(tag.Order),
                    Bit = tag.Bit,
                    Registers = tag.Length,
                    PeriodMs = tag.PeriodMs,
                    Writable = tag.Writable,
                    WriteMultiple = settings.WriteMultiple,
                    Scale = spec.Scale,
                    Offset = spec.Offset
                });
            }
        }

        /// <summary>What is fixed about a tag, its calibration worked in.</summary>
        internal static TagSpec Spec(TagSettings tag)
        {
            TagSpec spec = new TagSpec
            {
                Name = tag.Name,
                DataType = DataTypeOf(tag),
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
                TextBytesMax = tag.Length * 2,
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

        private static ModbusLineOptions LineOptions(LineSettings line)
        {
            int stopBits = line.StopBits != 0 ? line.StopBits : line.Parity == "none" ? 2 : 1;
            return new ModbusLineOptions
            {
                Name = line.Name,
                Baud = line.Baud,
                CharBits = 1 + 8 + (line.Parity == "none" ? 0 : 1) + stopBits,
                ReplyTimeoutMs = line.ReplyTimeoutMs,
                MergeGap = line.MergeGap,
                RegistersMax = line.RegistersMax,
                PauseMs = line.PauseMs,
                GapMs = line.GapMs,
                IsGateway = line.Gateway
            };
        }

        private static SparkplugOptions Sparkplug(NodeSettings settings, SparkplugSettings choices)
        {
            return new SparkplugOptions
            {
                Group = settings.Group, Node = settings.Node, FrameBytesMax = choices.FrameBytesMax, AllowWrites = choices.AllowWrites
            };
        }

        private static MqttOptions Mqtt(NodeSettings settings, INodePorts ports)
        {
            BrokerSettings broker = settings.Broker;
            string clientId = broker.ClientId ?? settings.Group + "-" + settings.Node;
            byte[] seed = System.Text.Encoding.UTF8.GetBytes(clientId);
            return new MqttOptions
            {
                Host = broker.Host,
                Port = broker.Port,
                ClientId = clientId,
                User = broker.User,
                Password = ports.Password,
                KeepAliveS = broker.KeepAliveS,
                // Nodes that lose the same broker must not come back in step: each has jitter of its own.
                JitterSeed = (uint)Crc32.Of(seed, 0, seed.Length)
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

        private static DataType ByName(string name)
        {
            switch (name.ToLower())
            {
                case "int8": return DataType.Int8;
                case "int16": return DataType.Int16;
                case "int32": return DataType.Int32;
                case "int64": return DataType.Int64;
                case "uint8": return DataType.UInt8;
                case "uint16": return DataType.UInt16;
                case "uint32": return DataType.UInt32;
                case "uint64": return DataType.UInt64;
                case "float": return DataType.Float;
                case "double": return DataType.Double;
                case "boolean": return DataType.Boolean;
                case "string": return DataType.String;
                case "text": return DataType.Text;
                case "datetime": return DataType.DateTime;
                default: throw new ArgumentException("datatype " + name);
            }
        }

        private static RegisterType RegisterTypeOf(string name)
        {
            switch (name)
            {
                case "bool": return RegisterType.Bool;
                case "int16": return RegisterType.Int16;
                case "uint16": return RegisterType.UInt16;
                case "int32": return RegisterType.Int32;
                case "uint32": return RegisterType.UInt32;
                case "int64": return RegisterType.Int64;
                case "uint64": return RegisterType.UInt64;
                case "float": return RegisterType.Float;
                case "double": return RegisterType.Double;
                case "string": return RegisterType.Text;
                default: throw new ArgumentException("type " + name);
            }
        }

        private static RegisterOrder OrderOf(string name)
        {
            switch (name)
            {
                case "abcd": return RegisterOrder.Abcd;
                case "cdab": return RegisterOrder.Cdab;
                case "badc": return RegisterOrder.Badc;
                case "dcba": return RegisterOrder.Dcba;
                default: throw new ArgumentException("order " + name);
            }
        }
    }
}
