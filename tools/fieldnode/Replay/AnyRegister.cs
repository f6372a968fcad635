using FieldNode.Settings;
using FieldNode.Virtual.Sim;

namespace FieldNode.Cli;

/// <summary>A part without a kind of its own: it answers zeros, with the CRC that they have.</summary>
internal sealed class AnyRegister : ISimI2cPart
{
    private readonly int every;
    private readonly byte crc;

    internal AnyRegister(RegisterSettings settings)
    {
        every = settings.CrcEvery;
        int rest = settings.CrcStart;
        for (int bit = 0; bit < 8 * every; bit++)
        {
            rest = ((rest << 1) ^ ((rest & 0x80) != 0 ? settings.CrcPolynomial : 0)) & 0xFF;
        }
        crc = (byte)rest;
    }

    /// <inheritdoc />
    public bool Write(ReadOnlySpan<byte> bytes, long nowMs) => true;

    /// <inheritdoc />
    public bool Read(Span<byte> buffer, long nowMs)
    {
        buffer.Clear();
        for (int i = every; every > 0 && i < buffer.Length; i += every + 1)
        {
            buffer[i] = crc;
        }
        return true;
    }
}
