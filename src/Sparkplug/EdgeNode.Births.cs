using System;
using System.Text;
using FieldNode.ProtoLite;

namespace FieldNode.Sparkplug
{
    /// <summary>Births of the node and its devices, and what a device leaves when it stops answering.</summary>
    public sealed partial class EdgeNode
    {
        private static readonly byte[] BdSeqName = Encoding.UTF8.GetBytes("bdSeq");
        private static readonly byte[] RebirthName = Encoding.UTF8.GetBytes("Node Control/Rebirth");

        private bool PublishBirths(long nowMs, long utcMs)
        {
            // A device that has just died, in the step of a rebirth say, is told dead first: not each host takes an NBIRTH for the end of all devices.
            for (int device = 1; device < born.Length; device++)
            {
                if (born[device] && !tags.IsDeviceOnline(device) && !StepState(device, nowMs, utcMs))
                {
                    return false;
                }
            }

            ForgetBirths();
            heldUntilMs = NoHold;
            StampUnset();

            if (!PublishBirth(0, nowMs, utcMs))
            {
                return false;
            }

            for (int device = 1; device < born.Length; device++)
            {
                if (tags.IsDeviceOnline(device) && !IsHeld(device, nowMs) && !PublishBirth(device, nowMs, utcMs))
                {
                    return false;
                }
            }

            return true;
        }

        /// <summary>NBIRTH (seq 0, with bdSeq and the rebirth control, both without alias) or DBIRTH.</summary>
        private bool PublishBirth(int device, long nowMs, long utcMs)
        {
            if (journal != null)
            {
                KeepOf(device, false); // the birth has it; but a birth can be lost, too
                tags.BirthsHaveTold = journal.BirthsComeFirst;
            }

            int count = BuildBirth(device, utcMs);
            if (count < 0)
            {
                owner.OnEdgeEvent(EdgeEvent.BirthTooLong, device, 0);
                return false;
            }

            if (count > longestCount)
            {
                longestCount = count;
                longestDevice = device;
                LongestBirth = count > LongestBirth ? count : LongestBirth;
            }

            if (!Publish(Topic(device == 0 ? "NBIRTH" : "DBIRTH", device), count))
            {
                return false;
            }

            born[device] = true;
            if (device == 0)
            {
                NodeBirths++;
            }

            if (echo != null)
            {
                AwaitUntil(echo.Sent(device, utcMs, count, nowMs));
            }

            if (journal != null)
            {
                journal.OnBorn(device);
                if (journal.IsInOrder && !journal.BirthsComeFirst)
                {
                    tags.ToldAll(device);
                }
            }

            owner.OnEdgeEvent(device == 0 ? EdgeEvent.NodeBorn : EdgeEvent.DeviceBorn, device, count);
            return true;
        }

        /// <summary>Builds the birth; returns its length in <see cref="frame"/>, or -1 if it does not fit.</summary>
        internal int BuildBirth(int device, long utcMs)
        {
            writer.Begin(frame, 0, frame.Length);
            writer.PayloadTimestamp(utcMs);
            if (device == 0)
            {
                seq = 0;
                WriteBdSeq(utcMs);
                BeginOwnMetric(RebirthName, DataType.Boolean, utcMs);
                writer.BoolValue(false);
                writer.EndMetric();
            }

            if (device == 0)
            {
                WriteIdentity(utcMs);
            }

            if (options.Controls != null)
            {
                options.Controls.Write(writer, device, utcMs);
            }

            if (options.Bytes != null && options.Bytes.Device == device)
            {
                options.Bytes.WriteBirth(writer, utcMs);
            }

            bool fits = !writer.Overflow; // the table may use the writer itself
            int end = tags.AppendBirth(device, frame, writer.Position, frame.Length - SeqBytes);
            return end < 0 || !fits ? -1 : AppendSeq(end);
        }

        private bool PublishDeath(int device)
        {
            owner.OnEdgeEvent(EdgeEvent.DeviceDied, device, (int)tags.DeviceReason(device));
            return PublishDeathOf(device);
        }

        private bool PublishDeathOf(int device)
        {
            born[device] = false;
            return Publish(Topic("DDEATH", device), AppendSeq(tags.AppendTime(frame, 0)));
        }

        private void WriteBdSeq(long utcMs)
        {
            BeginOwnMetric(BdSeqName, DataType.Int64, utcMs);
            writer.LongValue(bdSeq);
            writer.EndMetric();
        }

        // Of the edge node itself, not of its tags: by name, without an alias.
        private void BeginOwnMetric(byte[] name, DataType type, long utcMs)
        {
            writer.BeginMetric();
            writer.Name(name, 0, name.Length);
            writer.Timestamp(utcMs);
            writer.Datatype(type);
        }

        private void ForgetBirths()
        {
            Array.Clear(born, 0, born.Length);
            isFlowing = false;
        }
    }
}
