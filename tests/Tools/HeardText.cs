using System.Text;

namespace FieldNode.Tools.Tests;

/// <summary>A writer whose text may be looked at while another thread writes.</summary>
internal sealed class HeardText : TextWriter
{
    private readonly StringBuilder text = new();

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value)
    {
        lock (text)
        {
            text.Append(value);
        }
    }

    public override void Write(char[] buffer, int index, int count)
    {
        lock (text)
        {
            text.Append(buffer, index, count);
        }
    }

    public override void Write(string? value)
    {
        lock (text)
        {
            text.Append(value);
        }
    }

    public override string ToString()
    {
        lock (text)
        {
            return text.ToString();
        }
    }

    internal void Clear()
    {
        lock (text)
        {
            text.Clear();
        }
    }

    /// <summary>Waits until the text is so, as long as it takes on a busy machine.</summary>
    internal async Task UntilAsync(Func<string, bool> condition, Task writer)
    {
        for (int i = 0; i < 1200 && !condition(ToString()); i++)
        {
            Assert.False(writer.IsCompleted && !condition(ToString()), "it ended with: " + this);
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
        Assert.True(condition(ToString()), ToString());
    }
}
