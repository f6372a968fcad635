// nanoFramework.Device.OneWire 1.4.35.

namespace nanoFramework.Device.OneWire
{
    public class OneWireHost : System.IDisposable
    {
        public OneWireHost() => throw null;
        public bool TouchReset() => throw null;
        public byte WriteByte(byte value) => throw null;
        public byte ReadByte() => throw null;
        public void Dispose() => throw null;
    }
}
