using FieldNode.Field;
using FieldNode.Field.Modbus;
using FieldNode.Settings;
using FieldNode.Virtual.Plant;
using FieldNode.Virtual.Serial;
using FieldNode.Virtual.Sim;

namespace FieldNode;

/// <summary>
/// What hangs on a node: for each line, slave, sensor and terminal of its settings one that works. Registers are there for each tag, and 0.
/// </summary>
internal sealed class SimPlant
{
    private readonly List<(string Line, string Device, ModbusSlaveModel Slave)> slaves = [];
    private readonly Dictionary<string, object> parts = [];
    private readonly SimulatedPlant? moving;
    private readonly MemoryLine[] lines; // of all that time is told to, as arrays: it is told thousands of times a second
    private readonly SimI2cBus[] buses;
    private readonly object[] timed;

    /// <summary>A plant for settings.</summary>
    /// <param name="settings">The node file.</param>
    /// <param name="clock">What moves it.</param>
    /// <param name="moving">Slaves that move by themselves, in place of those with the same unit; or null.</param>
    public SimPlant(NodeSettings settings, SimClock clock, SimulatedPlant? moving)
    {
        this.moving = moving;
        foreach (LineSettings line in settings.Lines ?? [])
        {
            Lines.Add(line.Name, new MemoryLine(line.Baud, frame => Answer(line.Name, frame)));
        }

        foreach (DeviceSettings device in settings.Devices ?? [])
        {
            ModbusSlaveModel slave = moving?.Slaves.FirstOrDefault(one => one.Unit == device.Unit) ?? SlaveOf(device);
            slaves.Add((device.Line, device.Name, slave));
        }

        foreach (SensorSettings sensor in settings.Sensors ?? [])
        {
            Plug(sensor);
        }

        foreach (int pin in PinsOf(settings.Terminals))
        {
            Field.Pins[pin] = new SimPin { Level = true };
        }

        lines = [.. Lines.Values];
        buses = [.. Field.Buses.Values];
        timed = [.. parts.Values.Where(part => part is SimMax31865 or SimDs18b20)];
        clock.Passed += us => Pass(us, clock.NowMs);
    }

    /// <summary>Serial lines by name, in the order of the settings.</summary>
    public Dictionary<string, MemoryLine> Lines { get; } = [];

    /// <summary>The only line, or the first.</summary>
    public MemoryLine Line => Lines.Values.First();

    /// <summary>Buses, pins and counters.</summary>
    public SimFieldPorts Field { get; } = new();

    /// <summary>The I2C bus, or the first.</summary>
    public SimI2cBus I2c => Field.Buses.Values.First();

    /// <summary>Pins by number; contacts are pulled up.</summary>
    public Dictionary<int, SimPin> Pins => Field.Pins;

    /// <summary>Pulse counters by pin.</summary>
    public Dictionary<int, SimPulseCounter> Counters => Field.Counters;

    /// <summary>A slave by its unit.</summary>
    public ModbusSlaveModel Slave(int unit) => slaves.First(one => one.Slave.Unit == unit).Slave;

    /// <summary>A slave by its device's name.</summary>
    public ModbusSlaveModel Slave(string device) => slaves.Single(one => one.Device == device).Slave;

    /// <summary>The part of a sensor.</summary>
    public T Part<T>(string sensor) => (T)parts[sensor];

    /// <summary>The lines' slaves, on their way; null if none answers.</summary>
    private byte[]? Answer(string line, byte[] frame)
    {
        foreach ((string there, _, ModbusSlaveModel slave) in slaves)
        {
            if (there == line && slave.Answer(frame) is { } reply)
            {
                return reply;
            }
        }

        return null;
    }

    private void Pass(long us, long nowMs)
    {
        moving?.Advance(us / 1e6);
        foreach (MemoryLine line in lines)
        {
            line.Advance(us);
        }

        foreach (SimI2cBus bus in buses)
        {
            bus.NowMs = nowMs;
        }

        foreach (object part in timed)
        {
            switch (part)
            {
                case SimMax31865 rtd: rtd.NowMs = nowMs; break;
                case SimDs18b20 probe: probe.NowMs = nowMs; break;
            }
        }
    }

    private static ModbusSlaveModel SlaveOf(DeviceSettings device)
    {
        var slave = new ModbusSlaveModel((byte)device.Unit);
        foreach (TagSettings tag in device.Tags ?? [])
        {
            if (!ModbusAddress.TryParse(tag.Table, tag.Address, out ModbusTable table, out int address))
            {
                throw new ArgumentException("address of " + tag.Name);
            }

            if (table is ModbusTable.Coil or ModbusTable.Discrete)
            {
                slave.SetBit(table, address, false);
                continue;
            }

            int registers = TagForm.RegistersOf(TagForm.IndexOf(TagForm.TypeNames, tag.Type), tag.Length);
            slave.SetRegisters(table, address, new byte[2 * registers]);
            if (tag.ScaleAddress >= 0 && ModbusAddress.TryParse(tag.Table, tag.ScaleAddress, out _, out int scale))
            {
                slave.SetRegister(table, scale, 0);
            }
        }

        return slave;
    }

    private void Plug(SensorSettings sensor)
    {
        switch (sensor.Kind)
        {
            case "bme280": PlugI2c(sensor, 0x76, new SimBme280()); break;
            case "sht4x": PlugI2c(sensor, 0x44, new SimSht4x()); break;
            case "ads1115": PlugI2c(sensor, 0x48, new SimAds1115()); break;
            case "ina219": PlugI2c(sensor, 0x40, new SimIna219()); break;
            case "scd4x": PlugI2c(sensor, 0x62, new SimScd4x()); break;
            case "register": Bus(sensor.Bus); break; // what it is, the test knows
            case "max31865": Field.Spi[sensor.Bus] = Known(sensor, new SimMax31865(sensor.ReferenceOhm)); break;
            case "ds18b20": Field.OneWire[sensor.Bus] = Known(sensor, new SimDs18b20(HexText.Parse(sensor.Rom ?? "", 8) ?? [])); break;
            case "adc": Field.Analog[sensor.Bus] = Known(sensor, new SimAnalogInput()); break;
            default: throw new ArgumentException("no part of kind " + sensor.Kind);
        }
    }

    private void PlugI2c(SensorSettings sensor, int usual, ISimI2cPart part) =>
        Bus(sensor.Bus).Plug(sensor.Address == 0 ? usual : sensor.Address, Known(sensor, part));

    private SimI2cBus Bus(string name) => Field.Buses.TryGetValue(name, out SimI2cBus? bus) ? bus : Field.Buses[name] = new SimI2cBus();

    private T Known<T>(SensorSettings sensor, T part)
        where T : notnull
    {
        parts[sensor.Name] = part;
        return part;
    }

    private static IEnumerable<int> PinsOf(TerminalSettings? terminals) => terminals is null ? [] :
    [
        .. (terminals.Contacts ?? []).Select(contact => contact.Pin), .. (terminals.Outputs ?? []).Select(output => output.Pin),
        .. terminals.PowerFailPin >= 0 ? new[] { terminals.PowerFailPin } : [],
    ];
}
