namespace FieldNode.Fuzz;

/// <summary>A PC's connection on which pieces arrive, and then its end.</summary>
internal sealed class ChunkStream(byte[][] pieces) : Stream
{
    private int piece;
    private int at;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (piece < pieces.Length && pieces[piece].Length == at)
        {
            piece++;
            at = 0;
        }
        if (piece == pieces.Length)
        {
            return ValueTask.FromResult(0);
        }
        int count = Math.Min(buffer.Length, pieces[piece].Length - at);
        pieces[piece].AsSpan(at, count).CopyTo(buffer.Span);
        at += count;
        return ValueTask.FromResult(count);
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count)
    {
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
