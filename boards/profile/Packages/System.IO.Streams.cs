// nanoFramework.System.IO.Streams 1.1.96.

namespace System.IO
{
    public abstract class Stream : MarshalByRefObject, IDisposable
    {
        protected Stream() => throw null;
        public virtual void Close() => throw null;
        public void Dispose() => throw null;
        public abstract void Flush();
        public abstract int Read(byte[] buffer, int offset, int count);
        public abstract void Write(byte[] buffer, int offset, int count);
    }
}
