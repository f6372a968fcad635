using System;
using System.Device.Wifi;
using System.Net.NetworkInformation;

namespace FieldNode.Esp32
{
    /// <summary>
    /// Ethernet or Wi-Fi, DHCP or a static address (nanoFramework.System.Net 1.11.60 NetworkInterface, System.Device.Wifi 1.5.149
    /// WifiAdapter). The firmware brings Ethernet up and reconnects Wi-Fi by itself; this class sets the address, looks every two seconds
    /// whether there is one, and asks Wi-Fi again where the firmware did not get it back. Stations only: it never touches the access point.
    /// </summary>
    public sealed class Network
    {
        private const int LookMs = 2000;
        private const long WifiPatienceMs = 60000; // what the firmware gets for its own attempts
        private const long WifiWaitMaxMs = 900000;

        private readonly BoardSettings settings;
        private readonly string wifiPassword;
        private long lookAtMs;
        private long askWifiAtMs;
        private long wifiWaitMs = WifiPatienceMs;

        /// <summary>A network by the board file; the password comes from a file of its own.</summary>
        public Network(BoardSettings settings, string wifiPassword)
        {
            this.settings = settings;
            this.wifiPassword = wifiPassword;
        }

        /// <summary>True while our interface has an address.</summary>
        public bool IsUp { get; private set; }

        /// <summary>True if the firmware's own settings have an access point on: somebody set it so at the bench. The node reports it.</summary>
        public bool AccessPointSeen { get; private set; }

        /// <summary>The fault of the last attempt in words, or null.</summary>
        public string FaultText { get; private set; }

        private bool IsWifi
        {
            get { return settings.Ssid != null; }
        }

        /// <summary>
        /// Sets the address, joins the network, and looks whether there is an address already (a static one, or a restart that left the
        /// firmware's network as it was). Does not wait for one.
        /// </summary>
        public void Start(long nowMs)
        {
            try
            {
                NetworkInterface ours = Ours();
                if (ours != null && settings.Address != null)
                {
                    ours.EnableStaticIPv4(settings.Address, settings.Mask, settings.Gateway);
                    ours.EnableStaticIPv4Dns(new[] { settings.Dns });
                }
                else if (ours != null && !ours.IsDhcpEnabled)
                {
                    ours.EnableDhcp();
                }
            }
            catch (Exception e)
            {
                FaultText = e.Message;
            }

            if (IsWifi)
            {
                JoinWifi(nowMs);
            }

            Look();
        }

        /// <summary>Looks after the network; called with each turn of the loop.</summary>
        public void Step(long nowMs)
        {
            if (nowMs < lookAtMs)
            {
                return;
            }

            lookAtMs = nowMs + LookMs;
            Look();
            if (IsUp)
            {
                wifiWaitMs = WifiPatienceMs;
                askWifiAtMs = nowMs + wifiWaitMs;
            }
            else if (IsWifi && nowMs >= askWifiAtMs)
            {
                JoinWifi(nowMs);
            }
        }

        private void Look()
        {
            try
            {
                NetworkInterface ours = Ours();
                string address = ours == null ? null : ours.IPv4Address;
                IsUp = address != null && address.Length > 0 && address != "0.0.0.0";
            }
            catch (Exception e)
            {
                FaultText = e.Message;
                IsUp = false;
            }
        }

        /// <summary>
        /// Blocks this thread until the firmware has joined or given up, up to 20 s (NativeConnect of ..._WifiAdapter.cpp); so the waits
        /// between double. A password of null is refused there: an open network has an empty one.
        /// </summary>
        private void JoinWifi(long nowMs)
        {
            askWifiAtMs = nowMs + wifiWaitMs;
            wifiWaitMs = wifiWaitMs * 2 > WifiWaitMaxMs ? WifiWaitMaxMs : wifiWaitMs * 2;
            try
            {
                WifiAdapter[] adapters = WifiAdapter.FindAllAdapters();
                if (adapters.Length == 0)
                {
                    FaultText = "no Wi-Fi adapter";
                    return;
                }

                WifiConnectionResult result = adapters[0].Connect(settings.Ssid, WifiReconnectionKind.Automatic, wifiPassword ?? "");
                FaultText = result.ConnectionStatus == WifiConnectionStatus.Success
                    ? null
                    : "Wi-Fi status " + (int)result.ConnectionStatus;
            }
            catch (Exception e)
            {
                FaultText = e.Message;
            }
        }

        private NetworkInterface Ours()
        {
            NetworkInterfaceType wanted = IsWifi ? NetworkInterfaceType.Wireless80211 : NetworkInterfaceType.Ethernet;
            NetworkInterface[] all = NetworkInterface.GetAllNetworkInterfaces();
            NetworkInterface ours = null;
            for (int i = 0; i < all.Length; i++)
            {
                NetworkInterfaceType kind = all[i].NetworkInterfaceType;
                if (kind == wanted && ours == null)
                {
                    ours = all[i];
                }

                string address = kind == NetworkInterfaceType.WirelessAP ? all[i].IPv4Address : null;
                AccessPointSeen = AccessPointSeen || (address != null && address.Length > 0 && address != "0.0.0.0");
            }

            return ours;
        }
    }
}
