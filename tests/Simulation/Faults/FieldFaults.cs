using FieldNode.Field.Modbus;
using FieldNode.Virtual.Plant;
using FieldNode.Virtual.Serial;
using FieldNode.Virtual.Sim;

namespace FieldNode.Simulation;

/// <summary>The plant, and what it does: slaves that count their replies, and all that lines, buses and contacts suffer.</summary>
internal sealed class FieldFaults
{
    private const int ClimateAddress = 0x44;

    private readonly World world;
    private readonly SimPlant plant;
    private readonly SourceWatch watch;
    private readonly ModbusSlaveModel meter;
    private readonly MemoryLine line;
    private readonly SimSht4x climate;
    private uint count;
    private long garbageUntilUs;
    private long wrongUnitUntilUs;
    private long vanishUntilUs;
    private long lateUntilUs;
    private long piecesUntilUs;

    public FieldFaults(World world, SimPlant plant, SourceWatch watch)
    {
        this.world = world;
        this.plant = plant;
        this.watch = watch;
        meter = plant.Slave(Site.MeterDevice);
        line = plant.Line;
        climate = plant.Part<SimSht4x>("climate");
        line.Disturb = Disturb;
        line.Delay = _ => world.Clock.NowUs < lateUntilUs ? world.Chance.Between(50_000, 2_000_000) : 4_000;
        Count();
        Live();
    }

    public IEnumerable<Fault> All()
    {
        Chance chance = world.Chance;
        Fault Modbus(string name, long longestMs, Action<long> begin) => new(FaultFamily.Modbus, name, () =>
        {
            long ms = chance.LengthMs(500, longestMs);
            line.Sent.Clear();
            watch.DisturbLine(ms);
            begin(world.Clock.NowUs + ms * 1000);
            return ms;
        });
        Fault I2c(string name, Action<bool> set) => new(FaultFamily.I2c, name, () =>
        {
            long ms = chance.LengthMs(1_000, 600_000);
            set(true);
            watch.DisturbBus(ms);
            world.After(ms * 1000, () => set(false));
            return ms;
        });

        yield return Modbus("slave is silent", 1_800_000, until => Silent(Site.MeterDevice, until));
        yield return Modbus("slow slave is silent", 1_800_000, until => Silent(Site.PumpDevice, until));
        yield return Modbus("slave answers exceptions", 600_000, until =>
        {
            meter.Failure = (byte)chance.Between(1, 11);
            world.Clock.AtUs(until, () => meter.Failure = 0);
        });
        yield return Modbus("garbage", 300_000, until => garbageUntilUs = until);
        yield return Modbus("bytes that nobody asked for", 1_000, _ => line.Inject(Bytes(1 + chance.Below(40)), chance.Between(0, 900_000)));
        yield return Modbus("the wrong slave answers", 300_000, until => wrongUnitUntilUs = until);
        yield return Modbus("replies vanish", 300_000, until => vanishUntilUs = until);
        yield return Modbus("late replies", 300_000, until => lateUntilUs = until);
        yield return Modbus("pauses within replies", 300_000, until =>
        {
            (line.PieceBytes, line.PieceGapUs) = (1 + chance.Below(6), chance.Between(5_000, 300_000));
            piecesUntilUs = until;
            world.Clock.AtUs(until, () => line.PieceBytes = world.Clock.NowUs >= piecesUntilUs ? 0 : line.PieceBytes);
        });
        yield return Modbus("adapter pulled out", 300_000, until =>
        {
            line.Unplug();
            world.Clock.AtUs(until, () => line.OpenFault = FieldNode.Field.SerialFault.None);
        });
        yield return I2c("no acknowledge", on =>
        {
            plant.I2c.Unplug(ClimateAddress);
            if (!on)
            {
                plant.I2c.Plug(ClimateAddress, climate);
            }
        });
        yield return I2c("bus stuck", on => plant.I2c.IsStuck = on);
        yield return I2c("bus shorted", on => plant.I2c.IsStuck = plant.I2c.IsShorted = on);
        yield return I2c("bits flip", on => (plant.I2c.FlipByte, plant.I2c.Flips) = on ? (chance.Below(6), 1 + chance.Below(5)) : (-1, 0));
        yield return new Fault(FaultFamily.Contacts, "contact storm", () =>
        {
            int edges = 1 + chance.Below(3000);
            long gapUs = chance.Between(200, 60_000);
            SimPin door = plant.Pins[Site.DoorPin];
            for (int i = 0; i < edges; i++)
            {
                world.After(i * gapUs, () => door.Level = !door.Level);
            }

            return edges * gapUs / 1000;
        });
        yield return new Fault(FaultFamily.Contacts, "pulse storm", () =>
        {
            plant.Counters[Site.WaterPin].Pulse(chance.Between(1, 20_000));
            return 0;
        });
    }

