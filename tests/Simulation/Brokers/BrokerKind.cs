namespace FieldNode.Simulation;

/// <summary>Brokers as they are found in plants. All of them keep to MQTT 3.1.1 as far as a client can see.</summary>
internal enum BrokerKind
{
    /// <summary>Hands each message on before it answers the next packet.</summary>
    Sound,

    /// <summary>Answers PINGREQ at once, whatever it still has in its queue.</summary>
    AnswersEarly,

    /// <summary>Its access list forbids the data of one device, and it does not say so.</summary>
    Forbids,

    /// <summary>Drops a message with QoS 0 now and then: a subscriber was slow.</summary>
    DropsQos0,

    /// <summary>Dies now and then, right after it answered a PINGREQ, with messages in its queue.</summary>
    DiesAfterAnswer,

    /// <summary>Keeps its retained messages in memory alone.</summary>
    ForgetsRetained,
}
