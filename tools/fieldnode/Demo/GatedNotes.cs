using System.Text;

namespace FieldNode.Cli;

/// <summary>Notes that end with the last line: what another thread says behind it is dropped. Safe for several threads.</summary>
internal sealed class GatedNotes(TextWriter inner) : TextWriter
{
    private readonly Lock gate = new();
    private bool isClosed;

    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value)
    {
        lock (gate)
        {
            if (!isClosed)
            {
                inner.Write(value);
            }
        }
    }

    public override void WriteLine(string? value)
    {
        lock (gate)
        {
            if (!isClosed)
            {
                inner.WriteLine(value);
            }
        }
    }

    public override void Flush()
    {
        lock (gate)
        {
            inner.Flush();
        }
    }

    /// <summary>Writes the last line, if nobody has yet.</summary>
    internal void Last(string line)
    {
        lock (gate)
        {
            if (isClosed)
            {
                return;
            }
            isClosed = true;
            inner.WriteLine(line);
            inner.Flush();
        }
    }
}
