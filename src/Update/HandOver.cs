using System;

namespace FieldNode.Update
{
    /// <summary>
    /// What a loader tells the firmware that it starts. Both are assemblies of their own, made at different times, so it goes over as arrays of the
    /// core library's types (<see cref="Pack"/>); numbers and arrays are appended to, never reordered. Settings and certificates are those of a slot
    /// that count before the node's own.
    /// </summary>
    public sealed class HandOver
    {
        private const int NumbersAt = 0, NamesAt = 1, ContentsAt = 2, Arrays = 3;
        private const int LoaderAt = 0, SlotAt = 1, BitsAt = 2, Numbers = 3;
        private const int TrialBit = 1, RestrictedBit = 2;

        private string[] names;
        private object[] contents; // of byte[]: casts of jagged arrays are nothing to rely on

        /// <summary>What a loader has to say.</summary>
        /// <param name="loader">Its version, from 1.</param>
        /// <param name="slot">The slot that is started, or UpdateRecord.Factory.</param>
        /// <param name="isTrial">True if firmware or settings are on trial.</param>
        /// <param name="isRestricted">True for a factory firmware that is too old to do more than connect and be updated.</param>
        /// <param name="settings">The slot whose settings and certificates count, read and found right; null: none.</param>
        public HandOver(int loader, int slot, bool isTrial, bool isRestricted, SlotCheck settings)
        {
            Loader = loader;
            Slot = slot;
            IsTrial = isTrial;
            IsRestricted = isRestricted;
            int count = 0;
            for (int i = 0; settings != null && i < settings.Manifest.Parts; i++)
            {
                count += IsHandedOver(settings.Manifest.KindOf(i)) ? 1 : 0;
            }

            names = new string[count];
            contents = new object[count];
            for (int i = settings == null ? 0 : settings.Manifest.Parts; i > 0; i--)
            {
                if (IsHandedOver(settings.Manifest.KindOf(i - 1)))
                {
                    count--;
                    names[count] = settings.Manifest.NameOf(i - 1);
                    contents[count] = settings.PartOf(i - 1);
                }
            }
        }

        private HandOver(int[] numbers, string[] names, object[] contents)
        {
            Loader = numbers[LoaderAt];
            Slot = numbers[SlotAt];
            IsTrial = (numbers[BitsAt] & TrialBit) != 0;
            IsRestricted = (numbers[BitsAt] & RestrictedBit) != 0;
            this.names = names;
            this.contents = contents;
        }

        /// <summary>Version of the loader.</summary>
        public int Loader { get; }

        /// <summary>The slot that was started, or UpdateRecord.Factory.</summary>
        public int Slot { get; }

        /// <summary>True if firmware or settings are on trial.</summary>
        public bool IsTrial { get; }

        /// <summary>True if this firmware is too old to do more than connect and be updated.</summary>
        public bool IsRestricted { get; }

        /// <summary>Number of settings and certificates.</summary>
        public int Count
        {
            get { return names.Length; }
        }

        /// <summary>Name of one of them.</summary>
        public string NameOf(int index)
        {
            return names[index];
        }

        /// <summary>The bytes of one of them.</summary>
        public byte[] ContentOf(int index)
        {
            return (byte[])contents[index];
        }

        /// <summary>The bytes of one of them, or null if there is none of this name.</summary>
        public byte[] Find(string name)
        {
            for (int i = 0; i < names.Length; i++)
            {
                if (names[i] == name)
                {
                    return (byte[])contents[i];
                }
            }

            return null;
        }

        /// <summary>They have been read: lets go of them.</summary>
        public void Forget()
        {
            names = new string[0];
            contents = new object[0];
        }

        /// <summary>The same as arrays.</summary>
        public object[] Pack()
        {
            int bits = (IsTrial ? TrialBit : 0) | (IsRestricted ? RestrictedBit : 0);
            return new object[] { new[] { Loader, Slot, bits }, names, contents };
        }

        /// <summary>Reads what a loader of this or another version packed, and takes it out of there: its frame lives on below all others.</summary>
        /// <returns>It, or null if it is none.</returns>
        public static HandOver Unpack(object[] packed)
        {
            if (packed == null || packed.Length < Arrays)
            {
                return null;
            }

            int[] numbers = packed[NumbersAt] as int[];
            string[] names = packed[NamesAt] as string[];
            object[] contents = packed[ContentsAt] as object[];
            Array.Clear(packed, 0, packed.Length);
            bool isWhole = numbers != null && numbers.Length >= Numbers && names != null && contents != null && names.Length == contents.Length;
            return isWhole ? new HandOver(numbers, names, contents) : null;
        }

        private static bool IsHandedOver(PartKind kind)
        {
            return kind == PartKind.Settings || kind == PartKind.Certificate;
        }
    }
}
