using System.Text;

namespace FieldNode.Tools.Tests;

/// <summary>A writer whose text may be looked at while another thread writes.</summary>
internal sealed class HeardText : TextWriter
{
    private readonly StringBuilder text = new();
    private TaskCompletionSource written = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value)
    {
        lock (text)
        {
            text.Append(value);
            Tell();
        }
    }

    public override void Write(char[] buffer, int index, int count)
    {
        lock (text)
        {
            text.Append(buffer, index, count);
            Tell();
        }
    }

    public override void Write(string? value)
    {
        lock (text)
        {
            text.Append(value);
            Tell();
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

    /// <summary>Waits until the text is so; a minute at most, which is for a writer that stands still.</summary>
    internal async Task UntilAsync(Func<string, bool> condition, Task writer)
    {
        Task late = Task.Delay(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        while (true)
        {
            Task next = Next();
            bool isOver = writer.IsCompleted || late.IsCompleted;
            if (condition(ToString()))
            {
                return;
            }

            Assert.False(isOver, "it ended, or stood still, with: " + this);
            await Task.WhenAny(next, writer, late);
        }
    }

    private Task Next()
    {
        lock (text)
        {
            return written.Task;
        }
    }

    private void Tell()
    {
        written.SetResult();
        written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
