using System.Net;
using System.Net.Sockets;

namespace FieldNode.OnDevice.Pc;

/// <summary>Serves one client of a <see cref="MiniBroker"/> at a time on 127.0.0.1.</summary>
internal sealed class LoopbackBroker : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly MiniBroker broker;
    private volatile bool ended;

    public LoopbackBroker(MiniBroker broker)
    {
        this.broker = broker;
        listener.Start();
        new Thread(Serve) { IsBackground = true }.Start();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public void Dispose()
    {
        ended = true;
        listener.Stop();
    }

    private void Serve()
    {
        try
        {
            while (!ended)
            {
                using Socket client = listener.AcceptSocket();
                Serve(client);
            }
        }
        catch (SocketException)
        {
            // The listener was stopped, or the client went without a word.
        }
    }

    private void Serve(Socket client)
    {
        byte[] buffer = new byte[4096];
        while (!ended)
        {
            if (client.Poll(1000, SelectMode.SelectRead))
            {
                int got = client.Receive(buffer);
                if (got == 0)
                {
                    return;
                }

                broker.Feed(buffer, 0, got);
            }

            int count = broker.Drain(buffer, buffer.Length);
            if (count > 0)
            {
                client.Send(buffer, count, SocketFlags.None);
            }
        }
    }
}
