using System;
using System.Threading;
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

        /// <summary>Runs the node.</summary>
        public static void Main()
        {
            Boot boot = null;
            try
            {
                boot = new Boot();
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
