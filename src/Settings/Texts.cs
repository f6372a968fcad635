namespace FieldNode.Settings
{
    /// <summary>What texts of the node file must be so that topics, metrics and hosts can bear them.</summary>
    public static class Texts
    {
        /// <summary>A topic level may not hold these (Sparkplug 3.0.0,
        /// tck-id-topic-structure-namespace-valid-*).</summary>
        private const string NotInIds = "+/#";

        /// <summary>Hosts stumble over these in a metric name (Sparkplug 3.0.0, section 6.4.6, metric names).</summary>
        private const string NotInMetrics = ".,\\@#$%^&*()[]{}|!`~:;'\"<>?";

        private const int ShownMax = 60;

        /// <summary>Bytes of a text in UTF-8; -1 if it is not valid Unicode (half a surrogate pair,
        /// MQTT-1.5.3-1).</summary>
        public static int Utf8Bytes(string text)
        {
            int bytes = 0;
            for (int i = 0; i < text.Length; i++)
            {
                int c = text[i];
                if (c >= 0xD800 && c < 0xE000)
                {
                    int next = i + 1 < text.Length ? text[i + 1] : 0;
                    if (c >= 0xDC00 || next < 0xDC00 || next >= 0xE000)
                    {
                        return -1;
                    }
                    i++;
                    bytes += 4;
                    continue;
                }
                bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
            }
            return bytes;
        }

        /// <summary>True if the text has 1 to <paramref name="bytesMax"/> bytes of UTF-8 and no control
        /// characters.</summary>
        public static bool IsPlain(string text, int bytesMax)
        {
            if (text == null || text.Length == 0 || text.Length > bytesMax)
            {
                return false;
            }
            int bytes = Utf8Bytes(text);
            if (bytes < 0 || bytes > bytesMax)
            {
                return false;
            }
            for (int i = 0; i < text.Length; i++)
            {
                if (IsControl(text[i]))
                {
                    return false;
                }
            }
            return true;
        }

        /// <summary>True for a group, node or device id: plain, at most 64 bytes, no <c>+ / #</c>, not blank.</summary>
        public static bool IsSparkplugId(string text)
        {
            return IsPlain(text, SettingsLimits.IdBytesMax) && !HasAny(text, NotInIds) && !IsBlank(text);
        }

        /// <summary>True for a metric name: plain, at most 128 bytes, folders by single <c>/</c>, no punctuation that
        /// hosts refuse.</summary>
        public static bool IsMetricName(string text)
        {
            return IsPlain(text, SettingsLimits.MetricNameBytesMax) && !HasAny(text, NotInMetrics) && !IsBlank(text)
                && text[0] != '/' && text[text.Length - 1] != '/' && text.IndexOf("//") < 0;
        }

        /// <summary>True for a line's name: as a metric name, but at most 32 bytes and without <c>/</c>.</summary>
        public static bool IsLineName(string text)
        {
            return IsPlain(text, SettingsLimits.LineNameBytesMax) && !HasAny(text, NotInMetrics) && !IsBlank(text)
                && text.IndexOf('/') < 0;
        }

        /// <summary>
        /// True for names that Sparkplug keeps for itself: <c>bdSeq</c>, <c>Node Control/...</c> and <c>Device
        /// Control/...</c>, in any case of letters.
        /// </summary>
        public static bool IsReservedMetric(string text)
        {
            return EqualsIgnoreCase(text, "bdSeq") || StartsIgnoreCase(text, "Node Control")
                || StartsIgnoreCase(text, "Device Control");
        }

        /// <summary>True for a host name (RFC 1123) or an IPv4 address; an underscore is let through, since container
        /// hosts use it.</summary>
        public static bool IsHostName(string text)
        {
            if (text == null || text.Length == 0 || text.Length > SettingsLimits.HostLengthMax)
            {
                return false;
            }
            char before = '.';
            for (int i = 0; i < text.Length; i++)
            {
                char c = text[i];
                bool letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_';
                if (!letter && (c != '-' && c != '.' || before == '.' || c == '.' && before == '-'))
                {
                    return false;
                }
                before = c;
            }
            return before != '.' && before != '-';
        }

        /// <summary>Small letter of a capital in Latin, Greek or Cyrillic script (Unicode, U+0041 to U+017F, U+0386 to U+03CE, U+0400 to U+052F);
        /// others as they are.</summary>
        public static char Lower(char c)
        {
            if (c < 0x80)
            {
                return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
            }
            return c < 0x180 ? LowerLatin(c) : c < 0x400 ? LowerGreek(c) : LowerCyrillic(c);
        }

        /// <summary>Same text but for the case of letters, as <see cref="Lower"/> knows them; false if one is null.</summary>
        public static bool EqualsIgnoreCase(string a, string b)
        {
            return a != null && b != null && a.Length == b.Length && SameStart(a, b);
        }

        /// <summary>A text for a fault: in quotes, cut to 60 characters, control characters as <c>?</c>;
        /// <c>missing</c> for null.</summary>
        public static string Quote(string text)
        {
            if (text == null)
            {
                return "missing";
            }
            bool cut = text.Length > ShownMax;
            char[] shown = text.ToCharArray(0, cut ? ShownMax : text.Length);
            for (int i = 0; i < shown.Length; i++)
            {
                if (IsControl(shown[i]))
                {
                    shown[i] = '?';
                }
            }
            return "\"" + new string(shown) + (cut ? "...\"" : "\"");
        }

        /// <summary>True for characters that a screen shows as a blank or not at all (Unicode: space separators, format characters, fillers,
        /// variation selectors).</summary>
        public static bool IsUnseen(char c)
        {
            if (c < 0x300)
            {
                return c == 0x20 || c == 0xA0 || c == 0xAD;
            }
            return c >= 0x2000 && c <= 0x200F || c == 0x202F || c >= 0x205F && c <= 0x2065 || c >= 0x206A && c <= 0x206F || c == 0x3000
                || c == 0xFEFF || c == 0x34F || c == 0x61C || c == 0x115F || c == 0x1160 || c == 0x1680 || c >= 0x180B && c <= 0x180F
                || c == 0x3164 || c >= 0xFE00 && c <= 0xFE0F || c == 0xFFA0 || c >= 0xFFF9 && c <= 0xFFFB;
        }

        // Also those that end a line or turn the direction of what follows: a log or a screen would show other text than is there.
        private static bool IsControl(char c)
        {
            return c < 0x20 || c >= 0x7F && (c < 0xA0 || c >= 0x2028 && (c <= 0x202E || c >= 0x2066 && c <= 0x2069));
        }

        private static bool IsBlank(string text)
        {
            for (int i = 0; i < text.Length; i++)
            {
                if (!IsUnseen(text[i]))
                {
                    return false;
                }
            }
            return true;
        }

        private static bool HasAny(string text, string characters)
        {
            for (int i = 0; i < text.Length; i++)
            {
                if (characters.IndexOf(text[i]) >= 0)
                {
                    return true;
                }
            }
            return false;
        }

        // The folder itself, or something in it.
        private static bool StartsIgnoreCase(string text, string folder)
        {
            return text.Length >= folder.Length && SameStart(folder, text)
                && (text.Length == folder.Length || text[folder.Length] == '/');
        }

        private static bool SameStart(string shorter, string text)
        {
            for (int i = 0; i < shorter.Length; i++)
            {
                if (Lower(shorter[i]) != Lower(text[i]))
                {
                    return false;
                }
            }
            return true;
        }

        // Latin-1 has its small letters 32 behind; further on they alternate, the capital first, but for two runs where it is second.
        private static char LowerLatin(char c)
        {
            if (c < 0x100)
            {
                return c >= 0xC0 && c <= 0xDE && c != 0xD7 ? (char)(c + 32) : c;
            }
            if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E))
            {
                return (c & 1) != 0 ? (char)(c + 1) : c;
            }
            bool isPair = c <= 0x12F || (c >= 0x132 && c <= 0x137) || (c >= 0x14A && c <= 0x177);
            return c == 0x178 ? (char)0xFF : isPair ? (char)(c | 1) : c;
        }

        private static char LowerGreek(char c)
        {
            if (c >= 0x391 && c <= 0x3AB)
            {
                return c == 0x3A2 ? c : (char)(c + 32);
            }
            switch (c)
            {
                case (char)0x386: return (char)0x3AC;
                case (char)0x388: return (char)0x3AD;
                case (char)0x389: return (char)0x3AE;
                case (char)0x38A: return (char)0x3AF;
                case (char)0x38C: return (char)0x3CC;
                case (char)0x38E: return (char)0x3CD;
                case (char)0x38F: return (char)0x3CE;
                default: return c;
            }
        }

        private static char LowerCyrillic(char c)
        {
            if (c <= 0x42F)
            {
                return (char)(c + (c < 0x410 ? 80 : 32));
            }
            bool isPair = (c >= 0x460 && c <= 0x481) || (c >= 0x48A && c <= 0x4BF) || (c >= 0x4D0 && c <= 0x52F);
            return isPair ? (char)(c | 1) : c;
        }
    }
}
