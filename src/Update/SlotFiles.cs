using System;
using FieldNode.Journal;

namespace FieldNode.Update
{
    /// <summary>The files of a slot: its head (offer and seal), its list of digests, its chunks.</summary>
    public sealed class SlotFiles
    {
        /// <summary>The list as a number of a file; chunks are 0 and above.</summary>
        public const int List = -1;

        private readonly IFlashStore store;
        private readonly string prefix;

        /// <summary>The files of a slot in a store.</summary>
        public SlotFiles(IFlashStore store, int slot)
        {
            this.store = store;
            prefix = slot == 0 ? "slot-a." : "slot-b.";
        }

        /// <summary>Writes the head.</summary>
        public bool WriteHead(byte[] offer, int count, byte[] seal)
        {
            byte[] head = new byte[count + Seal.Bytes];
            Array.Copy(offer, 0, head, 0, count);
            Array.Copy(seal, 0, head, count, Seal.Bytes);
            return store.Write(prefix + "head", head, 0, head.Length);
        }

        /// <summary>Reads the head: an offer, and behind it the seal.</summary>
        /// <param name="head">At least Manifest.OfferMax + Seal.Bytes long.</param>
        /// <returns>Bytes of the offer, or -1 if there is none.</returns>
        public int ReadHead(byte[] head)
        {
            int count = store.Read(prefix + "head", head, 0, head.Length) - Seal.Bytes;
            return count > 0 ? count : -1;
        }

        /// <summary>Writes a chunk, or the list.</summary>
        public bool Write(int file, byte[] bytes, int count)
        {
            return store.Write(NameOf(file), bytes, 0, count);
        }

        /// <summary>Reads a chunk, or the list, of a known length.</summary>
        /// <returns>False if it is shorter, or not there.</returns>
        public bool Read(int file, byte[] into, int count)
        {
            return store.Read(NameOf(file), into, 0, count) == count;
        }

        /// <summary>Deletes a chunk.</summary>
        public bool Delete(int file)
        {
            return store.Delete(NameOf(file));
        }

        private string NameOf(int file)
        {
            return file == List ? prefix + "list" : prefix + (1000 + file).ToString().Substring(1);
        }
    }
}
