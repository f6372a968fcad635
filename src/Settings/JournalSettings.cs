namespace FieldNode.Settings
{
    /// <summary>Store and forward: what is kept until the broker has answered for it. No such object: its defaults.</summary>
    public sealed class JournalSettings
    {
        /// <summary>In <see cref="RamBytes"/>: as much as the board has for it.</summary>
        public const int ByBoard = -1;

        /// <summary>Size of the ring in RAM, 4096 to 1048576 bytes, at least twice sparkplug.frameBytesMax; 0: nothing is kept; -1: 16384, on a board with PSRAM 262144.</summary>
        public int RamBytes { get; set; } = ByBoard;
        /// <summary>A metric stays so long after its receipt, as far as the ring allows, 0 to 3600000 ms; with a primary host at least 45000, and 1.5 times the host's keep-alive.</summary>
        public int HoldMs { get; set; } = 60000;
        /// <summary>While data flows the broker is asked for a receipt so often, 200 to 60000 ms.</summary>
        public int ConfirmMs { get; set; } = 2000;
        /// <summary>The backlog goes before live data, and births carry the last confirmed values.</summary>
        public bool InOrder { get; set; }
        /// <summary>Flash that the journal may use while the link is down, 16384 to 4194304 bytes; 0: none.</summary>
        public int FlashBytes { get; set; } = 131072;
        /// <summary>After so long without a link what waits goes to flash, 10000 to 86400000 ms; before that only what the ring has no room for.</summary>
        public int FlashAfterMs { get; set; } = 300000;
    }
}
