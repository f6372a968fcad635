namespace FieldNode.Sparkplug
{
    /// <summary>What an edge node is told at its start.</summary>
    public sealed class SparkplugOptions
    {
        /// <summary>Group id: no <c>+ / #</c>.</summary>
        public string Group;
        /// <summary>Edge node id: no <c>+ / #</c>.</summary>
        public string Node;
        /// <summary>Longest data payload, in bytes; more changes go into further messages. Births are as long as they must be.</summary>
        public int FrameBytesMax = 2048;
        /// <summary>Longest command payload that is read, in bytes.</summary>
        public int CommandBytesMax = 2048;
        /// <summary>Most metrics in one command.</summary>
        public int CommandMetricsMax = 64;
        /// <summary>The clock is not believed, and no connection tried, below this time: ms since 1970 UTC. A certificate needs a date too.</summary>
        public long ClockFloorMs = 1767225600000; // 2026-01-01
    }

    /// <summary>What happened in a Sparkplug session, for a log. Never reorder.</summary>
    public enum EdgeEvent
    {
        /// <summary>NBIRTH is out.</summary>
        NodeBorn = 1,
        /// <summary>DBIRTH is out.</summary>
        DeviceBorn = 2,
        /// <summary>DDEATH is out; the number is the <see cref="FieldNode.Tags.QualityReason"/>.</summary>
        DeviceDied = 3,
        /// <summary>A host asked for a rebirth.</summary>
        RebirthAsked = 4,
        /// <summary>A command could not be read; the number is the <see cref="FieldNode.ProtoLite.DecodeError"/>.</summary>
        CommandUnreadable = 5,
        /// <summary>A command was not allowed, or makes no sense; the number is the <see cref="CommandVerdict"/>.</summary>
        CommandRefused = 6,
        /// <summary>A write was passed on to the field; the number is the tag.</summary>
        WritePassed = 7,
        /// <summary>The session ended; the number is the <see cref="FieldNode.Mqtt.MqttFault"/>.</summary>
        Offline = 8,
        /// <summary>The birth did not fit its buffer: a fault of ours.</summary>
        BirthTooLong = 9,
        /// <summary>bdSeq could not be stored; no connection without it.</summary>
        StoreFailed = 10
    }

    /// <summary>What became of one metric of a command. Never reorder.</summary>
    public enum CommandVerdict
    {
        /// <summary>Passed on.</summary>
        Passed = 0,
        /// <summary>No tag has that name or alias in that device.</summary>
        UnknownMetric = 1,
        /// <summary>The settings do not let hosts write it.</summary>
        NotAllowed = 2,
        /// <summary>There is no value, or not one of the tag's kind.</summary>
        WrongType = 3,
        /// <summary>The value does not fit the tag's datatype.</summary>
        OutOfRange = 4,
        /// <summary>The field driver did not take it.</summary>
        NotTaken = 5,
        /// <summary>The device is unknown or not born.</summary>
        UnknownDevice = 6,
        /// <summary>The broker had stored it: nobody means it now.</summary>
        Retained = 7
    }

    /// <summary>Who hears of events and carries writes to the field. Called on the loop's thread; MUST NOT throw.</summary>
    public interface IEdgeOwner
    {
        /// <summary>Something happened. <paramref name="device"/> is 0 for the node itself.</summary>
        void OnEdgeEvent(EdgeEvent what, int device, int number);

        /// <summary>A host writes a tag that its settings allow it to write.</summary>
        /// <returns>True if a driver took it.</returns>
        bool OnHostWrite(int tag, double value, long bits);
    }
}
