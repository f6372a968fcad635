using System;
using System.Threading;
using nanoFramework.Runtime.Native;

namespace FieldNode.Esp32.Loader
{
    /// <summary>Where the runtime begins on a board that can be updated. Deployed at the bench with the factory firmware, and never updated over the air.</summary>
    public static class Program
    {
        private const int PauseMs = 5000; // as the firmware's: a board that fails at once must not wear its flash out

        /// <summary>Loads and starts. Nothing gets out of here but by a restart.</summary>
        public static void Main()
        {
            try
            {
                BoardLoader.Run();
            }
            catch (Exception)
            {
                // The restart comes anyway.
            }

            Thread.Sleep(PauseMs);
            Power.RebootDevice();
            Thread.Sleep(Timeout.Infinite);
        }
    }
}
