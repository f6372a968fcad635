namespace FieldNode.Sparkplug
{
    /// <summary>
    /// The session of an edge node as one table: in which state a signal does what, and what follows. A signal without a row means nothing in
    /// that state. The order is the specification's (Sparkplug 3.0.0, chapter 5); each row names its section.
    /// </summary>
    public sealed class EdgeSession
    {
        private const int Columns = 4;

        private static readonly byte[] Table =
        {
            // state                      signal                       action                       next state
            // 5.4: CONNECT, SUBSCRIBE, then births, or first the wait for the primary host (phid-wait)
            (byte)EdgeState.Offline,      (byte)EdgeSignal.Subscribed, (byte)EdgeAction.Birth,      (byte)EdgeState.Born,
            (byte)EdgeState.Offline,      (byte)EdgeSignal.MustWait,   (byte)EdgeAction.StartWait,  (byte)EdgeState.AwaitHost,
            (byte)EdgeState.AwaitHost,    (byte)EdgeSignal.HostOnline, (byte)EdgeAction.StartDelay, (byte)EdgeState.AwaitTurn,
            (byte)EdgeState.AwaitTurn,    (byte)EdgeSignal.Elapsed,    (byte)EdgeAction.Birth,      (byte)EdgeState.Born,
            // 5.5 and 5.13: a host that is offline, or that says nothing, is looked for on the next server (…-multiple-servers-walk)
            (byte)EdgeState.AwaitHost,    (byte)EdgeSignal.HostOffline, (byte)EdgeAction.Walk,      (byte)EdgeState.AwaitHost,
            (byte)EdgeState.AwaitHost,    (byte)EdgeSignal.Elapsed,    (byte)EdgeAction.Walk,       (byte)EdgeState.AwaitHost,
            (byte)EdgeState.AwaitTurn,    (byte)EdgeSignal.HostOffline, (byte)EdgeAction.Walk,      (byte)EdgeState.AwaitHost,
            // 5.5: a born node whose host goes publishes NDEATH, disconnects, and goes on (phid-offline, termination-host-offline)
            (byte)EdgeState.Born,         (byte)EdgeSignal.HostOffline, (byte)EdgeAction.LeaveOn,   (byte)EdgeState.Leaving,
            // 5.11: births at a host's request (…-commands-rebirth-action-1 to -3)
            (byte)EdgeState.Born,         (byte)EdgeSignal.Rebirth,    (byte)EdgeAction.Birth,      (byte)EdgeState.Born,
            // 6.4.23, Node Control/Next Server
            (byte)EdgeState.AwaitHost,    (byte)EdgeSignal.NextServer, (byte)EdgeAction.Walk,       (byte)EdgeState.AwaitHost,
            (byte)EdgeState.AwaitTurn,    (byte)EdgeSignal.NextServer, (byte)EdgeAction.Walk,       (byte)EdgeState.AwaitHost,
            (byte)EdgeState.Born,         (byte)EdgeSignal.NextServer, (byte)EdgeAction.LeaveOn,    (byte)EdgeState.Leaving,
            // 5.5: an intended end (intentional-disconnect)
            (byte)EdgeState.Offline,      (byte)EdgeSignal.Stop,       (byte)EdgeAction.Quit,       (byte)EdgeState.Stopped,
            (byte)EdgeState.AwaitHost,    (byte)EdgeSignal.Stop,       (byte)EdgeAction.Quit,       (byte)EdgeState.Stopped,
            (byte)EdgeState.AwaitTurn,    (byte)EdgeSignal.Stop,       (byte)EdgeAction.Quit,       (byte)EdgeState.Stopped,
            (byte)EdgeState.Born,         (byte)EdgeSignal.Stop,       (byte)EdgeAction.LeaveForGood, (byte)EdgeState.Stopped,
            (byte)EdgeState.Leaving,      (byte)EdgeSignal.Stop,       (byte)EdgeAction.Quit,       (byte)EdgeState.Stopped,
            // 5.5: the link is gone; the broker publishes the will, or it was told not to
            (byte)EdgeState.AwaitHost,    (byte)EdgeSignal.Lost,       (byte)EdgeAction.None,       (byte)EdgeState.Offline,
            (byte)EdgeState.AwaitTurn,    (byte)EdgeSignal.Lost,       (byte)EdgeAction.None,       (byte)EdgeState.Offline,
            (byte)EdgeState.Born,         (byte)EdgeSignal.Lost,       (byte)EdgeAction.None,       (byte)EdgeState.Offline,
            (byte)EdgeState.Leaving,      (byte)EdgeSignal.Lost,       (byte)EdgeAction.None,       (byte)EdgeState.Offline
        };

        /// <summary>Where the session stands.</summary>
        public EdgeState State { get; private set; }

        /// <summary>Takes a signal.</summary>
        /// <returns>What is to be done; None also where the signal means nothing now.</returns>
        public EdgeAction Take(EdgeSignal signal)
        {
            for (int row = 0; row < Table.Length; row += Columns)
            {
                if (Table[row] == (byte)State && Table[row + 1] == (byte)signal)
                {
                    State = (EdgeState)Table[row + 3];
                    return (EdgeAction)Table[row + 2];
                }
            }

            return EdgeAction.None;
        }
    }

    /// <summary>Where the session of an edge node stands. Never reorder: it is a metric.</summary>
    public enum EdgeState
    {
        /// <summary>There is no MQTT session, or its SUBACK is awaited.</summary>
        Offline = 0,
        /// <summary>Subscribed; no online STATE of the primary host came yet on this server.</summary>
        AwaitHost = 1,
        /// <summary>The host is online; a random delay keeps a thousand nodes from being born at once.</summary>
        AwaitTurn = 2,
        /// <summary>Births are out, data flows.</summary>
        Born = 3,
        /// <summary>NDEATH is out, DISCONNECT follows its PUBACK, then the next server.</summary>
        Leaving = 4,
        /// <summary>The node ended on purpose.</summary>
        Stopped = 5
    }

    /// <summary>What happens to a session.</summary>
    public enum EdgeSignal
    {
        /// <summary>CONNACK and SUBACK came, and nobody has to be waited for.</summary>
        Subscribed = 0,
        /// <summary>CONNACK and SUBACK came, and there is a primary host.</summary>
        MustWait = 1,
        /// <summary>A valid STATE says that the host is online.</summary>
        HostOnline = 2,
        /// <summary>A valid STATE says that it is offline.</summary>
        HostOffline = 3,
        /// <summary>The wait or the delay is over.</summary>
        Elapsed = 4,
        /// <summary>A rebirth is to be served.</summary>
        Rebirth = 5,
        /// <summary>A host commands the node to its next server.</summary>
        NextServer = 6,
        /// <summary>The node is to end.</summary>
        Stop = 7,
        /// <summary>The connection is gone, or was left.</summary>
        Lost = 8
    }

    /// <summary>What a session does.</summary>
    public enum EdgeAction
    {
        /// <summary>Nothing.</summary>
        None = 0,
        /// <summary>Publish NBIRTH and every DBIRTH.</summary>
        Birth = 1,
        /// <summary>Wait for a STATE, for a while.</summary>
        StartWait = 2,
        /// <summary>Draw a delay and wait for it.</summary>
        StartDelay = 3,
        /// <summary>DISCONNECT and go to the next server; with one server wait on.</summary>
        Walk = 4,
        /// <summary>NDEATH, DISCONNECT, next server.</summary>
        LeaveOn = 5,
        /// <summary>DDEATHs, NDEATH, DISCONNECT, and that was it.</summary>
        LeaveForGood = 6,
        /// <summary>DISCONNECT, if there is a connection, and that was it.</summary>
        Quit = 7
    }
}
