using System.Text;
using FieldNode.Journal;
using FieldNode.Settings;
using FieldNode.Tags;

namespace FieldNode
{
    /// <summary>
    /// What answered before a trial began, and which brokers the node had, as the A/B record <c>update-field</c>: CRC-32 of the brokers, then of
    /// the name of each device that answered; on a board that tells of its way to the network, that too, under a name that no device has. What the trial
    /// brings back is held against it.
    /// </summary>
    public sealed class FieldMemory
    {
        private const int NumberBytes = 4;
        private const int BytesMax = NumberBytes * (1 + SettingsLimits.DevicesMax + SettingsLimits.SensorsMax + 2);

        private readonly IFlashStore store;
        private readonly int brokers;
        private readonly string link; // null: the board does not tell
        private byte[] before;  // null: nothing is known of it
        private int count;

        /// <summary>A memory in a store, for a node with these settings.</summary>
        /// <param name="store">Where it is kept.</param>
        /// <param name="settings">The node's.</param>
        /// <param name="facts">The board's way to the network, or null.</param>
        public FieldMemory(IFlashStore store, NodeSettings settings, ILinkFacts facts)
        {
            this.store = store;
            link = facts == null ? null : "/link/" + facts.LinkCrc;
            string text = settings.Broker.Host + ":" + settings.Broker.Port;
            for (int i = 0; settings.OtherBrokers != null && i < settings.OtherBrokers.Length; i++)
            {
                text += "," + settings.OtherBrokers[i].Host + ":" + settings.OtherBrokers[i].Port;
            }

            brokers = Sum(text);
        }

        /// <summary>True if the brokers are those of before.</summary>
        public bool IsSameBrokers
        {
            get { return before != null && NumberAt(0) == brokers; }
        }

        /// <summary>True if the board goes to its network as before, or does not tell.</summary>
        public bool IsSameLink
        {
            get { return link == null || HasAnswered(Sum(link)); }
        }

        /// <summary>Keeps what is now, for the next start.</summary>
        /// <param name="tags">The devices.</param>
        /// <param name="but">A device that is none of the field's.</param>
        public bool Remember(TagTable tags, int but)
        {
            byte[] content = new byte[BytesMax];
            int at = 0;
            Put(content, at, brokers);
            if (link != null)
            {
                at += NumberBytes;
                Put(content, at, Sum(link));
            }

            for (int device = 1; device < tags.DeviceCount && at + 2 * NumberBytes <= content.Length; device++)
            {
                if (device != but && tags.IsDeviceOnline(device))
                {
                    at += NumberBytes;
                    Put(content, at, Sum(tags.DeviceName(device)));
                }
            }

            AbRecord record = new AbRecord(store, "update-field", BytesMax);
            record.Read(new byte[BytesMax]);
            return record.Write(content, at + NumberBytes);
        }

        /// <summary>Reads what was before.</summary>
        public void Recall()
        {
            byte[] content = new byte[BytesMax];
            count = new AbRecord(store, "update-field", BytesMax).Read(content);
            before = count >= NumberBytes ? content : null;
        }

        /// <summary>True if each device that answered before, and that there still is, answers.</summary>
        public bool IsFieldAsBefore(TagTable tags)
        {
            for (int device = 1; before != null && device < tags.DeviceCount; device++)
            {
                if (!tags.IsDeviceOnline(device) && HasAnswered(Sum(tags.DeviceName(device))))
                {
                    return false;
                }
            }

            return true;
        }

        private bool HasAnswered(int device)
        {
            for (int at = NumberBytes; at + NumberBytes <= count; at += NumberBytes)
            {
                if (NumberAt(at) == device)
                {
                    return true;
                }
            }

            return false;
        }

        private static int Sum(string text)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            return Crc32.Of(bytes, 0, bytes.Length);
        }

        private int NumberAt(int at)
        {
            return before[at] | (before[at + 1] << 8) | (before[at + 2] << 16) | (before[at + 3] << 24);
        }

        private static void Put(byte[] into, int at, int number)
        {
            for (int i = 0; i < NumberBytes; i++)
            {
                into[at + i] = (byte)(number >> (8 * i));
            }
        }
    }
}
