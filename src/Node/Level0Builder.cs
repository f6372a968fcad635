using System;
using FieldNode.Field;
using FieldNode.Field.Analog;
using FieldNode.Field.Gpio;
using FieldNode.Field.Work;
using FieldNode.Settings;
using FieldNode.Tags;

namespace FieldNode
{
    /// <summary>
    /// Makes the drivers of sensors and terminals, and what maintenance wants of tags. First it counts (constructor), so that the tag table
    /// can be made, then it builds, then, the table being sealed, it holds the tags that are forced or out of service.
    /// </summary>
    public sealed class Level0Builder
    {
        private const int TotalsMax = 32;    // room in the record, so that inputs may be added later

        private readonly NodeSettings settings;
        private readonly INodePorts ports;
        private readonly IFieldPorts board;
        private readonly SensorSettings[] sensors;
        private readonly BusSettings[] buses;
        private readonly int[] sensorsOnBus;
        private readonly int[] tagsOnBus;

        private readonly int[] careTags;
        private readonly CareSettings[] cares;
        private readonly bool hasWork;
        private int careCount;

        /// <summary>Counts.</summary>
        public Level0Builder(NodeSettings settings, INodePorts ports)
        {
            this.settings = settings;
            this.ports = ports;
            board = ports as IFieldPorts;
            sensors = settings.Sensors ?? new SensorSettings[0];
            buses = settings.Buses ?? new BusSettings[0];
            Loop = sensors.Length == 0 ? null : new LoopTime();
            sensorsOnBus = new int[buses.Length];
            tagsOnBus = new int[buses.Length];
            for (int i = 0; i < sensors.Length; i++)
            {
                int bus = IndexOfBus(sensors[i].Bus);
                sensorsOnBus[bus]++;
                tagsOnBus[bus] += sensors[i].Tags.Length;
                TagsMax += sensors[i].Tags.Length + SensorDriver.CountersPerSensor;
            }

            for (int bus = 0; bus < buses.Length; bus++)
            {
                if (sensorsOnBus[bus] > 0)
                {
                    DriverCount++;
                    TagsMax += SensorDriver.CountersOfBus;
                }
            }

            DevicesMax = sensors.Length + (settings.Terminals == null ? 0 : 1);
            if (settings.Terminals != null)
            {
                DriverCount++;
                TagsMax += GpioPoints.Counters + LengthOf(settings.Terminals.Contacts) + LengthOf(settings.Terminals.Outputs)
                    + 2 * LengthOf(settings.Terminals.Counters);
            }

            int cared = CountCared();
            careTags = new int[cared];
            cares = new CareSettings[cared];
            hasWork = settings.HeartbeatMs > 0 || cared > 0; // who forces a tag wants to see it counted, with a heartbeat or without
            if (hasWork)
            {
                DriverCount++;
                TagsMax += TagWork.OwnTags + 1;
            }

            if (board == null && (sensors.Length > 0 || settings.Terminals != null))
            {
                throw new ArgumentException("this board has no buses and pins for sensors and terminals");
            }
        }

        /// <summary>Tags that it adds at most, with those of the counters of its drivers.</summary>
        public int TagsMax { get; }

        /// <summary>Sparkplug devices that it adds at most.</summary>
        public int DevicesMax { get; }

        /// <summary>Drivers that it adds.</summary>
        public int DriverCount { get; }

        /// <summary>What the loop tells the sensors; null: there are none.</summary>
        public LoopTime Loop { get; }

        /// <summary>The driver of the board's pins, or null.</summary>
        public GpioPoints Terminals { get; private set; }

        /// <summary>Remembers what is to be done with a tag; null: nothing.</summary>
        public void Care(int tag, CareSettings care)
        {
            if (care != null)
            {
                careTags[careCount] = tag;
                cares[careCount++] = care;
            }
        }

        /// <summary>Adds devices and tags, and puts the drivers into an array from a place on.</summary>
        public void Build(TagTable tags, IFieldDriver[] drivers, int at)
        {
            ISensorFactory factory = sensors.Length == 0 ? null : board.CreateSensors(buses);
            int[] devices = new int[sensors.Length];
            for (int bus = 0; bus < buses.Length; bus++)
            {
                if (sensorsOnBus[bus] > 0)
                {
                    drivers[at++] = BuildBus(tags, factory, bus, devices);
                }
            }

            if (settings.Terminals != null)
            {
                Terminals = TerminalBuilder.Build(settings.Terminals, tags, board, ports.Store, TotalsMax);
                drivers[at++] = Terminals;
            }

            if (hasWork)
            {
                TagWork work = new TagWork(tags, settings.HeartbeatMs, careCount);
                for (int i = 0; i < careCount; i++)
                {
                    Watch(work, careTags[i], cares[i]);
                }

                drivers[at] = work;
            }
        }

