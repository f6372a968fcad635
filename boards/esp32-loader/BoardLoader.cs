using System;
using System.Reflection;
using FieldNode.Journal;
using FieldNode.Loader;
using FieldNode.Update;

namespace FieldNode.Esp32.Loader
{
    /// <summary>
    /// One start of a board that can be updated: chooses a slot or the deployed (factory) firmware, loads it and starts it. What it needs of rooms and
    /// ports is the factory firmware's: both are deployed together.
    /// </summary>
    public static class BoardLoader
    {
        /// <summary>Runs what was chosen. It returns only for a restart.</summary>
        public static void Run()
        {
            MethodInfo entry;
            object[] start;
            bool canGoOn = true;
            try
            {
                canGoOn = Choose(out entry, out start);
            }
            catch (Exception)
            {
                // Memory or flash: the factory firmware needs less of both, and says what is wrong.
                entry = null;
                start = LoaderStart.Tell(null).Pack();
            }

            // What Choose needed is free by now: the runtime keeps what a frame still names.
            if (canGoOn)
            {
                Start(entry, start);
            }
        }

        private static bool Choose(out MethodInfo entry, out object[] start)
        {
            BootChoice choice = new BootChoice(new FlashStore(FlashStore.UsualFolder), new DeviceHmac(),
                UpdateFacts.Target(null, 0, BootChoice.LoaderVersion), new DeviceLibraries(), FactoryFirmware.Sequence);
            SlotImages images = new SlotImages();
            bool canGoOn = LoaderStart.Load(choice, images);
            entry = choice.Slot == UpdateRecord.Factory ? null : images.Entry;
            start = LoaderStart.Tell(choice).Pack();
            return canGoOn;
        }

        private static void Start(MethodInfo entry, object[] start)
        {
            try
            {
                if (entry != null)
                {
                    entry.Invoke(null, new object[] { start });
                }
                else
                {
                    FactoryFirmware.Start(start);
                }
            }
            catch (Exception)
            {
                BootRecord.Look(new FlashStore(FlashStore.UsualFolder)).Mark(RunEnd.Exception);
            }
        }
    }
}
