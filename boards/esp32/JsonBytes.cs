using System;
using System.Text;

namespace FieldNode.Esp32
{
    /// <summary>
    /// Finds the large arrays within the bytes of a JSON object, so that they can be parsed element by element. It judges nothing: what is
    /// not well formed is left for the library, which refuses it. It works on bytes, since a char of a string costs the runtime a walk over
    /// the whole text (corlib_native_System_String.cpp, get_Chars and get_Length).
    /// </summary>
    internal static class JsonBytes
    {
        /// <summary>Deepest nesting of objects and arrays.</summary>
        internal static int Depth(byte[] json, int start)
        {
            int depth = 0;
            int deepest = 0;
            for (int at = start; at < json.Length; at++)
            {
                int c = json[at];
                if (c == '"')
                {
                    at = EndOfText(json, at, json.Length) - 1;
                    continue;
                }

                depth += Step(c);
                deepest = depth > deepest ? depth : deepest;
            }

            return deepest;
        }

        /// <summary>The array that a member of the object at a place has as its value.</summary>
        /// <returns>Place of its bracket, or -1 if there is none.</returns>
        /// <exception cref="ArgumentException">The object has the member twice.</exception>
        internal static int FindArray(byte[] json, int start, int end, string member)
        {
            int found = -1;
            int depth = 0;
            for (int at = start; at < end; at++)
            {
                int c = json[at];
                if (c != '"')
                {
                    depth += Step(c);
                    continue;
                }

                int after = EndOfText(json, at, end);
                int colon = SkipSpace(json, after, end);
                if (depth == 1 && colon < end && json[colon] == ':' && IsName(json, at + 1, after - 1, member))
                {
                    int value = SkipSpace(json, colon + 1, end);
                    if (found >= 0)
                    {
                        throw new ArgumentException(member + " twice");
                    }

                    found = value < end && json[value] == '[' ? value : -1;
                }

                at = after - 1;
            }

            return found >= 0 && EndOfValue(json, found, end) > found ? found : -1;
        }

        /// <summary>Place behind the object, array or text that begins here; -1 if it does not end.</summary>
        internal static int EndOfValue(byte[] json, int start, int end)
        {
            int depth = 0;
            for (int at = start; at < end; at++)
            {
                int c = json[at];
                if (c == '"')
                {
                    at = EndOfText(json, at, end) - 1;
                    continue;
                }

                depth += Step(c);
                if (depth == 0)
                {
                    return at + 1;
                }
            }

            return -1;
        }

        /// <summary>Elements of the array at a place.</summary>
        internal static int Count(byte[] json, int array)
        {
            int end = EndOfValue(json, array, json.Length) - 1;
            int at = SkipSpace(json, array + 1, end);
            int count = at < end ? 1 : 0;
            while (at < end)
            {
                at = EndOfElement(json, at, end);
                count += at < end ? 1 : 0; // a comma: one more follows, and an empty one is refused
                at++;
            }

            return count;
        }

        /// <summary>Place of the comma or bracket behind the element that begins here.</summary>
        internal static int EndOfElement(byte[] json, int start, int end)
        {
            int depth = 0;
            int at = start;
            for (; at < end && (depth > 0 || json[at] != ',' && json[at] != ']'); at++)
            {
                int c = json[at];
                if (c == '"')
                {
                    at = EndOfText(json, at, end) - 1;
                    continue;
                }

                depth += Step(c);
            }

            return at;
        }

        /// <summary>The text of a range, with nothing in its arrays at two places; -1: no such array.</summary>
        internal static string TextWithout(byte[] json, int start, int end, int array, int other)
        {
            int first = array < 0 || other >= 0 && other < array ? other : array;
            int second = first == array ? other : array;
            if (first < 0)
            {
                return Text(json, start, end);
            }

            int firstEnd = EndOfValue(json, first, end) - 1;
            string head = Text(json, start, first + 1);
            return second < 0
                ? head + Text(json, firstEnd, end)
                : head + Text(json, firstEnd, second + 1) + Text(json, EndOfValue(json, second, end) - 1, end);
        }

        /// <summary>The text of a range, without the escapes that the library does not know.</summary>
        internal static string Text(byte[] json, int start, int end)
        {
            for (int at = start; at < end; at++)
            {
                if (json[at] == '\\')
                {
                    return JsonEscapes.Decode(json, start, end);
                }
            }

            return Plain(json, start, end);
        }

        /// <summary>The text of a range as it is.</summary>
        internal static string Plain(byte[] json, int start, int end)
        {
            return end > start ? Encoding.UTF8.GetString(json, start, end - start) : "";
        }

        /// <summary>Place of what is not a space.</summary>
        internal static int SkipSpace(byte[] json, int at, int end)
        {
            while (at < end && (json[at] == ' ' || json[at] == '\t' || json[at] == '\r' || json[at] == '\n'))
            {
                at++;
            }

            return at;
        }

        private static int Step(int c)
        {
            return c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
        }

        // Behind the closing quote; the end if there is none.
        private static int EndOfText(byte[] json, int quote, int end)
        {
            for (int at = quote + 1; at < end; at++)
            {
                if (json[at] == '"')
                {
                    return at + 1;
                }

                at += json[at] == '\\' ? 1 : 0;
            }

            return end;
        }

        // As the library compares names: case does not count.
        private static bool IsName(byte[] json, int start, int end, string name)
        {
            if (end - start != name.Length)
            {
                return false;
            }

            for (int i = 0; i < name.Length; i++)
            {
                int c = json[start + i];
                if ((c >= 'A' && c <= 'Z' ? c + 32 : c) != name[i])
                {
                    return false;
                }
            }

            return true;
        }
    }
}
