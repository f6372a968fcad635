namespace FieldNode.Cli;

/// <summary>A socket on which someone could call.</summary>
/// <param name="Kind">tcp, tcp6 or unix.</param>
/// <param name="Address">As /proc has it: address and port in hex, or the path.</param>
internal sealed record ListenSocket(string Kind, string Address);
