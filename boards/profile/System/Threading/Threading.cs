// What lock needs. Rooms of the device start no thread and never sleep.

namespace System.Threading
{
    public static class Monitor
    {
        public static void Enter(object obj) => throw null;
        public static void Exit(object obj) => throw null;
    }
}
