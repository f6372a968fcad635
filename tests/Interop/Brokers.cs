namespace FieldNode.Interop.Tests;

/// <summary>The brokers that the node is held against, by name.</summary>
internal static class Brokers
{
    public const string Mosquitto = "mosquitto";
    public const string RabbitMq = "rabbitmq";
    public const string Aedes = "aedes";
    public const string MqttNet = "MQTTnet.Server";

    /// <summary>The broker, not started yet; the test is skipped if it is not installed.</summary>
    public static IBroker Create(string name, Stage stage) => stage.Own<IBroker>(name switch
    {
        Mosquitto => new ProcessBroker(() => MosquittoBroker.StartAsync(stage)),
        RabbitMq => new RabbitMqBroker(stage),
        Aedes => new ProcessBroker(() => StartAedesAsync(stage)),
        MqttNet => new MqttNetBroker(stage),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    });

    private static async Task<PeerProcess> StartAedesAsync(Stage stage)
    {
        string modules = Peers.NodeModulesWith("aedes");
        PeerProcess broker = stage.Own(PeerProcess.Start(
            Peers.Program("node"), [Peers.Script("aedes.cjs"), modules, $"{stage.Port}", stage.Folder, Stage.Group, Stage.NodeName]));
        await Peers.WaitForPortAsync(stage.Port, broker);
        return broker;
    }
}
