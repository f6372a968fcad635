using System;
using System.Threading;
using FieldNode.Update;
using nanoFramework.Runtime.Native;

namespace FieldNode.Esp32
{
    /// <summary>
    /// Where the runtime begins. An exception that leaves a thread ends it in silence, and a Main that returns leaves the board in the
    /// debugger's loop: so nothing gets out of here but by a restart.
    /// </summary>
    public static class Program
    {
        private const int PauseMs = 5000; // a board that fails at once must not wear its flash out

        /// <summary>Runs the node where it was deployed without a loader; nothing updates it then.</summary>
        public static void Main()
        {
            Run(null);
        }

        /// <summary>
        /// What a loader calls, in the deployed firmware or in that of a slot. Its name, that of its class and its parameter are the seam between a loader
        /// and all firmware after it: never changed.
        /// </summary>
        /// <param name="start">See HandOver.</param>
        public static void Start(object[] start)
        {
            Run(HandOver.Unpack(start));
        }

        private static void Run(HandOver start)
        {
            Boot boot = null;
            try
            {
                boot = new Boot(start);
                boot.Run();
            }
            catch (Exception e)
            {
                Report(boot, e);
            }

            Thread.Sleep(PauseMs);
            Power.RebootDevice();
            Thread.Sleep(Timeout.Infinite);
        }

        private static void Report(Boot boot, Exception e)
        {
            try
            {
                if (boot != null)
                {
                    boot.Crash(e);
                }
            }
            catch (Exception)
            {
                // The restart comes anyway.
            }
        }
    }
}
