using System;

namespace FieldNode.Sparkplug
{
    /// <summary>
    /// The host that this node's data is meant for: births go out only while it is online on the server that the node is connected to
    /// (Sparkplug 3.0.0, 5.4 message-flow-edge-node-birth-publish-phid-wait, 5.5 termination-host-offline). Timestamps are remembered for each
    /// server and over reconnects, since brokers keep STATE: what one of them still holds may be older than what the node has seen.
    /// </summary>
    public sealed class PrimaryHost
    {
        /// <summary>
        /// A STATE that is further ahead of the node's clock, in ms, is refused: by the rules for timestamps one message from the year
        /// 2262 would silence the node for good.
        /// </summary>
        public const int AheadMsMax = 300000;

        private const long NeverSeen = -1;

        private readonly string topic;
        private readonly StateText state = new StateText();
        private readonly long[] lastMs;        // by server: of any STATE that counted
        private readonly long[] lastOnlineMs;
        private int server;

        /// <summary>Makes one.</summary>
        /// <param name="host">Host id.</param>
        /// <param name="servers">How many servers the node has, 1 or more.</param>
        /// <param name="isLegacy">The host speaks version 2.2: topic STATE/{host}, text ONLINE or OFFLINE, no timestamps.</param>
        /// <exception cref="ArgumentException">There is no host id, or no server.</exception>
        public PrimaryHost(string host, int servers, bool isLegacy)
        {
            if (host == null || host.Length == 0 || servers < 1)
            {
                throw new ArgumentException("a primary host needs an id and a server");
            }

            topic = (isLegacy ? "STATE/" : "spBv1.0/STATE/") + host;
            state.IsLegacy = isLegacy;
            lastMs = new long[servers];
            lastOnlineMs = new long[servers];
            for (int i = 0; i < servers; i++)
            {
                lastMs[i] = NeverSeen;
                lastOnlineMs[i] = NeverSeen;
            }
        }

        /// <summary>Topic to subscribe to.</summary>
        public string Topic
        {
            get { return topic; }
        }

        /// <summary>True between a STATE that says so and the next that denies it, or the end of the session.</summary>
        public bool IsOnline { get; private set; }

        /// <summary>True once a STATE of this session counted: then <see cref="IsOnline"/> is what it said.</summary>
        public bool IsKnown { get; private set; }

        /// <summary>How often it went from online to offline.</summary>
        public int TimesOffline { get; private set; }

        /// <summary>STATE messages that were no STATE, or too far ahead.</summary>
        public int Refused { get; private set; }

        /// <summary>STATE messages that were older than what was known.</summary>
        public int Stale { get; private set; }

        /// <summary>A new session on a server: nothing is known of the host until its STATE comes.</summary>
        public void Begin(int onServer)
        {
            server = onServer;
            IsOnline = false;
            IsKnown = false;
        }

        /// <summary>Takes a message of <see cref="Topic"/>, retained or not.</summary>
        /// <param name="utcMs">The node's clock, ms since 1970 UTC.</param>
        /// <returns>What it changed.</returns>
        public HostChange Take(byte[] payload, int offset, int count, long utcMs)
        {
            if (!state.Read(payload, offset, count) || state.TimestampMs > utcMs + AheadMsMax)
            {
                Refused++;
                return HostChange.None;
            }

            // online: not older than any STATE seen; offline: not older than the last online. Equal counts: a host's will has its birth's time.
            long time = state.TimestampMs;
            if (time < (state.IsOnline ? lastMs[server] : lastOnlineMs[server]))
            {
                Stale++;
                return HostChange.None;
            }

            lastMs[server] = time > lastMs[server] ? time : lastMs[server];
            if (state.IsOnline)
            {
                lastOnlineMs[server] = time;
            }

            bool was = IsOnline;
            IsOnline = state.IsOnline;
            IsKnown = true;
            TimesOffline += was && !IsOnline ? 1 : 0;
            return IsOnline ? was ? HostChange.None : HostChange.Online : HostChange.Offline;
        }
    }

    /// <summary>What a STATE message changed. Never reorder.</summary>
    public enum HostChange
    {
        /// <summary>Nothing.</summary>
        None = 0,
        /// <summary>The host is online now.</summary>
        Online = 1,
        /// <summary>The host is offline: said so, whether or not it was known.</summary>
        Offline = 2
    }
}
