using FieldNode.Mqtt;

namespace FieldNode.Virtual.Mqtt;

/// <summary>A fault, one line in words about it, and the number behind it (<see cref="WireDetail"/>; 0: none).</summary>
internal readonly record struct WireFailure(MqttFault Fault, string Text, int Detail = 0);
