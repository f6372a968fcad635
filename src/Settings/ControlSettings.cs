namespace FieldNode.Settings
{
    /// <summary>What hosts may ask of node and devices besides a rebirth of the node, and what the node tells of itself. All of it is off unless it is set.</summary>
    public sealed class ControlSettings
    {
        /// <summary>Device Control/Rebirth in each DBIRTH: hosts may ask for the birth of that device alone.</summary>
        public bool DeviceRebirth { get; set; }
        /// <summary>Properties/Hardware Make, Hardware Model, OS and OS Version in the NBIRTH, as far as the board knows them.</summary>
        public bool Properties { get; set; }
    }
}
