using System;
using nanoFramework.Runtime.Native;

namespace FieldNode.Esp32
{
    /// <summary>
    /// The wall clock against the monotonic one. They are read together: what runs between the two readings would else look as if somebody
    /// had set the wall clock. Ticks may be as coarse as 10 ms, so less than <see cref="StepMs"/> is no step.
    /// </summary>
    internal sealed class ClockPair
    {
        /// <summary>The wall clock was set if it went otherwise than the ticks by so much, in ms.</summary>
        internal const long StepMs = 100;

        private const long TogetherMs = 20;
        private const int Tries = 3;

        private long offsetMs;          // wall clock less ticks, as last kept
        private long believedOffsetMs;
        private bool isOurs;            // we set the clock ourselves, and have not looked since

        /// <summary>Ticks of the last look, in ms.</summary>
        internal long TickMs { get; private set; }

        /// <summary>Wall clock of the last look, ms since 1970 UTC.</summary>
        internal long UtcMs { get; private set; }

        /// <summary>True once a time was kept as believed.</summary>
        internal bool HasBelieved { get; private set; }

        /// <summary>True if the clock was set between the last look that was kept and this one.</summary>
        internal bool IsStep
        {
            get
            {
                long movedMs = UtcMs - TickMs - offsetMs;
                return !isOurs && (movedMs > StepMs || movedMs < -StepMs);
            }
        }

        /// <summary>Reads both clocks.</summary>
        /// <returns>False if something ran between them each time: nothing can be said then.</returns>
        internal bool Look()
        {
            for (int i = 0; i < Tries; i++)
            {
                long beforeMs = DeviceClock.TickMs();
                long utcMs = DeviceClock.SystemUtcMs();
                long tickMs = DeviceClock.TickMs();
                if (tickMs - beforeMs <= TogetherMs)
                {
                    TickMs = tickMs;
                    UtcMs = utcMs;
                    return true;
                }
            }

            return false;
        }

        /// <summary>Takes the last look as what the next is compared with.</summary>
        internal void Keep(bool isBelieved)
        {
            isOurs = false;
            offsetMs = UtcMs - TickMs;
            if (isBelieved)
            {
                HasBelieved = true;
                believedOffsetMs = offsetMs;
            }
        }

        /// <summary>Sets the clock to a time that is believed; no step to the next look.</summary>
        internal void Set(long utcMs)
        {
            try
            {
                Rtc.SetSystemTime(DateTime.UnixEpoch.AddTicks(utcMs * 10000));
            }
            catch (Exception)
            {
                return; // it is tried again with the next look
            }

            isOurs = true;
            HasBelieved = true;
            believedOffsetMs = utcMs - DeviceClock.TickMs();
            if (Look())
            {
                Keep(true);
            }
        }

        /// <summary>Sets the clock to the time that was believed last, carried on by the ticks.</summary>
        internal void PutBack()
        {
            Set(TickMs + believedOffsetMs);
        }
    }
}
