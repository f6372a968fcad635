using System.Device.Spi;
using FieldNode.Field;

namespace FieldNode.Virtual.I2c;

/// <summary>One part on SPI of a Linux board through System.Device.Spi.</summary>
public sealed class PcSpiDevice(Func<SpiDevice> open) : ISpiDevice, IDisposable
{
    private SpiDevice? device;

    /// <summary>/dev/spidevB.C, in the mode and at the clock that a MAX31865 takes (mode 1, up to 5 MHz).</summary>
    public static PcSpiDevice OfBoard(int busId, int chipSelect) => new(() => SpiDevice.Create(
        new SpiConnectionSettings(busId, chipSelect) { Mode = SpiMode.Mode1, ClockFrequency = 1_000_000 }));

    /// <inheritdoc />
    public bool Transfer(byte[] output, byte[] input, int count)
    {
        try
        {
            device ??= open();
            device.TransferFullDuplex(output.AsSpan(0, count), input.AsSpan(0, count));
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InvalidOperationException
            or PlatformNotSupportedException)
        {
            Dispose();
            return false;
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        device?.Dispose();
        device = null;
    }
}
