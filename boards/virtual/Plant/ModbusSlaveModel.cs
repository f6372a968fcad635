using System.Text;
using FieldNode.Field.Modbus;

namespace FieldNode.Virtual.Plant;

/// <summary>
/// A Modbus slave with its four tables, that answers requests as the Modbus Application Protocol V1.1b3 has it. Addresses that were
/// not declared do not exist: exception 2.
/// </summary>
public sealed class ModbusSlaveModel(byte unit)
{
    private const byte IllegalFunction = 1;
    private const byte IllegalAddress = 2;
    private const byte IllegalValue = 3;

    private readonly Dictionary<int, ushort> holding = [];
    private readonly Dictionary<int, ushort> input = [];
    private readonly Dictionary<int, bool> coils = [];
    private readonly Dictionary<int, bool> discrete = [];
    private readonly Lock guard = new();

    /// <summary>Its address on the line.</summary>
    public byte Unit => unit;

    /// <summary>Vendor, product code and revision for function 43 / 14; none: the slave does not have it.</summary>
    public string[] Identification { get; init; } = [];

    /// <summary>A failing slave answers every request with this exception; 0: it works.</summary>
    public byte Failure { get; set; }

    /// <summary>A silent slave answers nothing.</summary>
    public bool IsSilent { get; set; }

    /// <summary>Sets registers, most significant byte first; what was not there comes into being.</summary>
    public void SetRegisters(ModbusTable table, int address, ReadOnlySpan<byte> bytes)
    {
        lock (guard)
        {
            Dictionary<int, ushort> registers = table == ModbusTable.Input ? input : holding;
            for (int i = 0; i < bytes.Length; i += 2)
            {
                registers[address + i / 2] = (ushort)((bytes[i] << 8) | bytes[i + 1]);
            }
        }
    }

    /// <summary>Sets one register.</summary>
    public void SetRegister(ModbusTable table, int address, int value) => SetRegisters(table, address, [(byte)(value >> 8), (byte)value]);

    /// <summary>Sets one coil or discrete input.</summary>
    public void SetBit(ModbusTable table, int address, bool value)
    {
        lock (guard)
        {
            (table == ModbusTable.Coil ? coils : discrete)[address] = value;
        }
    }

    /// <summary>A holding or input register; 0 if it is not there.</summary>
    public ushort Register(ModbusTable table, int address)
    {
        lock (guard)
        {
            return (table == ModbusTable.Input ? input : holding).GetValueOrDefault(address);
        }
    }

    /// <summary>A coil or discrete input.</summary>
    public bool Bit(ModbusTable table, int address)
    {
        lock (guard)
        {
            return (table == ModbusTable.Coil ? coils : discrete).GetValueOrDefault(address);
        }
    }

    /// <summary>The reply to a frame, with its CRC; null if the frame is damaged or for another unit.</summary>
    public byte[]? Answer(ReadOnlySpan<byte> frame)
    {
        byte[] request = frame.ToArray();
        if (IsSilent || request.Length < 4 || request[0] != unit || !ModbusCrc.IsRight(request, 0, request.Length))
        {
            return null;
        }

        lock (guard)
        {
            return WithCrc(Failure != 0 ? Refuse(request, Failure) : Obey(request));
        }
    }

    private byte[] Obey(byte[] r) => r[1] switch
    {
        1 => ReadBits(r, coils),
        2 => ReadBits(r, discrete),
        3 => ReadRegisters(r, holding),
        4 => ReadRegisters(r, input),
        5 => WriteCoil(r),
        6 => WriteRegister(r),
        15 => WriteCoils(r),
        16 => WriteRegisters(r),
        43 when Identification.Length > 0 => Identify(r),
        _ => Refuse(r, IllegalFunction),
    };

    private static int Word(byte[] r, int at) => (r[at] << 8) | r[at + 1];

    private static byte[] Refuse(byte[] r, byte code) => [r[0], (byte)(r[1] | 0x80), code];

