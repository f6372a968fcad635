using System.Net;
using System.Net.Sockets;
using FieldNode.Cli;

namespace FieldNode.Tools.Tests;

/// <summary>
/// The test is the process that is looked at. It runs alone: other tests open listeners of their own.
/// </summary>
[Collection(nameof(ListenSocketsTests))]
[CollectionDefinition(nameof(ListenSocketsTests), DisableParallelization = true)]
public sealed class ListenSocketsTests
{
    [Fact]
    public void A_tcp_listener_is_counted_while_it_is_open()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        int before = Count("tcp");
        listener.Start();
        Assert.Equal(before + 1, Count("tcp"));
        listener.Stop();
        Assert.Equal(before, Count("tcp"));
    }

    [Fact]
    public void A_tcp6_listener_is_counted()
    {
        if (!Socket.OSSupportsIPv6)
        {
            Assert.Skip("this machine has no IPv6");
        }
        int before = Count("tcp6");
        using var listener = new TcpListener(IPAddress.IPv6Any, 0);
        listener.Start();
        Assert.Equal(before + 1, Count("tcp6"));
    }

    [Fact]
    public void A_unix_listener_is_counted_with_its_path()
    {
        string path = Path.Combine(Path.GetTempPath(), $"fieldnode-{Guid.NewGuid():N}.sock");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        int before = Count("unix");
        socket.Listen();
        Assert.Equal(before + 1, Count("unix"));
        Assert.Contains(Found(), found => found.Kind == "unix" && found.Address == path);
        File.Delete(path);
    }

    [Fact]
    public void A_connected_socket_and_a_bound_udp_socket_are_no_listeners()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int before = Found().Count;
        using var client = new TcpClient();
        client.Connect((IPEndPoint)listener.LocalEndpoint);
        using TcpClient accepted = listener.AcceptTcpClient();
        using var udp = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        Assert.Equal(before, Found().Count);
    }

    [Fact]
    public void A_process_that_is_not_there_cannot_be_counted()
    {
        SkipElsewhere();
        Assert.Null(ListenSockets.Of(int.MaxValue));
    }

    private static int Count(string kind) => Found().Count(found => found.Kind == kind);

    private static IReadOnlyList<ListenSocket> Found()
    {
        SkipElsewhere();
        return ListenSockets.Of(Environment.ProcessId)!;
    }

    private static void SkipElsewhere()
    {
        if (!ListenSockets.Supported)
        {
            Assert.Skip("/proc is Linux's");
        }
    }
}
