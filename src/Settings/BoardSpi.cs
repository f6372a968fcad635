namespace FieldNode.Settings
{
    /// <summary>One SPI bus as a board wires it. Chip selects are any free pins; the node file names them.</summary>
    public sealed class BoardSpi
    {
        /// <summary>A bus by its number, 1 or 2.</summary>
        public BoardSpi(int bus, int mosi, int miso, int clock)
        {
            Bus = bus;
            Mosi = mosi;
            Miso = miso;
            Clock = clock;
        }

        /// <summary>Bus number: 1 or 2.</summary>
        public int Bus { get; }
        /// <summary>Data to the parts (SDI of a MAX31865).</summary>
        public int Mosi { get; }
        /// <summary>Data from the parts (SDO).</summary>
        public int Miso { get; }
        /// <summary>Clock.</summary>
        public int Clock { get; }
    }
}
