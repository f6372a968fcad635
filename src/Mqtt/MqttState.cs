namespace FieldNode.Mqtt
{
    /// <summary>Where a session stands. Numbers are rows of MqttSession's table: never reorder.</summary>
    public enum MqttState
    {
        /// <summary>No connection; the next attempt waits for its time, or the session was stopped.</summary>
        Offline = 0,
        /// <summary>CONNECT was sent.</summary>
        WaitConnAck = 1,
        /// <summary>SUBSCRIBE was sent.</summary>
        WaitSubAck = 2,
        /// <summary>Publishing may begin.</summary>
        Online = 3,
        /// <summary>Stopped, but a confirmed publish still waits for its PUBACK; DISCONNECT follows.</summary>
        Closing = 4
    }
}
