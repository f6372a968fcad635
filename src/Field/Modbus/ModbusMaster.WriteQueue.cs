using System;

namespace FieldNode.Field.Modbus
{
    /// <summary>
    /// The queue of writes. A value stands in it from its command until its register was read back: it waits, is out, is to be read back.
    /// A value that waits is replaced by a newer one of its tag. docs/SPEC.md, "Commands", has the rules.
    /// </summary>
    public sealed partial class ModbusMaster
    {
        /// <summary>A line's queue has room for as many values as the line has writable points: this many at least,</summary>
        public const int WritesMin = 8;
        /// <summary>and this many at most. A line without writable points has no queue.</summary>
        public const int WritesMax = 64;

        private const int BytesPerWrite = 8;

        // writeState[]
        private const byte IsOlder = 0;     // waits; of a command before the one that comes in now
        private const byte IsOutdated = 1;  // waits; the command that comes in now has a newer value
        private const byte IsNew = 2;       // waits; of the command that comes in now
        private const byte IsOut = 3;       // is with the slave, or on its way
        private const byte IsConfirmed = 4; // is to be read back
        private const byte IsRefused = 5;   // likewise: hosts see what the slave holds instead

        private short[] writePoint;
        private byte[] writeSlave;
        private byte[] writeState;
        private byte[] writeBytes;  // the registers as they go on the wire; behind the last place one more, for what is only checked
        private int writeCount;
        private int writeAt;        // the entry that JobWrite or JobReadBack is about
        private int writeRoom;      // places that the command that comes in now has left
        private int writePlaced;    // where its last value went

        private void SealWrites()
        {
            int room = 0;
            for (int p = 0; p < pointCount; p++)
            {
                room += IsWritable(plan.Point(p)) ? 1 : 0;
            }

            room = room == 0 ? 0 : room < WritesMin ? WritesMin : room > WritesMax ? WritesMax : room;
            writePoint = new short[room];
            writeSlave = new byte[room];
            writeState = new byte[room];
            writeBytes = new byte[(room + 1) * BytesPerWrite];
            scansTurn = new byte[slaveCount + 1];
        }

        /// <inheritdoc />
        public void BeginWrites()
        {
            writeRoom = writePoint.Length - writeCount;
            writePlaced = -1;
            for (int i = 0; i < writeCount; i++)
            {
                if (writeState[i] <= IsNew)
                {
                    writeState[i] = IsOlder;
                }
            }
        }

        /// <inheritdoc />
        public WriteResult CheckWrite(int tag, double value, long bits)
        {
            int p = PointOf(tag);
            if (p < 0)
            {
                return WriteResult.NotMine;
            }

            ModbusPoint target = plan.Point(p);
            if (!IsWritable(target))
            {
                return WriteResult.NotWritable;
            }

            if (slaveState[SlaveOfPoint(p)] != Online)
            {
                return WriteResult.Offline;
            }

            if (!Encode(target, value, bits, writePoint.Length * BytesPerWrite))
            {
                return WriteResult.OutOfRange;
            }

            for (int i = 0; i < writeCount; i++)
            {
                if (writePoint[i] == p && writeState[i] == IsOlder)
                {
                    writeState[i] = IsOutdated;
                    writeRoom++;
                }
            }

            if (writeRoom == 0)
            {
                return WriteResult.QueueFull;
            }

            writeRoom--;
            return WriteResult.Queued;
        }

        /// <inheritdoc />
        public bool Write(int tag, double value, long bits)
        {
            int p = PointOf(tag);
            if (p < 0)
            {
                return false;
            }

            int place = PlaceOf(p);
            Encode(plan.Point(p), value, bits, place * BytesPerWrite);
            writePoint[place] = (short)p;
            writeSlave[place] = (byte)SlaveOfPoint(p);
            writeState[place] = IsNew;
            writePlaced = place;
            nextDueMs = 0;
            return true;
        }

