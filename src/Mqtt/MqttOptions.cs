using System;

namespace FieldNode.Mqtt
{
    /// <summary>
    /// What is fixed about a session. Read in construction and at each connect; do not change it afterwards.
    /// </summary>
    public sealed class MqttOptions
    {
        private const int TimeMaxMs = 86400000;

        /// <summary>The brokers in the order in which they are tried, at least one.</summary>
        public MqttBroker[] Servers;
        /// <summary>MQTT client identifier, not empty.</summary>
        public string ClientId;
        /// <summary>Topic of the will, for Sparkplug that of NDEATH.</summary>
        public string WillTopic;
        /// <summary>
        /// Topic filters, all subscribed with QoS 1 before the session is online. Null or empty: none. Others for later sessions:
        /// <see cref="MqttSession.UseFilters"/>.
        /// </summary>
        public string[] Filters;
        /// <summary>
        /// Keep-alive in s, 1 to 65535. The broker gives a client up after 1.5 times this (MQTT 3.1.1, 3.1.2.10).
        /// </summary>
        public int KeepAliveS = 30;
        /// <summary>How long a CONNACK may take, in ms.</summary>
        public int ConnAckTimeoutMs = 10000;
        /// <summary>How long a SUBACK may take, in ms.</summary>
        public int SubAckTimeoutMs = 10000;
        /// <summary>How long a PINGRESP may take, in ms: with it a half-open link is found.</summary>
        public int PingTimeoutMs = 10000;
        /// <summary>How long a PUBACK may take, in ms.</summary>
        public int PubAckTimeoutMs = 5000;
        /// <summary>Shortest wait between two attempts, in ms.</summary>
        public int BackoffMinMs = 1000;
        /// <summary>Longest wait between two attempts that cost next to nothing, in ms; see <see cref="Backoff"/> for others.</summary>
        public int BackoffMaxMs = 300000;
        /// <summary>See <see cref="MqttSession.ConnectDelayMaxMs"/>.</summary>
        public int ConnectDelayMaxMs;
        /// <summary>Room for the will's payload, in bytes.</summary>
        public int WillBytesMax = 128;
        /// <summary>
        /// Start of the jitter's random numbers; should differ from node to node (a hash of the client id, say). 0
        /// counts as 1.
        /// </summary>
        public uint JitterSeed = 1;

        /// <summary>Throws if an option is missing or out of its range.</summary>
        /// <exception cref="ArgumentException">With the option's name.</exception>
        internal void Check()
        {
            if (Servers == null || Servers.Length == 0)
            {
                throw new ArgumentException("Servers is needed");
            }

            for (int i = 0; i < Servers.Length; i++)
            {
                MqttBroker server = Servers[i];
                NeedText(server.Host, "Host");
                NeedRange(server.Port, 1, 65535, "Port");
                if (server.Password != null)
                {
                    NeedText(server.User, "User");
                }
            }

            NeedText(ClientId, "ClientId");
            NeedText(WillTopic, "WillTopic");
            NeedRange(KeepAliveS, 1, 65535, "KeepAliveS");
            NeedRange(WillBytesMax, 1, 65535, "WillBytesMax");
            NeedRange(ConnAckTimeoutMs, 1, TimeMaxMs, "ConnAckTimeoutMs");
            NeedRange(SubAckTimeoutMs, 1, TimeMaxMs, "SubAckTimeoutMs");
            NeedRange(PingTimeoutMs, 1, TimeMaxMs, "PingTimeoutMs");
            NeedRange(PubAckTimeoutMs, 1, TimeMaxMs, "PubAckTimeoutMs");
            NeedRange(BackoffMaxMs, 1, TimeMaxMs, "BackoffMaxMs");
            NeedRange(BackoffMinMs, 1, BackoffMaxMs, "BackoffMinMs");
            NeedRange(ConnectDelayMaxMs, 0, TimeMaxMs, "ConnectDelayMaxMs");
        }

        private static void NeedText(string text, string name)
        {
            if (text == null || text.Length == 0)
            {
                throw new ArgumentException(name + " is needed");
            }
        }

        private static void NeedRange(int value, int min, int max, string name)
        {
            if (value < min || value > max)
            {
                throw new ArgumentException(name + " is out of its range");
            }
        }
    }
}
