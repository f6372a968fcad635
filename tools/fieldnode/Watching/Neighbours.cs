using FieldNode.Host;

namespace FieldNode.Cli;

/// <summary>Listens to all nodes for a while, on a connection of its own, to say who is there when nothing comes of who was named.</summary>
internal static class Neighbours
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(11); // a FieldNode says something every ten

    /// <summary>"group/node" of each that was heard; null if we may not listen.</summary>
    internal static async Task<IReadOnlyList<string>?> HearAsync(LinkOptions options, CancellationToken cancellation)
    {
        var heard = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            await using var link = new HostLink(options);
            await link.ConnectAsync(cancellation);
            await link.SubscribeAsync([SparkplugTopic.Namespace + "/#"], cancellation);
            DateTime end = DateTime.UtcNow + Longest;
            while (DateTime.UtcNow < end && await link.WaitAsync(TimeSpan.FromMilliseconds(250), cancellation))
            {
                while (link.TryTake(out Received received))
                {
                    if (SparkplugTopic.Parse(received.Topic, out _) is { Type: not MessageType.State, IsCommand: false } parts)
                    {
                        heard.Add($"{parts.Group}/{parts.Node}");
                    }
                }
            }
            return [.. heard];
        }
        catch (Exception failure) when (failure is UserError or OperationCanceledException)
        {
            return null;
        }
    }
}
