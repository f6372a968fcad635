using FieldNode.Field;
using FieldNode.Field.I2c;

namespace FieldNode.Cli;

/// <summary>
/// What may be asked of a part that nobody knows yet: a bare read, a register by its number, a command that only makes
/// a part give something. Nothing here changes a register.
/// </summary>
internal sealed class I2cQuestions(II2cBus bus, IScanClock clock)
{
    private const int WaitMs = 10;

    /// <summary>The last result, of any question.</summary>
    internal I2cResult Result { get; private set; }

    /// <summary>Reads one byte without saying what: most parts acknowledge that.</summary>
    internal bool Acknowledges(int address) => Is(bus.Read(address, new byte[1], 1));

    /// <summary>Reads from a register on; null if the part does not want to.</summary>
    internal byte[]? Register(int address, int register, int count)
    {
        byte[] bytes = new byte[count];
        return Is(bus.WriteRead(address, [(byte)register], 1, bytes, count)) ? bytes : null;
    }

    /// <summary>A register of two bytes, the high one first; -1 if the part does not want to.</summary>
    internal int Word(int address, int register) =>
        Register(address, register, 2) is byte[] bytes ? (bytes[0] << 8) | bytes[1] : -1;

    /// <summary>A command, and words with their CRC as Sensirion's parts have them; null unless each CRC is right.</summary>
    internal byte[]? Words(int address, byte[] command, int words)
    {
        if (!Is(bus.Write(address, command, command.Length)))
        {
            return null;
        }
        for (long until = clock.NowMs + WaitMs; clock.NowMs < until;)
        {
            clock.Pause();
        }
        byte[] bytes = new byte[words * 3];
        return Is(bus.Read(address, bytes, bytes.Length)) && Crc8.WordsAreWhole(bytes, words) ? bytes : null;
    }

    private bool Is(I2cResult result)
    {
        Result = result;
        return result == I2cResult.Ok;
    }
}
