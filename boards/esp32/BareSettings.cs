using FieldNode.Settings;

namespace FieldNode.Esp32
{
    /// <summary>
    /// What is left of a node's settings when it must leave the field alone: in safe mode, and as a factory firmware that is too old. Key switches stay:
    /// they guard commands and updates, and without them there would be no node at all, or one that lets everything through.
    /// </summary>
    public static class BareSettings
    {
        /// <summary>Takes field buses, sensors and terminals out of settings that were checked.</summary>
        public static void LeaveField(NodeSettings settings)
        {
            settings.Lines = null;
            settings.Devices = null;
            settings.Buses = null;
            settings.Sensors = null;
            TerminalSettings terminals = settings.Terminals;
            if (terminals == null)
            {
                return;
            }

            terminals.Outputs = null;
            terminals.Counters = null;
            terminals.PowerFailPin = -1;
            terminals.Contacts = Keys(terminals.Contacts ?? new ContactSettings[0], settings.Sparkplug == null ? null : settings.Sparkplug.KeySwitch,
                settings.Update == null ? null : settings.Update.KeySwitch);
            settings.Terminals = terminals.Contacts.Length == 0 ? null : terminals;
        }

        private static ContactSettings[] Keys(ContactSettings[] all, string first, string second)
        {
            int count = 0;
            for (int i = 0; i < all.Length; i++)
            {
                count += IsKey(all[i], first, second) ? 1 : 0;
            }

            ContactSettings[] keys = new ContactSettings[count];
            for (int i = all.Length; i > 0; i--)
            {
                if (IsKey(all[i - 1], first, second))
                {
                    count--;
                    keys[count] = all[i - 1];
                }
            }

            return keys;
        }

        private static bool IsKey(ContactSettings contact, string first, string second)
        {
            return contact.Name == first || contact.Name == second;
        }
    }
}