    private static byte[] ReadBits(byte[] r, Dictionary<int, bool> bits)
    {
        (int address, int count) = (Word(r, 2), Word(r, 4));
        if (count is < 1 or > 2000)
        {
            return Refuse(r, IllegalValue);
        }

        byte[] reply = new byte[3 + (count + 7) / 8];
        (reply[0], reply[1], reply[2]) = (r[0], r[1], (byte)(reply.Length - 3));
        for (int i = 0; i < count; i++)
        {
            if (!bits.TryGetValue(address + i, out bool value))
            {
                return Refuse(r, IllegalAddress);
            }

            reply[3 + i / 8] |= (byte)(value ? 1 << (i % 8) : 0);
        }

        return reply;
    }

    private static byte[] ReadRegisters(byte[] r, Dictionary<int, ushort> registers)
    {
        (int address, int count) = (Word(r, 2), Word(r, 4));
        if (count is < 1 or > 125)
        {
            return Refuse(r, IllegalValue);
        }

        byte[] reply = new byte[3 + 2 * count];
        (reply[0], reply[1], reply[2]) = (r[0], r[1], (byte)(2 * count));
        for (int i = 0; i < count; i++)
        {
            if (!registers.TryGetValue(address + i, out ushort value))
            {
                return Refuse(r, IllegalAddress);
            }

            (reply[3 + 2 * i], reply[4 + 2 * i]) = ((byte)(value >> 8), (byte)value);
        }

        return reply;
    }

    // Section 6.21, basic category as a stream: one object a reply, so that whoever asks has to ask on.
    private byte[] Identify(byte[] r)
    {
        if (r.Length != 7 || r[2] != 14 || r[3] is < 1 or > 3)
        {
            return Refuse(r, IllegalValue);
        }

        int at = r[4] < Identification.Length ? r[4] : 0;
        bool more = at + 1 < Identification.Length;
        byte[] text = Encoding.ASCII.GetBytes(Identification[at]);
        return [r[0], 43, 14, r[3], 1, (byte)(more ? 0xFF : 0), (byte)(more ? at + 1 : 0), 1, (byte)at, (byte)text.Length, .. text];
    }

    private byte[] WriteCoil(byte[] r)
    {
        if (Word(r, 4) is not (0 or 0xFF00))
        {
            return Refuse(r, IllegalValue);
        }

        if (!coils.ContainsKey(Word(r, 2)))
        {
            return Refuse(r, IllegalAddress);
        }

        coils[Word(r, 2)] = r[4] == 0xFF;
        return r[..6];
    }

    private byte[] WriteRegister(byte[] r)
    {
        if (!holding.ContainsKey(Word(r, 2)))
        {
            return Refuse(r, IllegalAddress);
        }

        holding[Word(r, 2)] = (ushort)Word(r, 4);
        return r[..6];
    }

    private byte[] WriteCoils(byte[] r)
    {
        (int address, int count) = (Word(r, 2), Word(r, 4));
        if (count is < 1 or > 1968 || r[6] != (count + 7) / 8 || r.Length != 9 + r[6])
        {
            return Refuse(r, IllegalValue);
        }

        for (int i = 0; i < count; i++)
        {
            if (!coils.ContainsKey(address + i))
            {
                return Refuse(r, IllegalAddress);
            }

            coils[address + i] = (r[7 + i / 8] & (1 << (i % 8))) != 0;
        }

        return r[..6];
    }

    private byte[] WriteRegisters(byte[] r)
    {
        (int address, int count) = (Word(r, 2), Word(r, 4));
        if (count is < 1 or > 123 || r[6] != 2 * count || r.Length != 9 + r[6])
        {
            return Refuse(r, IllegalValue);
        }

        for (int i = 0; i < count; i++)
        {
            if (!holding.ContainsKey(address + i))
            {
                return Refuse(r, IllegalAddress);
            }

            holding[address + i] = (ushort)Word(r, 7 + 2 * i);
        }

        return r[..6];
    }

    private static byte[] WithCrc(byte[] reply)
    {
        byte[] frame = [.. reply, 0, 0];
        ModbusCrc.Append(frame, 0, reply.Length);
        return frame;
    }
}
