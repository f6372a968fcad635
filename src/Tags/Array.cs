#if !NANOFRAMEWORK_1_0
using System;

namespace FieldNode.Tags
{
    /// <summary>What System.Array does to bytes, as spans: on a PC its general calls cost more than the few bytes. The device calls its own.</summary>
    internal static class Array
    {
        public static void Copy(byte[] from, int at, byte[] to, int toAt, int count) => from.AsSpan(at, count).CopyTo(to.AsSpan(toAt));

        public static void Clear(byte[] bytes, int at, int count) => bytes.AsSpan(at, count).Clear();

        public static int IndexOf(byte[] bytes, object value, int at, int count) => System.Array.IndexOf(bytes, (byte)value, at, count);
    }
}
#endif
