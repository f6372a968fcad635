using System;
using System.Threading;

namespace FieldNode.Esp32
{
    /// <summary>
    /// Monotonic time from Environment.TickCount64 (nanoFramework.Runtime.Native: ms since start, 64 bits, not moved by setting the
    /// clock); wall clock from DateTime.UtcNow, and 0 while the time keeper does not believe it, so that no birth and no handshake has
    /// a wrong date.
    /// </summary>
    public sealed class DeviceClock : IClock
    {
        private const long TicksPerMs = 10000;

        private readonly TimeKeeper time;

        /// <summary>A clock that shows what the time keeper believes.</summary>
        public DeviceClock(TimeKeeper time)
        {
            this.time = time;
        }

        /// <summary>Milliseconds since 1970 UTC as the system has them, believed or not.</summary>
        public static long SystemUtcMs()
        {
            // A difference: the runtime counts its ticks from 1601.
            return (DateTime.UtcNow.Ticks - DateTime.UnixEpoch.Ticks) / TicksPerMs;
        }

        /// <summary>Milliseconds since start.</summary>
        public static long TickMs()
        {
            return Environment.TickCount64;
        }

        /// <inheritdoc />
        public long NowMs()
        {
            return TickMs();
        }

        /// <inheritdoc />
        public long UtcMs()
        {
            long utcMs = SystemUtcMs();
            return time.Believes(utcMs) ? utcMs : 0;
        }

        /// <inheritdoc />
        public void Sleep(int ms)
        {
            Thread.Sleep(Leds.SleepOf(ms)); // the loop comes by early, looks, and sleeps again
        }
    }
}
