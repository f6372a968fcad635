using System.Device.Spi;
using FieldNode.Field;
using FieldNode.Virtual.I2c;
using FieldNode.Virtual.Sim;

namespace FieldNode.Level0;

public sealed class PcSpiDeviceTests
{
    [Fact]
    public void A_MAX31865_behind_System_Device_Spi_is_measured()
    {
        var part = new SimMax31865(430) { Ohm = 138.51 };
        using var device = new PcSpiDevice(() => new FakeSpi(part));
        var sensor = new Max31865(device, 430, 100, 4, false);
        Assert.True(PartRun.Measure(sensor, () => part.NowMs, now => part.NowMs = now));
        Assert.Equal(100, sensor.Value(0), 0.05);
    }

    [Fact]
    public void A_device_that_cannot_be_opened_is_told_and_does_not_throw()
    {
        using var device = new PcSpiDevice(() => throw new IOException("Can not open SPI device file"));
        Assert.False(device.Transfer([0], [0], 1));
    }

    private sealed class FakeSpi(SimMax31865 part) : SpiDevice
    {
        public override SpiConnectionSettings ConnectionSettings => new(0, 0);

        public override void Read(Span<byte> buffer) => throw new NotSupportedException();

        public override void Write(ReadOnlySpan<byte> buffer) => throw new NotSupportedException();

        public override void TransferFullDuplex(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer)
        {
            var input = new byte[readBuffer.Length];
            part.Transfer(writeBuffer.ToArray(), input, input.Length);
            input.CopyTo(readBuffer);
        }
    }
}
