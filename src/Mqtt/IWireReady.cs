namespace FieldNode.Mqtt
{
    /// <summary>
    /// A wire that knows beforehand that an attempt makes no sense: the board's interface has no address. The session then waits without
    /// counting an attempt, and its back-off does not grow: when the network is back, the next attempt is due at once, or after
    /// <see cref="MqttSession.ConnectDelayMaxMs"/>.
    /// </summary>
    public interface IWireReady
    {
        /// <summary>False while no attempt can succeed.</summary>
        bool IsReady { get; }
    }
}
