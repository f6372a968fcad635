using System.Net;
using System.Net.Sockets;

namespace FieldNode.PurdueLab;

/// <summary>A TCP port that is open on purpose, so that a scan that finds none can be told from one that sees none.</summary>
internal sealed class Doorman : IDisposable
{
    private readonly TcpListener listener;

    internal Doorman(int port)
    {
        listener = new TcpListener(IPAddress.Any, port);
        listener.Start();
    }

    public void Dispose() => listener.Dispose();
}
