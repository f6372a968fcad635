using System;
using System.Threading;
using FieldNode.Journal;
using nanoFramework.Runtime.Native;

namespace FieldNode.Esp32
{
    /// <summary>
    /// A thread that looks whether the loop still turns, and restarts the board with a mark if it does not: an endless loop in managed
    /// code would otherwise look like a lost supply. It counts its own looks and not the clock, for in a native freeze both stand still,
    /// and the freeze is the external watchdog's to judge.
    /// </summary>
    public sealed class HangGuard
    {
        private const int LookMs = 5000;
        private const int LooksMax = 24; // 2 minutes of looks

        private readonly PowerPort power;

        /// <summary>A guard of a loop that pets this power port.</summary>
        public HangGuard(PowerPort power)
        {
            this.power = power;
        }

        /// <summary>Starts the thread.</summary>
        public void Start()
        {
            new Thread(Run).Start();
        }

        private void Run()
        {
            int seen = power.Turns;
            int stale = 0;
            while (true)
            {
                Thread.Sleep(LookMs);
                int turns = power.Turns;
                stale = turns == seen ? stale + 1 : 0;
                seen = turns;
                if (stale >= LooksMax)
                {
                    Restart();
                }
            }
        }

        // An exception would end this thread in silence, and nobody would look any more: so it tries again with the next look.
        private void Restart()
        {
            try
            {
                power.Reboot((int)RunEnd.Hang);
            }
            catch (Exception)
            {
                Power.RebootDevice();
            }
        }
    }
}
