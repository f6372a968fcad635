using FieldNode.Settings;

namespace FieldNode.Interop.Tests;

/// <summary>
/// Two brokers, each with a CA and a listening host of its own, and one node that knows both. The node has one certificate: the second
/// broker trusts its CA besides its own. What the node trusts there is the second CA alone.
/// </summary>
internal sealed class TwoSites : IAsyncDisposable
{
    private readonly string secondCa;

    public TwoSites()
    {
        secondCa = Second.In("site.pem");
        File.Copy(Second.In("ca.pem"), secondCa);
        First.OtherSites.Add(Second);
        File.AppendAllText(Second.In("ca.pem"), File.ReadAllText(First.In("ca.pem")));
    }

    /// <summary>Where the node goes first; the node is its own.</summary>
    public Stage First { get; } = new();

    /// <summary>Where it goes otherwise.</summary>
    public Stage Second { get; } = new();

    /// <summary>Starts the node.</summary>
    /// <param name="firstPort">The first broker's port; 0: that of its stage.</param>
    public PeerProcess StartNode(
        LineSettings[] lines, DeviceSettings[] devices, SparkplugSettings? sparkplug = null, int firstPort = 0) =>
        First.StartNode(lines, devices, sparkplug, settings =>
        {
            settings.Broker!.Port = firstPort == 0 ? First.Port : firstPort;
            settings.OtherBrokers = [new OtherBrokerSettings { Host = "localhost", Port = Second.Port, CaFile = secondCa }];
        });

    public async ValueTask DisposeAsync()
    {
        try
        {
            await First.DisposeAsync(); // and with it the node; its judge may throw
        }
        finally
        {
            await Second.DisposeAsync();
        }
    }
}
