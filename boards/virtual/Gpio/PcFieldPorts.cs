using System.Device.Gpio;
using FieldNode.Field;
using FieldNode.Settings;
using FieldNode.Virtual.I2c;

namespace FieldNode.Virtual.Gpio;

/// <summary>Buses and pins of a Linux board. The GPIO chip is opened only if a pin is used, so that a PC without one can run sensors.</summary>
public sealed class PcFieldPorts(Func<GpioController> openGpio) : IFieldPorts, IDisposable
{
    private readonly List<IDisposable> opened = [];
    private GpioController? controller;

    public PcFieldPorts()
        : this(() => new GpioController())
    {
    }

    /// <inheritdoc />
    public ISensorFactory CreateSensors(BusSettings[] buses)
    {
        var factory = new PartFactory(buses.Length);
        foreach (BusSettings bus in buses)
        {
            switch (bus.Kind)
            {
                case "i2c":
                    factory.Add(bus.Name, Kept(PcI2cBus.OfBoard(NumberOf(bus, bus.Port))));
                    break;
                case "spi":
                    string[] parts = bus.Port.Split('-');
                    factory.Add(bus.Name, Kept(PcSpiDevice.OfBoard(
                        NumberOf(bus, parts[0]), NumberOf(bus, parts.Length == 2 ? parts[1] : ""))));
                    break;
                default:
                    throw new ArgumentException($"bus {bus.Name}: a PC has no {bus.Kind}; take an ads1115 on i2c for analogue inputs");
            }
        }

        return factory;
    }

    /// <inheritdoc />
    public IDigitalPin CreatePin(int pin) => new PcPin(Controller(), pin);

    /// <inheritdoc />
    public IPulseCounter CreateCounter(int pin, bool rising, bool pullUp) => new PcPulseCounter(Controller(), pin, rising, pullUp);

    /// <summary>Pins that the GPIO has: 0 to one less.</summary>
    /// <exception cref="ArgumentException">There is no GPIO that can be opened; the message says what to do.</exception>
    internal int PinCount() => Controller().PinCount;

    /// <inheritdoc />
    public void Dispose()
    {
        opened.ForEach(one => one.Dispose());
        controller?.Dispose();
    }

    private GpioController Controller()
    {
        try
        {
            return controller ??= openGpio();
        }
        catch (Exception fault) when (fault is PlatformNotSupportedException or IOException or UnauthorizedAccessException
            or InvalidOperationException or DllNotFoundException)
        {
            throw new ArgumentException($"terminals: this machine has no GPIO that can be opened ({fault.Message}). "
                + "Is /dev/gpiochip0 there, and may this user open it? With \"board\": \"simulated\" the pins are made up");
        }
    }

    private T Kept<T>(T one)
        where T : IDisposable
    {
        opened.Add(one);
        return one;
    }

    private static int NumberOf(BusSettings bus, string text) => int.TryParse(text, out int number) && number >= 0
        ? number
        : throw new ArgumentException($"bus {bus.Name}: port {bus.Port}, but i2c has a number (1) and spi two (0-1)");
}
