using System.Net;
using System.Net.Sockets;

namespace FieldNode.Cli;

/// <summary>Ports for brokers of our own, on 127.0.0.1.</summary>
internal static class LoopbackPort
{
    /// <summary>One that is free now. Somebody else may take it before it is used: who listens there has to say so.</summary>
    internal static int Free()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
