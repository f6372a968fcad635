// nanoFramework.System.IO.Ports 1.1.139.

namespace System.IO.Ports
{
    public sealed class SerialPort : IDisposable
    {
        public SerialPort(string portName, int baudRate = 9600, Parity parity = Parity.None, int dataBits = 8, StopBits stopBits = StopBits.One)
            => throw null;
        public SerialMode Mode { get => throw null; set => throw null; }
        public bool IsOpen => throw null;
        public int ReadTimeout { get => throw null; set => throw null; }
        public int WriteTimeout { get => throw null; set => throw null; }
        public int BytesToRead => throw null;
        public int ReadBufferSize { get => throw null; set => throw null; }
        public void Open() => throw null;
        public void Close() => throw null;
        public int Read(byte[] buffer, int offset, int count) => throw null;
        public void Write(byte[] buffer, int offset, int count) => throw null;
        public void Dispose() => throw null;
    }

    public enum Parity
    {
        None = 0,
        Odd = 1,
        Even = 2,
    }

    public enum SerialMode
    {
        Normal = 0,
        RS485 = 1,
    }

    public enum StopBits
    {
        One = 1,
        Two = 2,
        OnePointFive = 3,
    }
}
