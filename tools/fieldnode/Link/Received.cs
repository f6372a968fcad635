namespace FieldNode.Cli;

/// <summary>A message as the broker sent it.</summary>
internal readonly record struct Received(string Topic, byte[] Payload, DateTime Utc, bool Retained);
