namespace FieldNode.PurdueLab;

/// <summary>What is wrong with a broker.</summary>
internal enum HostileKind
{
    /// <summary>It speaks TLS with whatever certificate it was given, and takes what comes.</summary>
    Tls,

    /// <summary>It speaks MQTT without TLS.</summary>
    Plain,

    /// <summary>It takes the connection and never says a word.</summary>
    Silent,

    /// <summary>It says a byte a second.</summary>
    Drip,

    /// <summary>TLS as it should be, then not a byte of MQTT.</summary>
    Mute,

    /// <summary>TLS and CONNACK as they should be, then packets whose frame is none; another one in each session.</summary>
    MalformedFrames,

    /// <summary>The same with PUBLISHes that must not be.</summary>
    MalformedPublishes,

    /// <summary>The same with answers that nobody asked for.</summary>
    MalformedAnswers,

    /// <summary>TLS and CONNACK as they should be, then a command of 1 MB, again and again.</summary>
    Huge,
}
