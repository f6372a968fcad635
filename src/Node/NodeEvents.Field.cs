using System.Text;
using FieldNode.Field;
using FieldNode.Journal;
using FieldNode.Sparkplug;
using FieldNode.Tags;

namespace FieldNode
{
    /// <summary>
    /// What keeps a port, a device or a tag from working: told when it begins and when it ends. The log hears of what can come again and again
    /// as the ring records it: the first at once, and what the last word is when a window ends.
    /// </summary>
    public sealed partial class NodeEvents
    {
        /// <summary>Looks at the store, and tells whether it has begun or ceased to refuse what is written.</summary>
        /// <returns>Writes that it refused.</returns>
        public int LookAtStore()
        {
            if (store == null)
            {
                return 0;
            }

            if (store.IsRefusing != isRefusalTold)
            {
                isRefusalTold = store.IsRefusing;
                ring.Add(EventKind.StoreState, isRefusalTold ? 0 : 1, 0, (string)null, nowMs, utcMs);
            }

            return store.Refused;
        }

        /// <summary>Devices that do not answer now, or did not yet: those without a DBIRTH, of which a host knows nothing else.</summary>
        public int DevicesAway
        {
            get
            {
                int away = 0;
                for (int device = 1; device < tags.DeviceCount; device++)
                {
                    away += tags.IsDeviceOnline(device) ? 0 : 1;
                }

                return away;
            }
        }

        /// <inheritdoc />
        public void OnPort(string line, SerialFault fault)
        {
            ring.Add(EventKind.PortState, (int)fault, 0, line, nowMs, utcMs);
        }

        /// <inheritdoc />
        public void OnTag(int tag, QualityReason why)
        {
            AddTag(EventKind.TagState, (int)why, tag);
        }

        /// <inheritdoc />
        public void OnDevice(int device, bool online, QualityReason why)
        {
            if (IsLeaving)
            {
                return;
            }

            Add(online ? EventKind.DeviceBorn : EventKind.DeviceDied, (int)why, device);
            if (!online)
            {
                DeviceDeaths++;
                Say(NodeEvent.DeviceDied, (int)why, tags.DeviceName(device));
            }
        }

        /// <summary>DDEATH is out. That the device does not answer was said before.</summary>
        public void SayDeath(int reason, string device)
        {
            if (reason == (int)QualityReason.None)
            {
                Say(NodeEvent.DeviceDied, reason, device);
            }
        }

        /// <inheritdoc />
        public void OnRecorded(EventKind kind, int a, byte[] names, int nameAt)
        {
            switch (kind)
            {
                case EventKind.TagState: Say(NodeEvent.TagState, a, NameOf(names, nameAt)); break;
                case EventKind.PortState: Say(NodeEvent.PortState, a, NameOf(names, nameAt)); break;
                case EventKind.OutputFallback: Say(NodeEvent.OutputFallback, a, NameOf(names, nameAt)); break;
                case EventKind.StoreState: Say(NodeEvent.StoreState, a, null); break;
                case EventKind.CertificateEnds: Say(NodeEvent.CertificateEnds, a, null); break;
                case EventKind.TotalsRestored: Say(NodeEvent.TotalsRestored, a, null); break;
                case EventKind.EventsLost: Say(NodeEvent.EventsLost, a, null); break;
            }
        }

        private static string NameOf(byte[] names, int at)
        {
            int end = at;
            while (end < at + EventRecord.NameMax && names[end] != 0)
            {
                end++;
            }

            return Encoding.UTF8.GetString(names, at, end - at);
        }
    }
}