        /// <summary>
        /// Where a value of the new command goes: to the place of the one that it replaces, so that it waits no longer than that would have;
        /// but never before a value of its own command, whose order is kept.
        /// </summary>
        private int PlaceOf(int p)
        {
            int place = -1;
            for (int i = writeCount - 1; i >= 0; i--)
            {
                if (writePoint[i] != p || writeState[i] != IsOutdated)
                {
                    continue;
                }

                if (i <= writePlaced)
                {
                    RemoveWrite(i);
                    place -= place > i ? 1 : 0;
                    continue;
                }

                if (place >= 0)
                {
                    RemoveWrite(place);
                }

                place = i;
            }

            return place >= 0 ? place : writeCount++;
        }

        /// <summary>
        /// The next request of the queue, or the scan that comes before it. What a slave is to be told keeps its order, with the read-back between two
        /// writes: the echo of functions 15 and 16 does not name the value, and a late one is past once the read-back was answered. A slave that rests or
        /// has its pause holds up nobody else.
        /// </summary>
        private bool BeginNextWrite(long nowMs, bool onlyReadBack)
        {
            for (int i = 0; i < writeCount; i++)
            {
                int of = writeSlave[i];
                bool waits = writeState[i] < IsOut;
                if ((waits && onlyReadBack) || IsHeldUp(i))
                {
                    continue;
                }

                long dueMs = waits || readyMs[of] > quietUntilMs[of] ? readyMs[of] : quietUntilMs[of];
                if (dueMs <= nowMs)
                {
                    if (waits && scansTurn[of] != 0 && BeginNextScan(nowMs, of))
                    {
                        return true;
                    }

                    writeAt = i;
                    if (waits)
                    {
                        scansTurn[of] = 1;
                        scansTurn[slaveCount] = 1;
                        BeginWrite();
                    }
                    else
                    {
                        Begin(JobReadBack, writePoint[i], of);
                    }

                    return true;
                }

                nextDueMs = dueMs < nextDueMs ? dueMs : nextDueMs;
            }

            return false;
        }

        // An earlier entry of its slave was passed by: it waits for the slave's rest.
        private bool IsHeldUp(int index)
        {
            for (int i = 0; i < index; i++)
            {
                if (writeSlave[i] == writeSlave[index])
                {
                    return true;
                }
            }

            return false;
        }

        /// <summary>A slave is given up: nothing that waits for it is sent later, and each is told.</summary>
        private void DropWrites(int ofSlave)
        {
            int i = 0;
            while (i < writeCount)
            {
                if (writeSlave[i] != ofSlave)
                {
                    i++;
                    continue;
                }

                int state = writeState[i];
                int tag = plan.PointTag[writePoint[i]];
                RemoveWrite(i);
                if (state <= IsOut)
                {
                    TellWrite(tag, state == IsOut ? WriteResult.NotConfirmed : WriteResult.Dropped);
                }
            }
        }

        private void RemoveWrite(int index)
        {
            writeCount--;
            int rest = writeCount - index;
            Array.Copy(writePoint, index + 1, writePoint, index, rest);
            Array.Copy(writeSlave, index + 1, writeSlave, index, rest);
            Array.Copy(writeState, index + 1, writeState, index, rest);
            Array.Copy(writeBytes, (index + 1) * BytesPerWrite, writeBytes, index * BytesPerWrite, rest * BytesPerWrite);
            writeAt -= writeAt > index ? 1 : 0;
            writePlaced -= writePlaced >= index ? 1 : 0;
        }

        private void TellWrite(int tag, WriteResult result)
        {
            if (Listener != null)
            {
                Listener.OnWrite(tag, result);
            }
        }

        private static bool IsWritable(ModbusPoint target)
        {
            return target.Writable && target.CanWrite;
        }

        private int PointOf(int tag)
        {
            for (int p = 0; p < pointCount; p++)
            {
                if (plan.PointTag[p] == tag)
                {
                    return p;
                }
            }

            return -1;
        }

        private int SlaveOfPoint(int p)
        {
            int of = 0;
            while (of + 1 < plan.ScanCount && plan.RequestFirst[plan.ScanFirst[of + 1]] <= p)
            {
                of++;
            }

            return plan.ScanSlave[of];
        }
    }
}
