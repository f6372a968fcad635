namespace FieldNode.Cli;

/// <summary>Events per second over the last seconds, from a running count.</summary>
internal sealed class Rate(TimeSpan window)
{
    private readonly Queue<(TimeSpan At, long Count)> marks = new();

    internal double PerSecond { get; private set; }

    internal void Mark(TimeSpan now, long count)
    {
        marks.Enqueue((now, count));
        while (marks.Count > 2 && now - marks.Peek().At > window)
        {
            marks.Dequeue();
        }
        (TimeSpan at, long before) = marks.Peek();
        double seconds = (now - at).TotalSeconds;
        PerSecond = seconds > 0 ? (count - before) / seconds : 0;
    }
}
