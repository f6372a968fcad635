using System.Text;

namespace FieldNode.Fuzz;

/// <summary>An input that is taken from its beginning; behind its end there is nothing but zeros.</summary>
internal sealed class Bytes(byte[] input)
{
    private int at;

    internal bool IsAtEnd => at >= input.Length;

    internal int Left => input.Length - at;

    internal int Byte() => at < input.Length ? input[at++] : 0;

    internal int Word() => Byte() | (Byte() << 8);

    /// <summary>Up to so many bytes.</summary>
    internal byte[] Take(int count)
    {
        int taken = Math.Min(count, Left);
        at += taken;
        return input[(at - taken)..at];
    }

    /// <summary>All that is left.</summary>
    internal byte[] Rest() => Take(Left);

    /// <summary>A byte string with its length, as <see cref="Take(int)"/> of a word reads it.</summary>
    internal static byte[] Block(byte[] content) => [(byte)content.Length, (byte)(content.Length >> 8), .. content];

    internal static byte[][] Utf8(params string[] words) => [.. words.Select(Encoding.UTF8.GetBytes)];
}
