using FieldNode.Esp32.Tests;

namespace System.Net.NetworkInformation
{
    public enum NetworkInterfaceType
    {
        Unknown = 1, Ethernet = 6, Wireless80211 = 71, WirelessAP = 72,
    }

    /// <summary>As System.Net of nanoFramework: a snapshot of what the firmware has.</summary>
    public sealed class NetworkInterface(FakeInterface of)
    {
        public NetworkInterfaceType NetworkInterfaceType => of.Kind;
        public string IPv4Address => of.Address;
        public bool IsDhcpEnabled => of.IsDhcp;

        public static NetworkInterface[] GetAllNetworkInterfaces() =>
            FakeChip.Current.IsNetworkBroken
                ? throw new InvalidOperationException("broken")
                : [.. FakeChip.Current.Interfaces.Select(one => new NetworkInterface(one))];

        public void EnableStaticIPv4(string ipv4Address, string ipv4SubnetMask, string ipv4GatewayAddress)
        {
            of.IsDhcp = false;
            of.Address = ipv4Address;
            of.Set.Add($"{ipv4Address} {ipv4SubnetMask} {ipv4GatewayAddress}");
        }

        public void EnableDhcp()
        {
            of.IsDhcp = true;
            of.Set.Add("dhcp");
        }

        public void EnableStaticIPv4Dns(string[] dnsAddresses) => of.Set.Add("dns " + string.Join(",", dnsAddresses));
    }
}

namespace System.Device.Wifi
{
    public enum WifiReconnectionKind
    {
        Automatic, Manual,
    }

    public enum WifiConnectionStatus
    {
        AccessRevoked, InvalidCredential, NetworkNotAvailable, Success, Timeout, UnspecifiedFailure, UnsupportedAuthenticationProtocol,
    }

    public sealed class WifiConnectionResult(WifiConnectionStatus status)
    {
        public WifiConnectionStatus ConnectionStatus => status;
    }

    public sealed class WifiAdapter
    {
        public static WifiAdapter[] FindAllAdapters() => [new WifiAdapter()];

        public WifiConnectionResult Connect(string ssid, WifiReconnectionKind reconnectionKind, string passwordCredential)
        {
            ArgumentNullException.ThrowIfNull(passwordCredential); // FAULT_ON_NULL in the firmware
            FakeChip chip = FakeChip.Current;
            chip.Joins.Add($"{ssid} {passwordCredential} at {chip.NowMs}");
            return new WifiConnectionResult(chip.JoinStatus);
        }
    }
}

namespace FieldNode.Esp32.Tests
{
    /// <summary>One interface of the firmware.</summary>
    public sealed class FakeInterface(System.Net.NetworkInformation.NetworkInterfaceType kind)
    {
        public System.Net.NetworkInformation.NetworkInterfaceType Kind => kind;
        public string Address { get; set; } = "0.0.0.0";
        public bool IsDhcp { get; set; } = true;
        public List<string> Set { get; } = [];
    }
}
