extern alias device;

using device::FieldNode.Field;

namespace DeviceFigures;

/// <summary>A bus that nobody is on.</summary>
internal sealed class SilentBus : ISpiDevice, IOneWireBus
{
    public bool Transfer(byte[] output, byte[] input, int count) => false;

    public bool Reset() => false;

    public void WriteByte(int value)
    {
    }

    public int ReadByte() => 255;
}
