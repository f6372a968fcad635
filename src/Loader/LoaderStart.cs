using FieldNode.Update;

namespace FieldNode.Loader
{
    /// <summary>From the choice to what is started.</summary>
    public static class LoaderStart
    {
        /// <summary>Loads what was chosen. What the runtime refuses is refused for good, and the next is chosen.</summary>
        /// <returns>True: the choice stands. False: something of what was refused stays loaded, so the board must restart; the next start chooses another.</returns>
        public static bool Load(BootChoice choice, ISlotLoader loader)
        {
            while (choice.Slot != UpdateRecord.Factory)
            {
                LoadResult result = loader.Load(choice.Firmware);
                if (result == LoadResult.Loaded)
                {
                    return true;
                }

                choice.LoadFailed();
                if (result == LoadResult.Stuck)
                {
                    return false;
                }
            }

            return true;
        }

        /// <summary>What the firmware is told of the choice; null where nothing could be chosen, which starts the factory's.</summary>
        public static HandOver Tell(BootChoice choice)
        {
            return choice == null ? new HandOver(BootChoice.LoaderVersion, UpdateRecord.Factory, false, false, null)
                : new HandOver(BootChoice.LoaderVersion, choice.Slot, choice.IsTrial, choice.IsRestricted, choice.Settings);
        }
    }
}
