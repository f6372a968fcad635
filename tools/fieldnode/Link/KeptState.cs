using FieldNode.Host;

namespace FieldNode.Cli;

/// <summary>
/// Asks a broker whether it keeps a host's STATE: a new connection subscribes to it, and gets what is kept at once (MQTT 3.1.1, 3.8.4). Subscribing anew
/// on the connection of a watch would show each further STATE twice at some brokers.
/// </summary>
internal static class KeptState
{
    /// <summary>A broker on another continent answers within a second; what comes later is taken for nothing.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(3);

    /// <summary>True if nothing came; false too if it could not be asked.</summary>
    internal static async Task<bool> IsMissingAsync(LinkOptions options, string host, CancellationToken cancellation)
    {
        try
        {
            await using var link = new HostLink(options);
            await link.ConnectAsync(cancellation);
            await link.SubscribeAsync([new SparkplugTopic(MessageType.State, "", host, null).ToString()], cancellation);
            DateTime end = DateTime.UtcNow + Longest;
            while (DateTime.UtcNow < end && await link.WaitAsync(end - DateTime.UtcNow, cancellation))
            {
                if (link.TryTake(out Received received) && received.Retained)
                {
                    return false;
                }
            }
            return link.Lost is null && !cancellation.IsCancellationRequested;
        }
        catch (Exception failure) when (failure is UserError or OperationCanceledException)
        {
            return false; // a broker that takes no second connection, or the end: nothing is known
        }
    }
}
