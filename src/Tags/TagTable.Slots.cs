#if !NANOFRAMEWORK_1_0
namespace FieldNode.Tags
{
    /// <summary>
    /// What is looked at for each changed tag. The device has an array for each (an object per tag would cost it 12 bytes a field); a PC
    /// has them side by side, so that a tag is found once and lies in one line of the cache. The columns are written like the arrays.
    /// </summary>
    public sealed partial class TagTable
    {
        private readonly Slot[] slots;

        private struct Slot
        {
            public ulong Head;       // of a Float: the image up to the stamp, at most eight bytes of it
            public int FloatSize;    // of a Float whose head is that short: DataCount, unless it is 0 meanwhile; of all others -1
            public int ValueAt;
            public int DataAt;
            public int DataCount;
            public short Next;
            public byte State;
            public byte Device;
        }

        private readonly struct ValueAtColumn
        {
            private readonly Slot[] slots;

            public ValueAtColumn(Slot[] slots)
            {
                this.slots = slots;
            }

            public ref int this[int tag]
            {
                get { return ref slots[tag].ValueAt; }
            }
        }

        private readonly struct DataAtColumn
        {
            private readonly Slot[] slots;

            public DataAtColumn(Slot[] slots)
            {
                this.slots = slots;
            }

            public ref int this[int tag]
            {
                get { return ref slots[tag].DataAt; }
            }
        }

        private readonly struct DataCountColumn
        {
            private readonly Slot[] slots;

            public DataCountColumn(Slot[] slots)
            {
                this.slots = slots;
            }

            public ref int this[int tag]
            {
                get { return ref slots[tag].DataCount; }
            }
        }

        private readonly struct NextColumn
        {
            private readonly Slot[] slots;

            public NextColumn(Slot[] slots)
            {
                this.slots = slots;
            }

            public ref short this[int tag]
            {
                get { return ref slots[tag].Next; }
            }
        }

        private readonly struct StateColumn
        {
            private readonly Slot[] slots;

            public StateColumn(Slot[] slots)
            {
                this.slots = slots;
            }

            public ref byte this[int tag]
            {
                get { return ref slots[tag].State; }
            }
        }

        private readonly struct DeviceColumn
        {
            private readonly Slot[] slots;

            public DeviceColumn(Slot[] slots)
            {
                this.slots = slots;
            }

            public ref byte this[int tag]
            {
                get { return ref slots[tag].Device; }
            }
        }
    }
}
#endif
