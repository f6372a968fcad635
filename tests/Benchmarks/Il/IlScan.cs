extern alias device;

using device::FieldNode;
using device::FieldNode.Field;
using device::FieldNode.Journal;
using device::FieldNode.Mqtt;
using device::FieldNode.Settings;

using FieldNode.Benchmarks.Il;
using FieldNode.Benchmarks.Scan;
using FieldNode.Virtual.Sim;

namespace DeviceIl;

/// <summary>IL that the device executes in one scan of the plant with 100 tags of all kinds.</summary>
internal static class IlScan
{
    private const long Utc0 = 1_790_000_000_000;
    private const int WarmUp = 20;
    private const int Scans = 20;

    public static Cost Measure()
    {
        var plant = new ScanPlant { NowMs = 1000 };
        Node node = NodeBuilder.Build(ScanPlant.Settings<NodeSettings>(), new Board(plant));
        Scan(node, plant, WarmUp);
        Cost start = DeviceAssembly.Executed;
        Scan(node, plant, Scans);
        return (DeviceAssembly.Executed - start) / Scans;
    }

    private static void Scan(Node node, ScanPlant plant, int scans)
    {
        long endMs = plant.NowMs + scans * ScanPlant.PeriodMs;
        long nextMs = plant.NowMs + ScanPlant.PeriodMs;
        while (plant.NowMs < endMs)
        {
            plant.Oven.NowMs = plant.NowMs;
            plant.NowMs += Math.Max(1, node.Step(plant.NowMs, Utc0 + plant.NowMs));
            if (plant.NowMs >= nextMs)
            {
                nextMs += ScanPlant.PeriodMs;
                plant.Next();
            }
        }
    }

    /// <summary>The plant as ports of the device build.</summary>
    private sealed class Board(ScanPlant plant) : INodePorts, IFieldPorts, ISerialLine, II2cBus, ISpiDevice
    {
        private readonly IlBoard rest = new();

        public IMqttWire Wire => rest;
        public IFlashStore Store => rest;
        public IHealth Health => rest;
        public INodeLog Log => rest;
        public string PasswordOf(int server) => null!;
        public string Version => "0";
        public bool IsOpen { get; private set; }

        public ISerialLine CreateLine(LineSettings line) => this;

        public ISensorFactory CreateSensors(BusSettings[] buses)
        {
            var factory = new PartFactory(2);
            factory.Add("i2c1", (II2cBus)this);
            factory.Add("spi1", (ISpiDevice)this);
            return factory;
        }

        public IDigitalPin CreatePin(int pin) => new Pin(plant.Pins[pin]);

        public IPulseCounter CreateCounter(int pin, bool rising, bool pullUp) => new Pulses(plant.Pulses[pin]);

        public SerialFault Open()
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

        public int IdleUs() => 100_000;

        public void Close() => IsOpen = false;

        I2cResult II2cBus.Write(int address, byte[] bytes, int count) =>
            plant.PartAt(address) is { } part && part.Write(bytes.AsSpan(0, count), plant.NowMs) ? I2cResult.Ok : I2cResult.Nak;

        I2cResult II2cBus.Read(int address, byte[] buffer, int count) =>
            plant.PartAt(address) is { } part && part.Read(buffer.AsSpan(0, count), plant.NowMs) ? I2cResult.Ok : I2cResult.Nak;

        public I2cResult WriteRead(int address, byte[] bytes, int writeCount, byte[] buffer, int readCount) =>
            plant.PartAt(address) is { } part && part.Write(bytes.AsSpan(0, writeCount), plant.NowMs)
                && part.Read(buffer.AsSpan(0, readCount), plant.NowMs) ? I2cResult.Ok : I2cResult.Nak;

        public I2cResult Recover() => I2cResult.Ok;

        public bool Transfer(byte[] output, byte[] input, int count) => plant.Oven.Transfer(output, input, count);
    }

    private sealed class Pin(SimPin pin) : IDigitalPin
    {
        public bool Open(PinUse use, bool high) => pin.Open((global::FieldNode.Field.PinUse)(int)use, high);

        public int Read() => pin.Read();

        public bool Write(bool high) => pin.Write(high);

        public void Close() => pin.Close();
    }

    private sealed class Pulses(SimPulseCounter counter) : IPulseCounter
    {
        public bool Start() => counter.Start();

        public long Read() => counter.Read();

        public void Stop() => counter.Stop();
    }
}
