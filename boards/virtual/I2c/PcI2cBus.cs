using System.Device.I2c;
using System.Runtime.InteropServices;
using FieldNode.Field;

namespace FieldNode.Virtual.I2c;

/// <summary>
/// I2C of a Linux board through System.Device.I2c. Its calls return nothing and throw IOException with the kernel's error number in words;
/// what that number says becomes the result. A parameter makes the devices, so that tests can put their own in.
/// </summary>
public sealed class PcI2cBus(Func<int, I2cDevice> open) : II2cBus, IDisposable
{
    private readonly Dictionary<int, I2cDevice> devices = [];

    /// <summary>The bus /dev/i2c-N.</summary>
    public static PcI2cBus OfBoard(int busId) =>
        new(address => I2cDevice.Create(new I2cConnectionSettings(busId, address)));

    /// <inheritdoc />
    public I2cResult Write(int address, byte[] bytes, int count) =>
        Talk(address, device => device.Write(bytes.AsSpan(0, count)));

    /// <inheritdoc />
    public I2cResult Read(int address, byte[] buffer, int count) =>
        Talk(address, device => device.Read(buffer.AsSpan(0, count)));

    /// <inheritdoc />
    public I2cResult WriteRead(int address, byte[] bytes, int writeCount, byte[] buffer, int readCount) =>
        Talk(address, device => device.WriteRead(bytes.AsSpan(0, writeCount), buffer.AsSpan(0, readCount)));

    /// <summary>
    /// SCL and SDA belong to the adapter, so a program cannot clock a held bus free; drivers of the kernel that know how (i2c_recover_bus) do it
    /// when a conversation times out. What is left to us is to open the devices anew.
    /// </summary>
    public I2cResult Recover()
    {
        Dispose();
        return I2cResult.Ok;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (I2cDevice device in devices.Values)
        {
            device.Dispose();
        }

        devices.Clear();
    }

    /// <summary>What an error number of i2c-dev means (Documentation/i2c/fault-codes.rst of the kernel).</summary>
    public static I2cResult OfErrno(int errno) => errno switch
    {
        6 or 121 => I2cResult.Nak,               // ENXIO, EREMOTEIO: no acknowledge
        5 => I2cResult.Nak,                      // EIO: some adapters say no more than this
        110 or 16 or 11 => I2cResult.Stuck,      // ETIMEDOUT, EBUSY, EAGAIN: held, or arbitration lost
        74 or 71 => I2cResult.Short,             // EBADMSG, EPROTO
        _ => I2cResult.Lost,
    };

    private I2cResult Talk(int address, Action<I2cDevice> words)
    {
        try
        {
            if (!devices.TryGetValue(address, out I2cDevice? device))
            {
                device = open(address);
                devices[address] = device;
            }

            words(device);
            return I2cResult.Ok;
        }
        catch (IOException fault)
        {
            return OfErrno(ErrnoOf(fault.Message));
        }
        catch (Exception fault) when (fault is UnauthorizedAccessException or PlatformNotSupportedException
            or InvalidOperationException or ExternalException or ArgumentException)
        {
            return I2cResult.Lost;
        }
    }

    // "Error 121 performing I2C data transfer." or "Can not open I2C device file '/dev/i2c-1'. Error 2 ...".
    private static int ErrnoOf(string message)
    {
        int at = message.IndexOf("rror ", StringComparison.Ordinal);
        if (at < 0)
        {
            return -1;
        }

        string digits = string.Concat(message[(at + 5)..].TakeWhile(char.IsAsciiDigit));
        return int.TryParse(digits, out int errno) ? errno : -1;
    }
}
