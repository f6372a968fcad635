using FieldNode.Esp32.Tests;

namespace System.Device.Gpio;

public enum PinMode
{
    Input, InputPullDown, InputPullUp, Output, OutputOpenDrain, OutputOpenDrainPullUp, OutputOpenSource, OutputOpenSourcePullDown,
}

public struct PinValue(bool high)
{
    public static PinValue High => new(true);
    public static PinValue Low => new(false);
    internal readonly bool IsHigh => high;
    public static explicit operator int(PinValue value) => value.IsHigh ? 1 : 0;
}

public sealed class GpioController
{
    private readonly FakeChip chip = FakeChip.Current;
    private readonly List<int> open = [];

    public int Listed => open.Count;

    public GpioPin OpenPin(int pinNumber, PinMode mode)
    {
        if (!chip.Reserved.Add(pinNumber))
        {
            chip.HalfMade++;
            throw new InvalidOperationException();
        }

        var pin = new GpioPin(chip, pinNumber);
        pin.SetPinMode(mode);
        open.Add(pinNumber);
        return pin;
    }

    public void ClosePin(int pinNumber)
    {
        if (!open.Remove(pinNumber))
        {
            throw new InvalidOperationException();
        }

        chip.Release(pinNumber);
    }

    public bool IsPinOpen(int pinNumber) => chip.Reserved.Contains(pinNumber);

    public bool IsPinModeSupported(int pinNumber, PinMode mode) => pinNumber < 34 || mode <= PinMode.InputPullUp;
}

public sealed class GpioPin
{
    private readonly FakeChip chip;
    private readonly int number;

    internal GpioPin(FakeChip chip, int number)
    {
        this.chip = chip;
        this.number = number;
    }

    public void SetPinMode(PinMode value) => chip.SetMode(number, value);

    public PinValue Read() => new(chip.Level(number));

    public void Write(PinValue value)
    {
        if (!(chip.ModeOf(number) >= PinMode.Output))
        {
            throw new ArgumentException(null);
        }

        chip.Drive(number, value.IsHigh);
    }
}

public enum GpioPulsePolarity
{
    Both, Falling, Rising,
}

public struct GpioPulseCount
{
    public long Count;
}

public sealed class GpioPulseCounter
{
    private readonly FakeChip chip = FakeChip.Current;
    private readonly int pin;
    private long startedAt;

    public GpioPulseCounter(int pinNumberA, int pinNumberB = -1)
    {
        pin = pinNumberA;
        chip.CountersMade++;
        chip.SetMode(pin, PinMode.Input); // the driver sets the pin up in its own way
    }

    public GpioPulsePolarity Polarity { get; set; }

    public ushort FilterPulses { get; set; }

    public void Start() => startedAt = chip.Pulses.GetValueOrDefault(pin);

    public void Stop()
    {
    }

    public GpioPulseCount Read() => new()
    {
        Count = chip.Pulses.GetValueOrDefault(pin) - startedAt + (chip.SpoiledReadings.TryDequeue(out long wrong) ? wrong : 0),
    };
}
