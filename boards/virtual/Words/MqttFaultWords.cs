using FieldNode.Mqtt;

namespace FieldNode.Virtual.Words;

/// <summary>What is wrong between a node and its broker, and what to do about it. "{client}" stands for the node's client id.</summary>
public static class MqttFaultWords
{
    private const string Client = "{client}";
    private const string AnyClient = "the node's client id";

    private static readonly Symptom[] Table =
    [
        new(MqttFault.NameNotFound, "DNS has no address for the broker's name", "Check `broker.host` and the DNS server of the node's network"),
        new(MqttFault.Unreachable, "Nothing answers at the broker's address", "Check cable, address, gateway and route"),
        new(MqttFault.ConnectionRefused, "The host answers, but nothing listens on the port", "Start the broker; check `broker.port` and the firewall"),
        new(MqttFault.ConnectionLost, "The connection ended without a word", "Once: nothing. Again and again: check the network, then the broker's log; a firewall that forgets idle connections looks the same"),
        new(MqttFault.ConnectTimeout, "Something on the way drops the packets", "Open the broker's port in the firewall between node and broker"),
        new(MqttFault.TlsFailed, "The TLS handshake failed for a reason without a number of its own", "Read the broker's log, and the number in the `tls-failed` event"),
        new(MqttFault.TlsUntrusted, "The broker's certificate is from another CA than `caFile`", "Put the CA that issued the broker's certificate into `caFile`. If nobody changed the broker's certificate, find out who answers there"),
        new(MqttFault.TlsExpired, "The broker's certificate has expired, or the node's clock is ahead", "Renew the broker's certificate; check the node's clock"),
        new(MqttFault.TlsNotYetValid, "The broker's certificate is not valid yet, or the node's clock is behind", "Check the clocks of node and CA"),
        new(MqttFault.TlsNameMismatch, "The broker's certificate is for another host name", "Put the name from the certificate into `broker.host`, or issue the certificate for this name"),
        new(MqttFault.TlsWrongUsage, "The broker's certificate is not a server certificate", "Issue one for servers: `fieldnode pki server`"),
        new(MqttFault.TlsVersion, "The broker speaks no TLS version that the node takes", "Turn on TLS 1.2 or 1.3 at the broker"),
        new(MqttFault.TlsRefusedUs, "The broker refused the node's certificate, or closed before it answered", "The broker's log says why: expired, revoked, or from an unknown CA. Renew it with `fieldnode pki renew`"),
        new(MqttFault.TlsOwnCertificate, "The node cannot use its own certificate or key", "`fieldnode check` says which file is wrong"),
        new(MqttFault.TlsTimeout, "The handshake took too long", "Check the load of the broker, and whether another protocol is on that port"),
        new(MqttFault.RefusedVersion, "The broker does not take MQTT 3.1.1", "Turn it on at the broker"),
        new(MqttFault.RefusedClientId, "The broker does not take the client id", "Check `broker.clientId`, and the rules that the broker has for {client}"),
        new(MqttFault.RefusedUnavailable, "The broker is starting, full or overloaded", "Wait; then read its log"),
        new(MqttFault.RefusedCredentials, "User name or password is wrong", "Check `broker.user` and the password file"),
        new(MqttFault.RefusedNotAuthorized, "The broker knows the node and does not let it in", "Allow the node at the broker: by the common name of its certificate, by {client}, or by its user"),
        new(MqttFault.SubscribeRefused, "The broker does not let the node read its commands", "Allow reading of `spBv1.0/{group}/NCMD/{node}` and `spBv1.0/{group}/DCMD/{node}/#`"),
        new(MqttFault.NoConnAck, "The port accepts the connection, and no broker answers", "Check that an MQTT broker is on this port, and its load"),
        new(MqttFault.NoSubAck, "The broker did not answer the subscription", "Read the broker's log"),
        new(MqttFault.NoPingResp, "The link is half open, or the broker hangs", "Check the network between node and broker, then the broker"),
        new(MqttFault.NoPubAck, "The broker did not confirm the message that ends a session", "Once at a stop: nothing. Else read the broker's log"),
        new(MqttFault.PacketTooLarge, "Sent by firmware up to 0.1.0: a message to the node was too long", "Update the firmware"),
        new(MqttFault.ProtocolError, "What answers is not an MQTT 3.1.1 broker, or sends broken packets", "Check `broker.port`; read the broker's log"),
        new(MqttFault.ClosedByBroker, "The broker ended the connection", "Again and again: somebody else connects with {client} because a second node has this name, or this one was started twice; or the access list forbids a topic. The broker's log names it"),
        new(MqttFault.SendTimeout, "The network takes no more bytes", "Check the link; a congested radio link looks the same"),
        new(MqttFault.NotOpen, "A fault of the firmware", "Report it, with the events"),
        new(MqttFault.ClosedByUs, "The node ended the session itself: a stop, a restart, or its primary host is offline", Symptom.Nothing),
        new(MqttFault.Busy, "A fault of the firmware", "Report it, with the events"),
        new(MqttFault.StoreFailed, "The state folder or flash takes no writes, and no session begins without them", "Make room, or make the folder writable"),
    ];

    /// <summary>Every fault, as a page has it.</summary>
    public static IEnumerable<Symptom> All => Table.Select(one => one with { ToDo = one.ToDo.Replace(Client, AnyClient, StringComparison.Ordinal) });

    /// <summary>What to do, without a full stop at its end; empty: nothing has to be done.</summary>
    /// <param name="fault">The fault.</param>
    /// <param name="clientId">The node's MQTT client id, or null if it is not known.</param>
    public static string Advice(MqttFault fault, string? clientId = null) => Table.FirstOrDefault(one => fault.Equals(one.Of)) is not { } found || found.ToDo == Symptom.Nothing
        ? ""
        : Symptom.Plain(found.ToDo).Replace(Client, clientId is null ? AnyClient : $"the client id {clientId}", StringComparison.Ordinal);
}
