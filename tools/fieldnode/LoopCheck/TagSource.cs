using FieldNode.Host;

namespace FieldNode.Cli;

/// <summary>
/// Writes the points to another tag: an analogue output whose wire leads to the input that is checked. The node's policy
/// decides whether it may.
/// </summary>
internal sealed class TagSource(TagHost host, TagAddress output) : ILoopSource
{
    public string Description => $"tag {output}";

    public bool IsByHand => false;

    public async Task SetAsync(LoopPoint point, string place, CancellationToken cancellation)
    {
        EdgeMetric metric = await host.FindAsync(output, cancellation);
        object value = metric.Type switch // (object): else all would become one type of number
        {
            SparkplugType.Float => (object)(float)point.Input,
            SparkplugType.Double => point.Input,
            SparkplugType.UInt64 when point.Input >= 0 => (ulong)point.Input,
            _ => (long)Math.Round(point.Input),
        };
        byte[] command;
        try
        {
            command = CommandWriter.Write(output.Tag, metric.Type, value, DateTime.UtcNow);
        }
        catch (ArgumentException failure)
        {
            throw new UserError($"{output}: {failure.Message}", ExitStatus.Usage, failure);
        }
        await host.SendAsync(CommandWriter.DeviceTopic(output.Group, output.Node, output.Device), command, cancellation);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
