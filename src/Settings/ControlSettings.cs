namespace FieldNode.Settings
{
    /// <summary>What hosts may ask of node and devices besides a rebirth of the node, and what the node tells of itself. All of it is off unless it is set.</summary>
    public sealed class ControlSettings
    {
        /// <summary>Device Control/Rebirth in each DBIRTH: hosts may ask for the birth of that device alone.</summary>
        public bool DeviceRebirth { get; set; }
        /// <summary>Node Control/Reboot: hosts may restart the node, in mode commands.</summary>
        public bool Reboot { get; set; }
        /// <summary>Node Control/Next Server: hosts may send the node to its next broker, in mode commands and with otherBrokers.</summary>
        public bool NextServer { get; set; }
        /// <summary>Node Control/Scan Rate: hosts may slow down what is read more often than this, up to so many ms, 1000 to 3600000, in mode commands; 0: not at all.</summary>
        public int ScanRateMaxMs { get; set; }
        /// <summary>Properties/Hardware Make, Hardware Model, OS and OS Version in the NBIRTH, as far as the board knows them.</summary>
        public bool Properties { get; set; }
    }
}