        /// <summary>Holds the tags that are forced or out of service; the table is sealed.</summary>
        public void Hold(TagTable tags)
        {
            for (int i = 0; i < careCount; i++)
            {
                if (cares[i].OutOfService)
                {
                    tags.TakeOutOfService(careTags[i]);
                }
                else if (cares[i].Forced && !tags.Force(careTags[i], cares[i].ForcedValue))
                {
                    throw new ArgumentException("forced value of " + tags.NameOf(careTags[i]));
                }
            }
        }

        private static void Watch(TagWork work, int tag, CareSettings care)
        {
            if (care.FrozenAfterMs > 0)
            {
                work.WatchFrozen(tag, care.FrozenAfterMs, care.FrozenNoise);
            }

            if (care.Calibration != null && care.Calibration.Due != null)
            {
                work.WatchCalibration(care.Calibration.Due);
            }
        }

        private SensorDriver BuildBus(TagTable tags, ISensorFactory factory, int bus, int[] devices)
        {
            string name = buses[bus].Name;
            SensorDriver driver = new SensorDriver(name, factory.BusOf(name), tags, sensorsOnBus[bus], tagsOnBus[bus]) { Loop = Loop };
            for (int i = 0; i < sensors.Length; i++)
            {
                if (sensors[i].Bus == name)
                {
                    devices[i] = DeviceOf(tags, devices, i);
                    BuildSensor(tags, driver, sensors[i], factory, devices[i]);
                }
            }

            return driver;
        }

        private int DeviceOf(TagTable tags, int[] devices, int sensor)
        {
            for (int i = 0; i < sensor; i++)
            {
                if (sensors[i].Device == sensors[sensor].Device)
                {
                    return devices[i];
                }
            }

            return tags.AddDevice(sensors[sensor].Device);
        }

        private void BuildSensor(TagTable tags, SensorDriver driver, SensorSettings sensor, ISensorFactory factory, int device)
        {
            int index = driver.AddSensor(sensor.Name, factory.Create(SensorSpecs.Of(sensor)), device, sensor.PeriodMs, sensor.Retries);
            SensorKind kind = SensorKinds.Find(sensor.Kind);
            for (int i = 0; i < sensor.Tags.Length; i++)
            {
                SensorTagSettings tag = sensor.Tags[i];
                int value = kind.IsByTag ? i : TagForm.IndexOf(kind.Values, tag.Value);
                int added = tags.Add(device, NodeBuilder.Spec(SensorForm.CommonOf(sensor, tag)));
                driver.AddPoint(index, value, added, SignalOf(tag));
                Care(added, tag.Care);
            }
        }

        private static Signal SignalOf(SensorTagSettings tag)
        {
            if (tag.Loop != null)
            {
                return new CurrentLoop(new CurrentLoopSpec
                {
                    ShuntOhm = tag.Loop.ShuntOhm,
                    SquareRoot = tag.Loop.SquareRoot,
                    CutoffPercent = tag.Loop.CutoffPercent,
                    Low = tag.Low,
                    High = tag.High,
                    FilterMs = tag.FilterMs
                });
            }

            return tag.FilterMs > 0 ? new PlainSignal(tag.FilterMs, double.MinValue, double.MaxValue) : null;
        }

        private int CountCared()
        {
            int cared = 0;
            for (int i = 0; i < sensors.Length; i++)
            {
                for (int t = 0; t < sensors[i].Tags.Length; t++)
                {
                    cared += sensors[i].Tags[t].Care != null ? 1 : 0;
                }
            }

            for (int d = 0; settings.Devices != null && d < settings.Devices.Length; d++)
            {
                TagSettings[] tags = settings.Devices[d].Tags;
                for (int t = 0; tags != null && t < tags.Length; t++)
                {
                    cared += tags[t].Care != null ? 1 : 0;
                }
            }

            return cared;
        }

        private int IndexOfBus(string name)
        {
            for (int i = 0; i < buses.Length; i++)
            {
                if (buses[i].Name == name)
                {
                    return i;
                }
            }

            throw new ArgumentException("no bus " + name);
        }

        private static int LengthOf(Array list)
        {
            return list == null ? 0 : list.Length;
        }
    }
}
