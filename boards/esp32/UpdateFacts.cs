using System;
using FieldNode.Settings;
using FieldNode.Update;
using nanoFramework.Hardware.Esp32;

namespace FieldNode.Esp32
{
    /// <summary>What bundles have to fit on a board.</summary>
    public static class UpdateFacts
    {
        /// <summary>Drives from here on have two slots for firmware, in KB.</summary>
        public const int TwoSlotsKb = 2048;

        private const int SmallDriveChunks = 52; // of the 64 blocks of 256 KB; settings, certificates and a journal need the rest
        private const int SmallHeapChunks = 6;   // a bundle of settings is read back whole, beside a node in 90 KB of heap

        /// <summary>True if the chip has PSRAM: firmware from a slot runs from memory, more than the chip's own.</summary>
        public static bool HasPsram()
        {
            try
            {
                NativeMemory.GetMemoryInfo(NativeMemory.MemoryType.SpiRam, out uint total, out uint free, out uint largest);
                return total > 0;
            }
            catch (Exception)
            {
                return false;
            }
        }

        /// <summary>What bundles have to fit.</summary>
        /// <param name="board">Name of the board, null where nobody asks.</param>
        /// <param name="driveKb">Size of drive I: in KB; the runtime does not tell it.</param>
        /// <param name="loader">Version of the loader.</param>
        public static UpdateTarget Target(string board, int driveKb, int loader)
        {
            UpdateTarget target = new UpdateTarget();
            target.Board = board;
            target.Loader = loader;
            target.CanRunAssemblies = HasPsram();
            if (driveKb < TwoSlotsKb)
            {
                target.FirmwareSlots = 1;
                target.FirmwareBytesMax = SmallDriveChunks * Manifest.ChunkBytes;
            }

            if (!target.CanRunAssemblies)
            {
                target.SmallBytesMax = SmallHeapChunks * Manifest.ChunkBytes;
            }

            return target;
        }
    }
}
