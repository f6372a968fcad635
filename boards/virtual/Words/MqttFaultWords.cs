using FieldNode.Mqtt;

namespace FieldNode.Virtual.Words;

/// <summary>
/// What to do about each fault between a node and its broker. One sentence or two, without a full stop behind the last, and without brackets: in
/// a log they hold what was seen.
/// </summary>
public static class MqttFaultWords
{
    /// <summary>What to do; empty: nothing has to be done.</summary>
    /// <param name="fault">The fault.</param>
    /// <param name="clientId">The node's MQTT client id, or null if it is not known.</param>
    public static string Advice(MqttFault fault, string? clientId = null)
    {
        string ours = clientId is null ? "the node's client id" : $"the client id {clientId}";
        return fault switch
        {
            MqttFault.None or MqttFault.ClosedByUs => "",
            MqttFault.NameNotFound => "Check broker.host in the node file, and the name server of this machine",
            MqttFault.Unreachable => "Check cable, address and route: nothing answers at the broker's address",
            MqttFault.ConnectionRefused => "The host is there, the port is not: check broker.port and whether the broker runs",
            MqttFault.ConnectionLost => "Check the network and the broker's log; a firewall that forgets idle connections ends them so",
            MqttFault.ConnectTimeout => "Something drops the packets: check the firewall on the way and the broker's address",
            MqttFault.TlsFailed => "Look into the broker's log: it says what it did not take",
            MqttFault.TlsUntrusted => "Name the CA of this broker in broker.caFile, or give the broker a certificate of our CA",
            MqttFault.TlsExpired => "Renew the broker's certificate, or set this clock right",
            MqttFault.TlsNotYetValid => "Set this clock right, or wait until the certificate begins",
            MqttFault.TlsNameMismatch => "Use the name of the certificate in broker.host, or give the broker a certificate for this name",
            MqttFault.TlsWrongUsage => "Give the broker a certificate for servers: fieldnode pki server",
            MqttFault.TlsVersion => "Let the broker speak TLS 1.2 or 1.3",
            MqttFault.TlsRefusedUs => "Look into the broker's log for why. Another CA, expired or revoked: issue the node a new certificate, fieldnode pki node",
            MqttFault.TlsOwnCertificate => "Check broker.certificateFile and broker.keyFile: fieldnode check",
            MqttFault.TlsTimeout => "The broker accepts and says nothing: is it overloaded, or does that port speak another protocol?",
            MqttFault.RefusedVersion => "Let the broker speak MQTT 3.1.1",
            MqttFault.RefusedClientId => $"The broker does not take {ours}: check broker.clientId and the broker's rules for it",
            MqttFault.RefusedUnavailable => "The broker is starting, full or in trouble: look into its log",
            MqttFault.RefusedCredentials => "Check broker.user and broker.passwordFile",
            MqttFault.RefusedNotAuthorized =>
                $"The broker knows us and lets us not in: allow there the subject of our certificate, or broker.user, and {ours}; or set broker.user and broker.passwordFile",
            MqttFault.SubscribeRefused => "Allow the node to read spBv1.0/GROUP/NCMD/NODE and spBv1.0/GROUP/DCMD/NODE/# in the broker's access list",
            MqttFault.NoConnAck => "The port accepts and does not answer: is it an MQTT broker, and does it live?",
            MqttFault.NoSubAck => "The broker answers CONNECT and not SUBSCRIBE: look into its log",
            MqttFault.NoPingResp => "The link is half open, or the broker hangs: check the network on the way",
            MqttFault.NoPubAck => "The broker does not confirm: look into its log",
            MqttFault.PacketTooLarge or MqttFault.ProtocolError => "What answers is no MQTT 3.1.1 broker, or is broken: check broker.port",
            MqttFault.ClosedByBroker =>
                $"If it comes again and again, somebody else connects with {ours}: a second node of this name, or this one started twice. The broker's log names its address",
            MqttFault.SendTimeout => "The network takes no bytes: check the link",
            MqttFault.NotOpen or MqttFault.Busy => "A fault of ours: please report it",
            MqttFault.StoreFailed => "Without a bdSeq that is kept no session may begin: the state folder must take it first",
            _ => "",
        };
    }
}
