namespace FieldNode.Tags
{
    public sealed partial class TagTable
    {
        /// <summary>
        /// The next device that has changes, or whose state (online or not) is another than what was told of it; so that a step in which
        /// nothing happened costs little for each device.
        /// </summary>
        /// <param name="told">By device: true if it was last told to be online.</param>
        /// <param name="from">The first device to look at.</param>
        /// <returns>The device, or -1 if there is none any more.</returns>
        public int NextToTell(bool[] told, int from)
        {
            byte[] online = deviceOnline;
#if NANOFRAMEWORK_1_0
            int[] changes = head;
#endif
            for (int of = from; of < told.Length; of++)
            {
#if NANOFRAMEWORK_1_0
                if (changes[of] != NoTag || (online[of] != 0) != told[of])
#else
                if (IsAnyWaiting(of) || (online[of] != 0) != told[of])
#endif
                {
                    return of;
                }
            }

            return -1;
        }
    }
}
