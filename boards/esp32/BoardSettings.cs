namespace FieldNode.Esp32
{
    /// <summary>
    /// The board file (<c>I:\board.json</c>): what the board is and how it gets to the network. Apart from the node file, which is the same
    /// for a PC. JSON names are the property names in camelCase.
    /// </summary>
    public sealed class BoardSettings
    {
        /// <summary>Name of the board, see <c>BoardPins</c> of the settings.</summary>
        public string Board { get; set; }
        /// <summary>Wi-Fi network; null for Ethernet.</summary>
        public string Ssid { get; set; }
        /// <summary>File with the Wi-Fi password (never the password itself).</summary>
        public string WifiPasswordFile { get; set; }
        /// <summary>Static IPv4 address; null: DHCP.</summary>
        public string Address { get; set; }
        /// <summary>Subnet mask of a static address.</summary>
        public string Mask { get; set; }
        /// <summary>Gateway of a static address.</summary>
        public string Gateway { get; set; }
        /// <summary>DNS server of a static address.</summary>
        public string Dns { get; set; }
        /// <summary>The site's NTP server; null: none is asked.</summary>
        public string Ntp { get; set; }
        /// <summary>A second NTP server, or null.</summary>
        public string Ntp2 { get; set; }
        /// <summary>True if a DS3231 is on I2C1.</summary>
        public bool Rtc { get; set; }
        /// <summary>Who talks to the sensors: parts (our own) or packages (nanoFramework.Iot.Device).</summary>
        public string Sensors { get; set; } = "parts";
        /// <summary>Highest TLS version: 12 or 13. 1.2 is always allowed.</summary>
        public int Tls { get; set; } = 12;
        /// <summary>Size of drive I: in KB; 0: as the board has it at least. Firmware has two slots from 2048 on.</summary>
        public int DriveKb { get; set; }
    }
}
