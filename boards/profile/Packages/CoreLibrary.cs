// What only boards/esp32 may use of CoreLibrary 1.17.11 and nanoFramework.Runtime.Native 1.7.11. The lint refuses it in the rooms.

namespace System
{
    public abstract class MarshalByRefObject
    {
        protected MarshalByRefObject() => throw null;
    }

    public ref struct SpanByte
    {
        public SpanByte(byte[] array) => throw null;
        public SpanByte(byte[] array, int start, int length) => throw null;
        public int Length => throw null;
    }

    // nanoFramework.Runtime.Native
    public static class Environment
    {
        public static long TickCount64 => throw null;
    }
}

namespace System.Reflection
{
    public abstract class MethodBase : MemberInfo
    {
        protected MethodBase() => throw null;
        public object Invoke(object obj, object[] parameters) => throw null;
    }

    public abstract class MethodInfo : MethodBase
    {
        protected MethodInfo() => throw null;
    }
}

namespace System.Runtime.CompilerServices
{
    public sealed class IsByRefLikeAttribute : Attribute
    {
        public IsByRefLikeAttribute() => throw null;
    }

    public sealed class IsReadOnlyAttribute : Attribute
    {
        public IsReadOnlyAttribute() => throw null;
    }
}

namespace System.Threading
{
    public delegate void ThreadStart();

    public sealed class Thread
    {
        public Thread(ThreadStart start) => throw null;
        public void Start() => throw null;
        public static void Sleep(int millisecondsTimeout) => throw null;
    }

    public static class Timeout
    {
        public const int Infinite = -1;
    }
}

namespace nanoFramework.Runtime.Native
{
    public static class GC
    {
        public static uint Run(bool compactHeap) => throw null;
    }

    public class Power
    {
        public static void RebootDevice(RebootOption rebootOption = RebootOption.NormalReboot) => throw null;
    }

    public enum RebootOption
    {
        NormalReboot = 0,
        EnterNanoBooter = 1,
        ClrOnly = 2,
        EnterProprietaryBooter = 8,
    }

    public static class Rtc
    {
        public static bool SetSystemTime(System.DateTime time) => throw null;
    }
}
