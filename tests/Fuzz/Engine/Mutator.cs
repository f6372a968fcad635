using System.Buffers.Binary;

namespace FieldNode.Fuzz;

/// <summary>Makes inputs of other inputs: bits, bytes, numbers at the edges of their types, blocks moved, doubled and left out, words, and splices.</summary>
internal sealed class Mutator(Random random, IReadOnlyList<byte[]> words, int bytesMax)
{
    private static readonly long[] edges =
        [0, 1, -1, 2, 7, 8, 16, 31, 32, 63, 64, 100, 127, 128, 255, 256, 512, 1000, 1024, 4096, 32767, 32768, 65535, 65536, int.MaxValue, int.MinValue, uint.MaxValue];

    private readonly byte[] buffer = new byte[bytesMax];
    private int count;

    /// <summary>An input like this one, with pieces of the other.</summary>
    internal byte[] Of(byte[] from, byte[] other)
    {
        count = Math.Min(from.Length, bytesMax);
        from.AsSpan(0, count).CopyTo(buffer);
        for (int left = 1 << random.Next(5); left > 0; left--)
        {
            Change(other);
        }
        return buffer.AsSpan(0, count).ToArray();
    }

    private void Change(byte[] other)
    {
        int kind = random.Next(16);
        if (count == 0 && kind < 9)
        {
            kind = 9;
        }
        switch (kind)
        {
            case 0: buffer[random.Next(count)] ^= (byte)(1 << random.Next(8)); break;
            case 1: buffer[random.Next(count)] = (byte)random.Next(256); break;
            case 2: buffer[random.Next(count)] += (byte)random.Next(-16, 17); break;
            case 3: buffer[random.Next(count)] = (byte)edges[random.Next(edges.Length)]; break;
            case 4: PutNumber(2); break;
            case 5: PutNumber(random.Next(2) == 0 ? 4 : 8); break;
            case 6: Remove(random.Next(count), Length(count)); break;
            case 7: Insert(random.Next(count + 1), Copy(buffer.AsSpan(0, count))); break;
            case 8: Overwrite(random.Next(count), Copy(buffer.AsSpan(0, count))); break;
            case 9: Insert(random.Next(count + 1), Some()); break;
            case 10 or 11 when words.Count > 0: Insert(random.Next(count + 1), words[random.Next(words.Count)]); break;
            case 12 when words.Count > 0: Overwrite(random.Next(count + 1), words[random.Next(words.Count)]); break;
            case 13 when other.Length > 0: Insert(random.Next(count + 1), Copy(other)); break;
            case 14 when other.Length > 0: Overwrite(random.Next(count + 1), Copy(other)); break;
            default: Splice(other); break;
        }
    }

    private void PutNumber(int width)
    {
        if (count < width)
        {
            return;
        }
        int at = random.Next(count - width + 1);
        long number = random.Next(3) == 0 ? random.NextInt64() : edges[random.Next(edges.Length)];
        Span<byte> bytes = stackalloc byte[8];
        bool isBig = random.Next(2) == 0;
        if (isBig)
        {
            BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        }
        else
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        }
        bytes.Slice(isBig ? 8 - width : 0, width).CopyTo(buffer.AsSpan(at));
    }

    private void Remove(int at, int length)
    {
        length = Math.Min(length, count - at);
        buffer.AsSpan(at + length, count - at - length).CopyTo(buffer.AsSpan(at));
        count -= length;
    }

    private void Insert(int at, ReadOnlySpan<byte> piece)
    {
        int length = Math.Min(piece.Length, bytesMax - count);
        buffer.AsSpan(at, count - at).CopyTo(buffer.AsSpan(at + length));
        piece[..length].CopyTo(buffer.AsSpan(at));
        count += length;
    }

    private void Overwrite(int at, ReadOnlySpan<byte> piece)
    {
        int length = Math.Min(piece.Length, bytesMax - at);
        piece[..length].CopyTo(buffer.AsSpan(at));
        count = Math.Max(count, at + length);
    }

    // The beginning of the one and the end of the other.
    private void Splice(byte[] other)
    {
        int keep = random.Next(count + 1);
        count = keep;
        Insert(keep, other.AsSpan(random.Next(other.Length + 1)));
    }

    private byte[] Copy(ReadOnlySpan<byte> from)
    {
        int at = random.Next(from.Length);
        return from.Slice(at, Math.Min(Length(from.Length), from.Length - at)).ToArray();
    }

    private byte[] Some()
    {
        byte[] some = new byte[random.Next(1, random.Next(3) == 0 ? 32 : 4)];
        if (random.Next(3) == 0)
        {
            Array.Fill(some, (byte)random.Next(256));
        }
        else
        {
            random.NextBytes(some);
        }
        return some;
    }

    // Mostly short.
    private int Length(int of) => random.Next(3) == 0 ? random.Next(1, Math.Max(2, of)) : random.Next(1, 9);
}
