using System.Globalization;
using FieldNode.Sparkplug;
using FieldNode.Virtual.Serial;

namespace FieldNode.Virtual;

/// <summary>What a log has to know of its node to say what to do.</summary>
public sealed class NodeLogFacts
{
    private static readonly SparkplugOptions Bounds = new();

    /// <summary>The node's MQTT client id.</summary>
    public string? ClientId { get; init; }

    /// <summary>Where the node's state is, as it was named.</summary>
    public string StateFolder { get; init; } = "";

    /// <summary>What the operating system said when the state folder refused the last write, or empty.</summary>
    public Func<string> StoreText { get; init; } = () => "";

    /// <summary>When the node's certificate ends, ms since 1970 UTC; 0: not known.</summary>
    public long CertificateEndMs { get; init; }

    /// <summary>The serial ports of its lines.</summary>
    public PortTexts Ports { get; } = new();

    /// <summary>Why a day (since 1970-01-01) is not believed, and what to do.</summary>
    public string WhyNot(int day)
    {
        DateTime shown = DateTime.UnixEpoch.AddDays(day);
        DateTime floor = DateTime.UnixEpoch.AddMilliseconds(Bounds.ClockFloorMs);
        DateTime end = DateTime.UnixEpoch.AddMilliseconds(CertificateEndMs);
        string why = shown < floor ? $"it is before {Day(floor)}"
            : CertificateEndMs != 0 && shown >= end.Date ? $"the node's certificate ends on {Day(end)}"
            : "it is too late to be true";
        return $"{why}. No connection is tried until the clock is right. Set it: timedatectl set-ntp true"
            + (shown < floor ? "" : "; if it is right, renew the certificate (fieldnode pki renew)");
    }

    private static string Day(DateTime day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
