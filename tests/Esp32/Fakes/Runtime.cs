using FieldNode.Esp32.Tests;

namespace FieldNode.Esp32
{
    /// <summary>In the place of the device's own: the clocks of the test's chip.</summary>
    public sealed class DeviceClock(TimeKeeper time) : IClock
    {
        public static long SystemUtcMs() => FakeChip.Current.UtcMs;

        /// <summary>The loop asks with each turn, slept or not; so a run ends here too.</summary>
        public static long TickMs()
        {
            FakeChip.Current.AtTick?.Invoke();
            return FakeChip.Current.NowMs <= FakeChip.Current.EndMs ? FakeChip.Current.NowMs : throw new EndOfRunException();
        }

        public long NowMs()
        {
            FakeChip.Current.Sleep(1); // a turn takes time
            return FakeChip.Current.NowMs;
        }

        public long UtcMs() => time.Believes(SystemUtcMs()) ? SystemUtcMs() : 0;

        public void Sleep(int ms) => Thread.Sleep(Leds.SleepOf(ms));
    }
}

namespace FieldNode.Esp32
{
    /// <summary>The deployed firmware, as far as its loader sees it.</summary>
    public static class Program
    {
        public static void Start(object[] start)
        {
            FakeChip.Current.Started = start;
            if (FakeChip.Current.StartThrows is { } fault)
            {
                throw fault;
            }
        }
    }
}

namespace nanoFramework.Runtime.Native
{
    public static class Power
    {
        public static void RebootDevice() => FakeChip.Current.Reboots++;
    }

    public static class SystemInfo
    {
        public static Version Version { get; } = new(1, 17, 0, 640);
    }

    public static class GC
    {
        public static uint Run(bool compactHeap)
        {
            FakeChip.Current.Compactions += compactHeap ? 1 : 0;
            return 100000;
        }
    }

    public static class Rtc
    {
        public static void SetSystemTime(DateTime time) =>
            FakeChip.Current.UtcMs = (time.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond;
    }
}

namespace nanoFramework.Networking
{
    /// <summary>The firmware's client: it keeps pointers to names, and runs whether anybody wants it or not.</summary>
    public static class Sntp
    {
        public static string Server1 { set => FakeChip.Current.SntpServers[0] = value; }

        public static string Server2 { set => FakeChip.Current.SntpServers[1] = value; }

        public static void Start()
        {
            FakeChip.Current.IsSntpOn = true;
            FakeChip.Current.SntpStarts++;
        }

        public static void Stop()
        {
            FakeChip.Current.IsSntpOn = false;
            FakeChip.Current.SntpStops++;
        }
    }
}

namespace nanoFramework.Hardware.Esp32
{
    public static class NativeMemory
    {
        public enum MemoryType
        {
            All, Internal, SpiRam,
        }

        public static void GetMemoryInfo(MemoryType memoryType, out uint totalSize, out uint totalFreeSize, out uint largestFreeBlock) =>
            (totalSize, totalFreeSize, largestFreeBlock) = memoryType == MemoryType.SpiRam
                ? (FakeChip.Current.PsramBytes, FakeChip.Current.PsramBytes, FakeChip.Current.PsramBytes) : (300000, 90000, 60000);
    }

    public static class HighResTimer
    {
        public static ulong GetCurrent() => (ulong)FakeChip.Current.NowUs;
    }
}

namespace Microsoft.Extensions.Logging
{
    public readonly struct EventId(int id)
    {
        public int Id => id;
    }

    public enum LogLevel
    {
        Information = 2, Error = 4,
    }

    public interface ILogger
    {
        void Log(LogLevel logLevel, EventId eventId, string state, Exception exception, System.Reflection.MethodInfo format);
    }
}

namespace nanoFramework.Logging
{
    public static class LogDispatcher
    {
        public static object LoggerFactory { get; set; }

        public static Microsoft.Extensions.Logging.ILogger GetLogger(string loggerName) => new ChipLogger();

        private sealed class ChipLogger : Microsoft.Extensions.Logging.ILogger
        {
            private readonly FakeChip chip = FakeChip.Current;

            public void Log(Microsoft.Extensions.Logging.LogLevel logLevel, Microsoft.Extensions.Logging.EventId eventId, string state,
                Exception exception, System.Reflection.MethodInfo format)
            {
                if (chip.IsLogBroken)
                {
                    throw new OutOfMemoryException();
                }

                chip.Lines.Add(state);
            }
        }
    }
}

namespace nanoFramework.Logging.Debug
{
    public sealed class DebugLoggerFactory;
}
