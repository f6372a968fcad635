using System.Security.Authentication;
using MQTTnet.Protocol;

namespace FieldNode.Mqtt.Tests;

/// <summary>The session and the wire against a broker that demands a client certificate.</summary>
public sealed class MqttNetWireTests(ITestOutputHelper output) : IDisposable
{
    private static readonly byte[] Will = [0x58, 0x00, 0x12, 0x00, 0x00, 0x80, 0xFE, 0xFF, 0x00];

    private readonly TestPki pki = new();

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task A_session_comes_online_publishes_and_gets_its_receipt(SslProtocols protocol)
    {
        await using TestBroker broker = await TestBroker.Start(pki, protocols: protocol);
        using LiveSession live = new(pki.Options, broker.Port);
        Assert.True(await live.Until(() => live.Session.State == MqttState.Online), live.Wire.LastFaultText);

        byte[] payload = [9, 0, 1, 0xFF, 0x80, 9];
        Assert.Equal(MqttFault.None, live.Session.Publish("data/1", payload, 1, 4));
        Assert.Equal(MqttFault.None, live.Session.PublishConfirmed("data/2", payload, 0, 0));
        live.Session.RequestReceipt();
        Assert.True(await live.Until(() => live.Listener.Receipts.Count == 1 && !live.Session.ConfirmPending));

        Assert.Equal(2, live.Session.ReceiptCovers);
        var published = broker.Published();
        Assert.Equal(["data/1", "data/2"], published.Select(message => message.Topic));
        Assert.Equal([0, 1, 0xFF, 0x80], published[0].Payload);
        Assert.Equal([0, 1], published.Select(message => message.Qos));
        Assert.Empty(published[1].Payload);
        Assert.Empty(live.Listener.Offline);
    }

    [Fact]
    public async Task The_will_arrives_as_it_was_given_after_a_close_without_a_disconnect()
    {
        await using TestBroker broker = await TestBroker.Start(pki);
        using LiveSession live = new(pki.Options, broker.Port);
        live.Listener.Will = Will;
        using LiveSession witness = new(pki.Options, broker.Port, clientId: "witness");
        Assert.True(await live.Until(() => live.Session.State == MqttState.Online), live.Wire.LastFaultText);

        live.Session.Drop(MqttFault.NoPingResp, live.NowMs);

        Assert.True(await witness.Until(() => broker.Published().Length > 0));
        var will = Assert.Single(broker.Published());
        Assert.Equal("will/plant1-node1", will.Topic);
        Assert.Equal(Will, will.Payload);
        Assert.Equal(1, will.Qos);
        Assert.False(will.Retain);
    }

    [Fact]
    public async Task No_will_comes_after_an_intended_stop_and_the_last_message_is_confirmed_before_it()
    {
        await using TestBroker broker = await TestBroker.Start(pki);
        using LiveSession live = new(pki.Options, broker.Port);
        Assert.True(await live.Until(() => live.Session.State == MqttState.Online), live.Wire.LastFaultText);

        live.Session.PublishConfirmed("last", Will, 0, Will.Length);
        live.Session.Stop(live.NowMs);
        Assert.Equal(MqttState.Closing, live.Session.State);
        Assert.Equal(MqttFault.ClosedByUs, await live.FirstFault());

        // A second session shows that the broker has had time to see the end of the first.
        using LiveSession second = new(pki.Options, broker.Port, clientId: "second");
        Assert.True(await second.Until(() => second.Session.State == MqttState.Online));
        second.Session.RequestReceipt();
        Assert.True(await second.Until(() => second.Listener.Receipts.Count == 1));
        Assert.Equal(["last"], broker.Published().Select(message => message.Topic));
    }

