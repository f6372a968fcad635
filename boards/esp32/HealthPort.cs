using FieldNode.Journal;
using nanoFramework.Hardware.Esp32;
using GC = nanoFramework.Runtime.Native.GC;

namespace FieldNode.Esp32
{
    /// <summary>
    /// Free memory. GC.Run (nanoFramework.Runtime.Native 1.7.11) collects and answers what the managed heap has left; it costs some ms
    /// with PSRAM, so it runs at one reading in <see cref="ReadingsPerRun"/>. Native memory of the chip itself (Hardware.Esp32 1.6.40) is
    /// what a handshake needs 40 to 70 KB of; where that is the smaller of both, it is shown.
    /// </summary>
    public sealed class HealthPort : IHealth
    {
        private const int ReadingsPerRun = 6;

        private readonly int lastReset;
        private int reading;
        private long managedBytes;

        /// <summary>Health of a board whose last run ended so.</summary>
        public HealthPort(RunEnd lastEnd)
        {
            lastReset = (int)lastEnd;
        }

        /// <inheritdoc />
        public int LastReset()
        {
            return lastReset;
        }

        /// <inheritdoc />
        public long FreeMemoryBytes()
        {
            if (reading == 0)
            {
                managedBytes = GC.Run(false);
            }

            reading = (reading + 1) % ReadingsPerRun;
            NativeMemory.GetMemoryInfo(NativeMemory.MemoryType.Internal, out uint total, out uint free, out uint largest);
            long nativeBytes = free;
            return nativeBytes < managedBytes ? nativeBytes : managedBytes;
        }
    }
}
