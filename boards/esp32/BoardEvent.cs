namespace FieldNode.Esp32
{
    /// <summary>What the board itself writes into the log. Never reorder. docs/device.md has a table of what the node does about each.</summary>
    public enum BoardEvent
    {
        /// <summary>The firmware has started; the number is how the last run ended (<see cref="FieldNode.Journal.RunEnd"/>).</summary>
        Started = 1,
        /// <summary>Installer: the board file is missing or cannot be read; the name says why.</summary>
        BoardFileBad = 2,
        /// <summary>Installer: the node file is missing or cannot be read, or its settings are not sound; the name says why.</summary>
        SettingsBad = 3,
        /// <summary>Installer: a certificate or key file is missing or cannot be used; the name says which.</summary>
        CertificateBad = 4,
        /// <summary>Too many runs in a row ended in a fault: no field bus until an update or the next try; the number counts them.</summary>
        SafeMode = 5,
        /// <summary>Ours: an exception left the loop; the name is its text.</summary>
        Crashed = 6,
        /// <summary>
        /// Ours: the loop stood still though nothing blocked it. Not written when it happens (the board restarts at once, out of another
        /// thread): the next <see cref="Started"/> has it as its number.
        /// </summary>
        Hung = 7,
        /// <summary>The board restarts; the number is the reason.</summary>
        Restarting = 8,
        /// <summary>Installer: the firmware's own configuration has a Wi-Fi access point on. It must be off.</summary>
        AccessPointOn = 9,
        /// <summary>Site: no address on our interface; the name says why if it is known.</summary>
        NoNetwork = 10,
        /// <summary>Site: no time that can be believed, so no connection is tried.</summary>
        NoTime = 11,
        /// <summary>The state of the LED changed; the number is the <see cref="LedCode"/>.</summary>
        Led = 12,
        /// <summary>The node file's text was read, since no record of it counts; the number is the <see cref="FieldNode.Settings.RecordFault"/>.</summary>
        NodeFileRead = 13,
        /// <summary>The record from the bench does not count; the number is the <see cref="FieldNode.Settings.RecordFault"/>.</summary>
        RecordNotTaken = 14,
        /// <summary>The flash is full or broken: the settings record was not kept, and the next start reads the node file again.</summary>
        RecordNotKept = 15,
        /// <summary>Site: the clock shows a time that is not believed, and is set back if there was one before; the number is its day since 1970-01-01.</summary>
        TimeRefused = 16,
        /// <summary>The deployed firmware is older than the firmware that this node has run: it connects and takes updates, and leaves the field alone.</summary>
        UpdateOnly = 17,
        /// <summary>What is on trial cannot start with these settings or certificates (the event before says why): it is taken back at once.</summary>
        TrialRefused = 18
    }
}
