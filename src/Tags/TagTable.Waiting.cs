#if !NANOFRAMEWORK_1_0
using System;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FieldNode.Tags
{
    /// <summary>
    /// The tags that wait for a frame. The device links them in a list; a PC puts them into an array per device. Both hand out the last
    /// one first; but from a list a processor learns only with each tag where the next one is, and stands still for it.
    /// <para>A tag waits if the round in its record is that of its device. The device's round ends when all that waited have been taken:
    /// with one number none of them waits any longer, instead of one store for each, and stores are what a PC is short of here.</para>
    /// </summary>
    public sealed unsafe partial class TagTable
    {
        private Queue[] queueArray;              // pinned, and by address
        private Queue* queues;                   // by device
        private nint[] waiting;                  // pinned: records, device by device

        private const ulong OneRound = 1UL << 32;

        [StructLayout(LayoutKind.Explicit, Size = 32)] // found with a shift
        private struct Queue
        {
            [FieldOffset(0)] public byte** End;  // behind the last record that waits
            [FieldOffset(8)] public byte** Start;
            [FieldOffset(16)] public ulong Rounds; // the round where a record has it, behind a value's four bytes; only this is written
            [FieldOffset(20)] public uint Round; // the same: 1 or more; 0 in a record: does not wait
        }

        private void AllocateWaiting(int devicesMax)
        {
            queueArray = GC.AllocateArray<Queue>(devicesMax, pinned: true);
            queues = (Queue*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(queueArray));
            waiting = GC.AllocateArray<nint>(tagsMax, pinned: true);
        }

        /// <summary>Gives each device room for all its tags.</summary>
        private void LayWaiting()
        {
            byte** at = (byte**)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(waiting));
            for (int owner = 0; owner < deviceCount; owner++)
            {
                queues[owner].Start = at;
                queues[owner].End = at;
                queues[owner].Rounds = OneRound;
                for (int tag = 0; tag < count; tag++)
                {
                    at += device[tag] == owner ? 1 : 0;
                }
            }
        }

        private bool IsWaiting(int tag)
        {
            byte* record = RecordOf(tag);
            return *(uint*)(record + RoundInRecord) == queues[record[DeviceInRecord]].Round;
        }

        private partial void Enqueue(int tag)
        {
            if (!IsWaiting(tag))
            {
                byte* record = RecordOf(tag);
                Queue* queue = queues + record[DeviceInRecord];
                *(uint*)(record + RoundInRecord) = queue->Round;
                Push(queue, record);
                GC.KeepAlive(this);
            }
        }

        private partial void WaitForNothing(int ofDevice)
        {
            Queue* queue = QueueOf(ofDevice);
            Shorten(queue, queue->Start);
            GC.KeepAlive(this);
        }

        public partial bool HasChanges(int ofDevice)
        {
            Queue* queue = QueueOf(ofDevice);
            return queue->End != queue->Start;
        }

        public partial int NextToTell(bool[] told, int from)
        {
            byte[] online = deviceOnline;
            for (int of = from; of < told.Length; of++)
            {
                if (HasChanges(of) || (online[of] != 0) != told[of])
                {
                    return of;
                }
            }

            return -1;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Push(Queue* queue, byte* record)
        {
            byte** end = queue->End;
            *end = record;
            queue->End = end + 1;
        }

        /// <summary>The last ones were taken: those from an end onwards. The others wait on.</summary>
        private static void Shorten(Queue* queue, byte** end)
        {
            for (byte** taken = end; taken != queue->End; taken++)
            {
                *(uint*)(*taken + RoundInRecord) = 0;
            }

            queue->End = end;
        }

        // Once in four billion frames: a record whose tag has not changed since then would seem to wait.
        [MethodImpl(MethodImplOptions.NoInlining)]
        private int BeginRoundsAnew(Queue* queue, int length)
        {
            queue->Rounds = OneRound;
            for (int tag = 0; tag < count; tag++)
            {
                byte* record = RecordOf(tag);
                if (queues + record[DeviceInRecord] == queue)
                {
                    *(uint*)(record + RoundInRecord) = 0;
                }
            }

            return length;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private Queue* QueueOf(int ofDevice)
        {
            if ((uint)ofDevice >= (uint)deviceCount)
            {
                ThrowNoSuchDevice();
            }

            return queues + (nuint)(uint)ofDevice;
        }

        [DoesNotReturn]
        private static void ThrowNoSuchDevice()
        {
            throw new ArgumentException("no such device");
        }
    }
}
#endif
