using FieldNode.Settings;

namespace FieldNode.Esp32
{
    /// <summary>
    /// Holds a board file to what this firmware can do, before anything is opened. What is left open would otherwise show as a network that
    /// never comes, or a time, and nobody would look into the file for it.
    /// </summary>
    public static class BoardCheck
    {
        private const int AddressParts = 4;
        private const int DriveMinKb = 256;
        private const int DriveMaxKb = 16384;

        /// <summary>The first fault in words: member, what it is, what is allowed; null: none.</summary>
        /// <param name="settings">The board file.</param>
        /// <param name="pins">The board by its name; null: there is none.</param>
        public static string Fault(BoardSettings settings, BoardPins pins)
        {
            if (pins == null)
            {
                return "board: " + (settings.Board ?? "missing") + ", allowed " + Names();
            }

            if (settings.Ssid == null && !pins.HasEthernet)
            {
                return "ssid: missing, and " + pins.Name + " has no Ethernet";
            }

            if (settings.WifiPasswordFile != null && settings.Ssid == null)
            {
                return "wifiPasswordFile: without ssid";
            }

            return OfAddresses(settings) ?? OfTime(settings) ?? OfChoices(settings);
        }

        private static string OfAddresses(BoardSettings settings)
        {
            bool isStatic = settings.Address != null;
            return OfAddress("address", settings.Address, false, isStatic)
                ?? OfAddress("mask", settings.Mask, isStatic, isStatic)
                ?? OfAddress("gateway", settings.Gateway, isStatic, isStatic)
                ?? OfAddress("dns", settings.Dns, isStatic, isStatic);
        }

        private static string OfAddress(string member, string value, bool isNeeded, bool isStatic)
        {
            if (value == null)
            {
                return isNeeded ? member + ": missing, a static address needs it" : null;
            }

            if (!isStatic)
            {
                return member + ": without address";
            }

            return IsAddress(value) ? null : member + ": " + value + " is no IPv4 address";
        }

        private static string OfTime(BoardSettings settings)
        {
            if (settings.Ntp == null && !settings.Rtc)
            {
                return "ntp: missing, and rtc is false: there would be no time";
            }

            return settings.Ntp2 != null && settings.Ntp == null ? "ntp2: without ntp" : null;
        }

        private static string OfChoices(BoardSettings settings)
        {
            if (settings.Tls != 12 && settings.Tls != 13)
            {
                return "tls: " + settings.Tls + ", allowed 12, 13";
            }

            if (settings.DriveKb != 0 && (settings.DriveKb < DriveMinKb || settings.DriveKb > DriveMaxKb))
            {
                return "driveKb: " + settings.DriveKb + ", allowed " + DriveMinKb + " to " + DriveMaxKb;
            }

            return settings.Sensors == "parts" || settings.Sensors == "packages"
                ? null
                : "sensors: " + settings.Sensors + ", allowed parts, packages";
        }

        // Four numbers of 0 to 255: the library's own parser takes much more, and answers with a number.
        private static bool IsAddress(string text)
        {
            int parts = 1;
            int digits = 0;
            int value = 0;
            for (int i = 0; i < text.Length; i++)
            {
                char c = text[i];
                if (c == '.')
                {
                    if (digits == 0)
                    {
                        return false;
                    }

                    parts++;
                    digits = 0;
                    value = 0;
                    continue;
                }

                digits++;
                value = value * 10 + (c - '0');
                if (c < '0' || c > '9' || digits > 3 || value > 255)
                {
                    return false;
                }
            }

            return parts == AddressParts && digits > 0;
        }

        private static string Names()
        {
            string[] known = BoardPins.WiredNames;
            string names = known[0];
            for (int i = 1; i < known.Length; i++)
            {
                names += ", " + known[i];
            }

            return names;
        }
    }
}
