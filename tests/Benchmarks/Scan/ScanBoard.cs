using FieldNode.Field;
using FieldNode.Settings;

namespace FieldNode.Benchmarks.Scan;

/// <summary>The plant as a line, buses and pins of the PC build.</summary>
internal sealed class ScanBoard(ScanPlant plant) : IFieldPorts, ISerialLine, II2cBus
{
    public bool IsOpen { get; private set; }

    public ISensorFactory CreateSensors(BusSettings[] buses)
    {
        var factory = new PartFactory(2);
        factory.Add("i2c1", this);
        factory.Add("spi1", plant.Oven);
        return factory;
    }

    public IDigitalPin CreatePin(int pin) => plant.Pins[pin];

    public IPulseCounter CreateCounter(int pin, bool rising, bool pullUp) => plant.Pulses[pin];

    SerialFault ISerialLine.Open()
    {
        IsOpen = true;
        return SerialFault.None;
    }

    int ISerialLine.Read(byte[] buffer, int offset, int count) => plant.Take(buffer, offset, count);

    SerialFault ISerialLine.Write(byte[] buffer, int offset, int count)
    {
        plant.Ask(buffer, offset);
        return SerialFault.None;
    }

    int ISerialLine.IdleUs() => 100_000;

    void ISerialLine.Close() => IsOpen = false;

    I2cResult II2cBus.Write(int address, byte[] bytes, int count) =>
        plant.PartAt(address) is { } part && part.Write(bytes.AsSpan(0, count), plant.NowMs) ? I2cResult.Ok : I2cResult.Nak;

    I2cResult II2cBus.Read(int address, byte[] buffer, int count) =>
        plant.PartAt(address) is { } part && part.Read(buffer.AsSpan(0, count), plant.NowMs) ? I2cResult.Ok : I2cResult.Nak;

    I2cResult II2cBus.WriteRead(int address, byte[] bytes, int writeCount, byte[] buffer, int readCount) =>
        plant.PartAt(address) is { } part && part.Write(bytes.AsSpan(0, writeCount), plant.NowMs)
            && part.Read(buffer.AsSpan(0, readCount), plant.NowMs) ? I2cResult.Ok : I2cResult.Nak;

    I2cResult II2cBus.Recover() => I2cResult.Ok;
}
