using FieldNode.Field;
using FieldNode.Settings;

namespace FieldNode.Virtual.Sim;

/// <summary>Buses and pins that exist only here: tests and the demo plug simulated parts in.</summary>
public sealed class SimFieldPorts : IFieldPorts
{
    /// <summary>I2C buses by name.</summary>
    public Dictionary<string, SimI2cBus> Buses { get; } = [];

    /// <summary>SPI devices by name.</summary>
    public Dictionary<string, ISpiDevice> Spi { get; } = [];

    /// <summary>1-Wire buses by name.</summary>
    public Dictionary<string, IOneWireBus> OneWire { get; } = [];

    /// <summary>Analogue inputs by name.</summary>
    public Dictionary<string, SimAnalogInput> Analog { get; } = [];

    /// <summary>Pins by number, made when they are asked for.</summary>
    public Dictionary<int, SimPin> Pins { get; } = [];

    /// <summary>Pulse counters by pin.</summary>
    public Dictionary<int, SimPulseCounter> Counters { get; } = [];

    /// <inheritdoc />
    public ISensorFactory CreateSensors(BusSettings[] buses)
    {
        var factory = new PartFactory(buses.Length);
        foreach (BusSettings bus in buses)
        {
            switch (bus.Kind)
            {
                case "i2c":
                    factory.Add(bus.Name, Buses[bus.Name]);
                    break;
                case "spi":
                    factory.Add(bus.Name, Spi[bus.Name]);
                    break;
                case "onewire":
                    factory.Add(bus.Name, OneWire[bus.Name]);
                    break;
                default:
                    factory.Add(bus.Name, Analog[bus.Name]);
                    break;
            }
        }

        return factory;
    }

    /// <inheritdoc />
    public IDigitalPin CreatePin(int pin) => Pins.TryGetValue(pin, out SimPin? there) ? there : Pins[pin] = new SimPin();

    /// <inheritdoc />
    public IPulseCounter CreateCounter(int pin, bool rising, bool pullUp) =>
        Counters.TryGetValue(pin, out SimPulseCounter? there) ? there : Counters[pin] = new SimPulseCounter();
}