    [Fact]
    public async Task A_message_reaches_the_node_and_its_acknowledgement_the_broker()
    {
        await using TestBroker broker = await TestBroker.Start(pki);
        using LiveSession live = new(pki.Options, broker.Port);
        Assert.True(await live.Until(() => live.Session.State == MqttState.Online), live.Wire.LastFaultText);
        await broker.Publish("cmd/rebirth", Will, 1);
        await broker.Publish("cmd/empty", [], 0);
        await broker.Publish("other", [1], 1);
        await broker.Publish("state/host", [2], 1);
        Assert.True(await live.Until(() => live.Listener.Messages.Count == 3));
        Assert.Equal(["cmd/rebirth", "cmd/empty", "state/host"],
            live.Listener.Messages.Select(message => message.Topic));
        Assert.Equal(Will, live.Listener.Messages[0].Payload);
        Assert.Empty(live.Listener.Messages[1].Payload);
    }

    [Fact]
    public async Task A_message_larger_than_the_bound_goes_by_within_the_session_and_the_next_one_is_taken()
    {
        await using TestBroker broker = await TestBroker.Start(pki);
        using LiveSession live = new(pki.Options, broker.Port);
        Assert.True(await live.Until(() => live.Session.State == MqttState.Online), live.Wire.LastFaultText);
        await broker.Publish("cmd/huge", new byte[1024 * 1024], 1);
        await broker.Publish("cmd/next", Will, 1);
        Assert.True(await live.Until(() => live.Listener.Messages.Count > 0), live.Wire.LastFaultText);
        Assert.Equal("cmd/next", live.Listener.Messages[0].Topic);
        Assert.Single(live.Listener.Overlong);
        Assert.Equal((0, 0), (live.Session.Reconnects, live.Listener.Offline.Count));
    }

    [Fact]
    public async Task A_broker_that_ends_the_connection_is_told_apart_from_a_lost_one()
    {
        await using TestBroker broker = await TestBroker.Start(pki);
        using LiveSession live = new(pki.Options, broker.Port);
        Assert.True(await live.Until(() => live.Session.State == MqttState.Online), live.Wire.LastFaultText);
        await broker.DisconnectAll();
        Assert.Equal(MqttFault.ClosedByBroker, await live.FirstFault());
        Assert.True(await live.Until(() => live.Session.Reconnects == 1));
    }

    [Theory]
    [InlineData(MqttConnectReasonCode.BadUserNameOrPassword, MqttFault.RefusedCredentials)]
    [InlineData(MqttConnectReasonCode.NotAuthorized, MqttFault.RefusedNotAuthorized)]
    [InlineData(MqttConnectReasonCode.ServerUnavailable, MqttFault.RefusedUnavailable)]
    public async Task A_refusal_by_connack_is_named(MqttConnectReasonCode reason, MqttFault fault)
    {
        await using TestBroker broker = await TestBroker.Start(pki);
        broker.Refuse(reason);
        using LiveSession live = new(pki.Options, broker.Port);
        Assert.Equal(fault, await live.FirstFault());
    }

    [Fact]
    public async Task Two_thousand_publishes_in_a_row_arrive_in_their_order_and_allocate_next_to_nothing()
    {
        await using TestBroker broker = await TestBroker.Start(pki);
        using LiveSession live = new(pki.Options, broker.Port);
        Assert.True(await live.Until(() => live.Session.State == MqttState.Online), live.Wire.LastFaultText);
        byte[] payload = new byte[300];
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        long startMs = live.NowMs;
        for (int i = 0; i < 2000; i++)
        {
            BitConverter.TryWriteBytes(payload, i);
            if (live.Session.Publish("data", payload, 0, 4 + (i % 297)) != MqttFault.None)
            {
                Assert.Fail(live.Wire.LastFaultText);
            }
        }

        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        output.WriteLine($"{allocated / 2000} bytes allocated per publish, {(live.NowMs - startMs) / 2.0} us");
        Assert.InRange(allocated / 2000, 0, 64);
        live.Session.RequestReceipt();
        Assert.True(await live.Until(() => live.Listener.Receipts.Count == 1));
        var published = broker.Published();
        Assert.Equal(Enumerable.Range(0, 2000), published.Select(message => BitConverter.ToInt32(message.Payload)));
        Assert.Equal(Enumerable.Range(0, 2000).Select(i => 4 + (i % 297)),
            published.Select(message => message.Payload.Length));
    }

    public void Dispose() => pki.Dispose();
}