    /// <summary>All of it ends.</summary>
    public void Calm()
    {
        meter.IsSilent = plant.Slave(Site.PumpDevice).IsSilent = false;
        meter.Failure = 0;
        garbageUntilUs = wrongUnitUntilUs = vanishUntilUs = lateUntilUs = 0;
        line.PieceBytes = 0;
        line.OpenFault = FieldNode.Field.SerialFault.None;
        plant.I2c.IsStuck = plant.I2c.IsShorted = false;
        plant.I2c.Flips = 0;
        plant.I2c.Plug(ClimateAddress, climate);
        plant.Pins[Site.DoorPin].Level = true;
        watch.Calm();
    }

    private void Silent(string device, long untilUs)
    {
        ModbusSlaveModel slave = plant.Slave(device);
        slave.IsSilent = true;
        watch.Dies(device);
        world.Clock.AtUs(untilUs, () =>
        {
            slave.IsSilent = false;
            watch.Lives(device);
        });
    }

    // Each reply of the meter has a number of its own; what is done to it on its way is known.
    private byte[]? Disturb(byte[] reply)
    {
        bool isCount = reply[0] == Site.MeterUnit && reply[1] == 3 && reply[2] >= 4; // the set point alone has two bytes
        uint number = count;
        if (isCount)
        {
            Count();
        }

        long nowUs = world.Clock.NowUs;
        Chance chance = world.Chance;
        if (nowUs < vanishUntilUs && chance.Is(0.5))
        {
            return null;
        }

        if (nowUs < wrongUnitUntilUs && chance.Is(0.5))
        {
            byte[] wrong = [.. reply];
            wrong[0] = (byte)(wrong[0] == Site.MeterUnit ? Site.PumpUnit : Site.MeterUnit);
            for (int i = 3; i < wrong.Length - 2; i++)
            {
                wrong[i] ^= 0x5A;
            }

            ModbusCrc.Append(wrong, 0, wrong.Length - 2);
            return wrong;
        }

        if (nowUs < garbageUntilUs && chance.Is(0.5))
        {
            byte[] damaged = chance.Is(0.2) ? reply[..chance.Below(reply.Length)] : [.. reply];
            for (int flips = 1 + chance.Below(4); flips > 0 && damaged.Length > 0; flips--)
            {
                damaged[chance.Below(damaged.Length)] ^= (byte)(1 << chance.Below(8));
            }

            // Some errors of four bits and more have the right CRC-16: nobody can tell such a reply from a good one.
            bool isCredible = damaged.Length > 2 && ModbusCrc.IsRight(damaged, 0, damaged.Length);
            return damaged.AsSpan().SequenceEqual(reply) ? Whole(reply, isCount, number) : isCredible ? null : damaged;
        }

        return Whole(reply, isCount, number);
    }

    private byte[] Whole(byte[] reply, bool isCount, uint number)
    {
        if (isCount)
        {
            watch.Sent(number);
        }

        return reply;
    }

    private void Count()
    {
        count++;
        meter.SetRegisters(ModbusTable.Holding, Site.CountAddress, [(byte)(count >> 24), (byte)(count >> 16), (byte)(count >> 8), (byte)count]);
    }

    // What is slow, moves: each time a value that was not there before.
    private void Live()
    {
        long minute = world.Clock.NowMs / Site.SlowPeriodMs;
        byte[] pressure = BitConverter.GetBytes(1 + minute % 1_000_000 * 0.125f);
        Array.Reverse(pressure);
        plant.Slave(Site.PumpDevice).SetRegisters(ModbusTable.Input, Site.PressureAddress, pressure);
        climate.Celsius = 20 + minute % 1000 * 0.02;
        climate.Percent = 40 + minute % 777 * 0.02;
        if (plant.Counters.TryGetValue(Site.WaterPin, out SimPulseCounter? water) && minute % 5 == 0)
        {
            water.Pulse(1 + minute % 7);
        }

        line.Sent.Clear();
        world.After(Site.SlowPeriodMs * 1000L, Live);
    }

    private byte[] Bytes(int length)
    {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++)
        {
            bytes[i] = (byte)world.Chance.Next();
        }

        return bytes;
    }
}
