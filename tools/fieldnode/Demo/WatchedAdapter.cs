using MQTTnet.Adapter;
using MQTTnet.Diagnostics.Logger;
using MQTTnet.Server;

namespace FieldNode.Cli;

/// <summary>
/// MQTTnet's listener, with every connection watched. The server's own events do not show the CONNECT packet, and so neither the will nor its flags.
/// </summary>
internal sealed class WatchedAdapter(IMqttServerAdapter inner, IPacketWatch watch) : IMqttServerAdapter
{
    public Func<IMqttChannelAdapter, Task> ClientHandler { get; set; } = null!;

    public Task StartAsync(MqttServerOptions options, IMqttNetLogger logger)
    {
        inner.ClientHandler = HandleAsync;
        return inner.StartAsync(options, logger);
    }

    public Task StopAsync() => inner.StopAsync();

    public void Dispose() => inner.Dispose();

    private async Task HandleAsync(IMqttChannelAdapter channel)
    {
        using var watched = new WatchedChannel(channel, watch);
        await ClientHandler(watched);
    }
}
