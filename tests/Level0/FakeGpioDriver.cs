using System.Device.Gpio;

namespace FieldNode.Level0;

/// <summary>A board of eight pins behind System.Device.Gpio.</summary>
internal sealed class FakeGpioDriver : GpioDriver
{
    private readonly Dictionary<int, PinMode> modes = [];
    private readonly Dictionary<int, PinChangeEventHandler> handlers = [];
    private readonly PinValue[] levels = new PinValue[8];

    public List<string> Log { get; } = [];
    public bool IsGone { get; set; }

    protected override int PinCount => 8;

    /// <summary>Somebody outside drives a pin.</summary>
    public void Drive(int pin, bool high)
    {
        bool before = levels[pin] == PinValue.High;
        levels[pin] = high;
        if (before != high && handlers.TryGetValue(pin, out PinChangeEventHandler? handler))
        {
            handler(this, new PinValueChangedEventArgs(high ? PinEventTypes.Rising : PinEventTypes.Falling, pin));
        }
    }

    protected override void OpenPin(int pinNumber)
    {
        Check();
        Log.Add("open " + pinNumber);
    }

    protected override void ClosePin(int pinNumber) => modes.Remove(pinNumber);

    protected override void SetPinMode(int pinNumber, PinMode mode)
    {
        Log.Add($"mode {pinNumber} {mode}");
        modes[pinNumber] = mode;
    }

    protected override void SetPinMode(int pinNumber, PinMode mode, PinValue initialValue)
    {
        Log.Add($"mode {pinNumber} {mode} {initialValue}");
        modes[pinNumber] = mode;
        levels[pinNumber] = initialValue;
    }

    protected override PinMode GetPinMode(int pinNumber) => modes[pinNumber];

    protected override bool IsPinModeSupported(int pinNumber, PinMode mode) => pinNumber < 7 || mode == PinMode.Input;

    protected override PinValue Read(int pinNumber)
    {
        Check();
        return levels[pinNumber];
    }

    protected override void Toggle(int pinNumber) => Write(pinNumber, !(bool)levels[pinNumber]);

    protected override void Write(int pinNumber, PinValue value)
    {
        Check();
        Log.Add($"write {pinNumber} {value}");
        levels[pinNumber] = value;
    }

    protected override WaitForEventResult WaitForEvent(
        int pinNumber, PinEventTypes eventTypes, CancellationToken cancellationToken) => default;

    protected override void AddCallbackForPinValueChangedEvent(
        int pinNumber, PinEventTypes eventTypes, PinChangeEventHandler callback) =>
        handlers[pinNumber] = (sender, edge) =>
        {
            if ((edge.ChangeType & eventTypes) != 0)
            {
                callback(sender, edge);
            }
        };

    protected override void RemoveCallbackForPinValueChangedEvent(int pinNumber, PinChangeEventHandler callback) =>
        handlers.Remove(pinNumber);

    private void Check()
    {
        if (IsGone)
        {
            throw new IOException("gone");
        }
    }
}
