using System;
using System.Reflection;
using FieldNode.Loader;
using FieldNode.Update;

namespace FieldNode.Esp32.Loader
{
    /// <summary>
    /// Assemblies of a slot by Assembly.Load(byte[]) of nanoFramework 1.x: the array is the image, without a second copy, and stays. A cut or changed
    /// image, or one whose references are not there yet, throws and is forgotten; what was loaded before it is not.
    /// </summary>
    internal sealed class SlotImages : ISlotLoader
    {
        // The seam between a loader and all firmware after it; see Program of the firmware.
        private const string EntryClass = "FieldNode.Esp32.Program";
        private const string EntryMethod = "Start";

        /// <summary>What is called to start what was loaded, else null.</summary>
        internal MethodInfo Entry { get; private set; }

        /// <inheritdoc />
        public LoadResult Load(SlotCheck slot)
        {
            Entry = null;
            int loaded = 0;
            try
            {
                Assembly last = null;
                for (int i = 0; i < slot.Manifest.Parts; i++)
                {
                    if (slot.Manifest.KindOf(i) == PartKind.Assembly)
                    {
                        last = Assembly.Load(slot.PartOf(i));
                        loaded++;
                    }
                }

                Type type = last.GetType(EntryClass); // the program is the last one
                Entry = type == null ? null : type.GetMethod(EntryMethod);
            }
            catch (Exception)
            {
                // The manifest said what this runtime should take, and it does not.
            }

            return Entry != null ? LoadResult.Loaded : loaded == 0 ? LoadResult.Nothing : LoadResult.Stuck;
        }
    }
}
