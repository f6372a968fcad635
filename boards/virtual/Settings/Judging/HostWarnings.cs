using System.Net;
using FieldNode.Settings;

namespace FieldNode.Virtual.Settings;

/// <summary>Hosts of brokers that no machine can have, and brokers that are one.</summary>
internal static class HostWarnings
{
    private const int LabelMax = 63; // RFC 1035, section 2.3.4

    internal static IEnumerable<SettingsWarning> Of(NodeSettings settings)
    {
        (string Path, string Host, int Port)[] hosts =
        [
            ("broker", settings.Broker.Host, settings.Broker.Port),
            .. (settings.OtherBrokers ?? []).Select((other, i) => ($"otherBrokers[{i}]", other.Host, other.Port)),
        ];
        for (int i = 0; i < hosts.Length; i++)
        {
            (string path, string host, int port) = hosts[i];
            if (WhyNot(host) is { } why)
            {
                yield return new SettingsWarning(path + ".host", $"{Texts.Quote(host)} {why}", "write the name in the broker's certificate, or its address", StopsWork: true);
            }

            int first = Array.FindIndex(hosts, other => other.Port == port && Texts.EqualsIgnoreCase(other.Host, host));
            if (first < i)
            {
                yield return new SettingsWarning(path + ".host", $"{host}:{port} is {hosts[first].Path} already", "remove it, or write the other broker");
            }
        }
    }

    /// <summary>Why no machine has this name or address; null: one may.</summary>
    internal static string? WhyNot(string host)
    {
        string[] labels = host.Split('.');
        if (labels.Any(label => label.Length > LabelMax))
        {
            return $"has a part of more than {LabelMax} characters";
        }

        // A name whose last part is a number is read as an address (WHATWG URL, "ends in a number"; RFC 3696, section 2).
        if (!labels[^1].All(char.IsAsciiDigit))
        {
            return null;
        }

        if (labels.Length != 4 || !labels.All(label => label.Length is > 0 and <= 3 && label.All(char.IsAsciiDigit) && int.Parse(label) <= 255))
        {
            return "is no IPv4 address (four numbers of 0 to 255), and no name ends in a number";
        }

        byte[] address = IPAddress.Parse(string.Join('.', labels.Select(label => int.Parse(label)))).GetAddressBytes();
        return address[0] switch
        {
            0 => "means no machine (RFC 1122, section 3.2.1.3)",
            >= 224 and < 240 => "is a multicast address, and no machine's own",
            >= 240 => "is no machine's address (RFC 1112, section 4)",
            _ => labels.Any(label => label.Length > 1 && label[0] == '0') ? "has a number with a zero in front, which some systems read as octal" : null,
        };
    }
}
