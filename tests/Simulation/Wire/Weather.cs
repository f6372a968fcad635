using FieldNode.Mqtt;

namespace FieldNode.Simulation;

/// <summary>What the way from the node to one broker does now. Times are virtual µs; a time that has passed means that it works.</summary>
internal sealed class Weather
{
    /// <summary>A packet's way, one direction.</summary>
    public long LatencyUs { get; set; } = 20_000;

    /// <summary>Until then each packet takes <see cref="DripLatencyUs"/> more, one behind the other.</summary>
    public long DripUntilUs { get; set; }

    /// <summary>How much more.</summary>
    public long DripLatencyUs { get; set; }

    /// <summary>Until then nothing of the node comes through; TCP sends it again later.</summary>
    public long UpDarkUntilUs { get; set; }

    /// <summary>Until then nothing comes through to the node.</summary>
    public long DownDarkUntilUs { get; set; }

    /// <summary>Until then an attempt to connect ends with <see cref="OpenFault"/> after <see cref="OpenTakesMs"/>.</summary>
    public long OpenFaultUntilUs { get; set; }

    public MqttFault OpenFault { get; set; }

    public long OpenTakesMs { get; set; }

    /// <summary>Until then a TLS handshake that begins never ends: the peer lives and says nothing.</summary>
    public long HandshakeHangsUntilUs { get; set; }

    /// <summary>All is well from now on.</summary>
    public void Calm() => DripUntilUs = UpDarkUntilUs = DownDarkUntilUs = OpenFaultUntilUs = HandshakeHangsUntilUs = 0;
}
