using System;

namespace FieldNode
{
    /// <summary>
    /// Runs a node's loop and guards it: an exception in a step is counted and the loop goes on; several in a row mean that this run
    /// is lost, and the board restarts. An exception that leaves a thread would end it silently on the device.
    /// </summary>
    public sealed class Supervisor
    {
        /// <summary>Steps in a row that may fail before the board restarts.</summary>
        public const int FaultsMax = 5;

        /// <summary>Reason of a restart after <see cref="FaultsMax"/>.</summary>
        public const int RebootStepFaults = 1;

        /// <summary>Reason of a restart that the node was asked for.</summary>
        public const int RebootAsked = 5;

        private const int StopTimeoutMs = 10000;
        private const int PauseAfterFaultMs = 100;

        private readonly Node node;
        private readonly IClock clock;
        private readonly IPower power;
        private int faultsInARow;
        private bool stopAsked; // set by another thread on a PC; a plain field, since a late look does no harm
        private bool isStopping; // the node has been told
        private long stopByMs;

        /// <summary>A supervisor of one node.</summary>
        public Supervisor(Node node, IClock clock, IPower power)
        {
            this.node = node;
            this.clock = clock;
            this.power = power;
        }

        /// <summary>The last exception that a step threw, or null; for a log.</summary>
        public Exception LastFault { get; private set; }

        /// <summary>Asks <see cref="Run"/> to end: NDEATH and DISCONNECT first. It may come in the midst of a step.</summary>
        public void Stop()
        {
            stopAsked = true;
        }

        /// <summary>The run has ended, or ends, because a restart was asked for.</summary>
        public bool IsRestarting
        {
            get { return node.IsRestartWanted && !stopAsked; }
        }

        /// <summary>Runs until <see cref="Stop"/>, until a restart that was asked for, or until the run is lost.</summary>
        /// <returns>True after an intended end, see <see cref="IsRestarting"/>; false if steps failed.</returns>
        public bool Run()
        {
            while (Turn())
            {
            }

            return faultsInARow < FaultsMax;
        }

        /// <summary>One turn of the loop: a step, and the sleep that it allows.</summary>
        /// <returns>False once the run has ended.</returns>
        public bool Turn()
        {
            int sleepMs = StepOnce();
            if (faultsInARow >= FaultsMax)
            {
                Keep();
                power.Reboot(RebootStepFaults);
                return false;
            }

            if (isStopping && (node.IsStopped || clock.NowMs() > stopByMs))
            {
                Keep(); // of a session that does not end, too
                if (IsRestarting)
                {
                    power.Reboot(RebootAsked);
                }

                return false;
            }

            power.Pet();
            if (sleepMs > 0 && IsEndAsked == isStopping)
            {
                clock.Sleep(sleepMs);
            }

            return true;
        }

        // The journal must outlive this run. It may be what fails.
        private void Keep()
        {
            try
            {
                node.KeepForGood(clock.NowMs());
            }
            catch (Exception e)
            {
                LastFault = e;
            }
        }

        // By an operator, or by the node, which hears hosts.
        private bool IsEndAsked
        {
            get { return stopAsked || node.IsRestartWanted; }
        }

        private int StepOnce()
        {
            try
            {
                long nowMs = clock.NowMs();
                long utcMs = clock.UtcMs();
                if (IsEndAsked && !isStopping)
                {
                    isStopping = true;
                    stopByMs = nowMs + StopTimeoutMs;
                    node.Stop(nowMs, utcMs);
                }

                int sleepMs = node.Step(nowMs, utcMs);
                faultsInARow = 0;
                return sleepMs;
            }
            catch (Exception e)
            {
                faultsInARow++;
                LastFault = e;
                CountFault();
                return PauseAfterFaultMs;
            }
        }

        // What failed may fail here again: memory, flash. The fault in a row is counted all the same.
        private void CountFault()
        {
            try
            {
                node.CountStepFault();
            }
            catch (Exception e)
            {
                LastFault = e;
            }
        }
    }
}
