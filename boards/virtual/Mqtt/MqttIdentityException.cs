namespace FieldNode.Virtual.Mqtt;

/// <summary>
/// A certificate or key file cannot be used; the message is one line for the installer and holds no secret.
/// </summary>
public sealed class MqttIdentityException(string message) : Exception(message);
