using FieldNode.Mqtt;

namespace FieldNode.Virtual.Mqtt;

/// <summary>A fault, and one line in words about it.</summary>
internal readonly record struct WireFailure(MqttFault Fault, string Text);
