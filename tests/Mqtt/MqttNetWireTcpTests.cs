using System.Net;
using System.Net.Sockets;
using FieldNode.Virtual.Mqtt;

namespace FieldNode.Mqtt.Tests;

/// <summary>What can go wrong before TLS.</summary>
public sealed class MqttNetWireTcpTests
{
    private static readonly MqttNetOptions Plain = new() { PlainTcp = true };

    [Fact]
    public void A_port_that_nobody_listens_on_refuses_the_connection()
    {
        using MqttNetWire wire = new(Plain);
        int port = TestPort.Take();
        Assert.Equal(MqttFault.ConnectionRefused, wire.Open(0, "127.0.0.1", port));
        Assert.Contains($"127.0.0.1:{port}", wire.LastFaultText);
    }

    [Theory]
    [InlineData("no-such-host.invalid")]
    [InlineData("not a host name")]
    [InlineData("")]
    public void A_host_without_an_address_is_named(string host)
    {
        using MqttNetWire wire = new(Plain with { ConnectTimeoutMs = 5000 });
        Assert.Equal(MqttFault.NameNotFound, wire.Open(0, host, 8883));
        Assert.NotEqual("", wire.LastFaultText);
    }

    [Fact]
    public void A_host_that_does_not_answer_is_given_up_in_its_time()
    {
        // A full accept queue drops the next SYN: the same as a host that is not there, without a network.
        using Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(0);
        List<Socket> fill = [];
        for (int i = 0; i < 3; i++)
        {
            Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
            fill.Add(socket);
            try
            {
                socket.Connect(listener.LocalEndPoint!);
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
            {
                // On its way, as it shall be.
            }
        }

        using MqttNetWire wire = new(Plain with { ConnectTimeoutMs = 500 });
        long beforeMs = Environment.TickCount64;
        MqttFault fault = wire.Open(0, "127.0.0.1", ((IPEndPoint)listener.LocalEndPoint!).Port);
        fill.ForEach(socket => socket.Dispose());
        Assert.SkipWhen(fault == MqttFault.None, "this system's accept queue cannot be filled");
        Assert.Equal(MqttFault.ConnectTimeout, fault);
        Assert.InRange(Environment.TickCount64 - beforeMs, 400, 10_000);
    }

    [Fact]
    public async Task A_connection_that_is_reset_is_lost()
    {
        using RawBroker broker = new(async (socket, ct) =>
        {
            await socket.SendAsync(RawBroker.ConnAck, ct);
            socket.LingerState = new LingerOption(true, 0);
            socket.Close();
        });
        using LiveSession live = new(Plain, broker.Port, "127.0.0.1");
        MqttFault fault = await live.FirstFault();
        Assert.Equal(MqttFault.ConnectionLost, fault);
    }

    [Fact]
    public void Nothing_is_sent_before_an_open()
    {
        using MqttNetWire wire = new(Plain);
        Assert.Equal(MqttFault.NotOpen, wire.Ping());
        Assert.Equal(MqttFault.NotOpen, wire.Disconnect());
        Assert.Equal(MqttFault.NotOpen, wire.TryReceive(new MqttInbound()));
        wire.Close();
    }

    [Fact]
    public void Without_an_identity_only_plain_tcp_is_possible_and_must_be_asked_for() =>
        Assert.Throws<ArgumentException>(() => new MqttNetWire(new MqttNetOptions()));
}
