namespace FieldNode.Settings
{
    /// <summary>Updates over the node's own session; no such object: there are none, and nothing of them is in memory.</summary>
    public sealed class UpdateSettings
    {
        /// <summary>Name of the Sparkplug device that updates come through: it stands in the broker's access list.</summary>
        public const string Device = "Update";

        /// <summary>False: the device tells how things stand, and takes nothing.</summary>
        public bool Accept { get; set; } = true;
        /// <summary>Contact of the terminals that must be on, and good, for anything to be taken; null: none.</summary>
        public string KeySwitch { get; set; }
        /// <summary>A trial is confirmed after so long online without a rebirth asked for and with its field as before, 10000 to 86400000 ms.</summary>
        public int ConfirmMs { get; set; } = 120000;
        /// <summary>A trial that is not confirmed after so long is given up, <see cref="ConfirmMs"/> to 86400000 ms; the time of a broker that is away does not count.</summary>
        public int TrialMs { get; set; } = 900000;
    }
}
