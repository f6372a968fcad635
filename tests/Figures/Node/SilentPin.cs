extern alias device;

using device::FieldNode.Field;

namespace DeviceFigures;

/// <summary>A pin, or a counter on one, where nothing happens.</summary>
internal sealed class SilentPin : IDigitalPin, IPulseCounter
{
    public bool Open(PinUse use, bool high) => true;

    int IDigitalPin.Read() => 1;

    public bool Write(bool high) => true;

    public void Close()
    {
    }

    public bool Start() => true;

    long IPulseCounter.Read() => 0;

    public void Stop()
    {
    }
}
