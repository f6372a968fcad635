namespace FieldNode.Settings
{
    /// <summary>One UART as a board wires it: to an RS-485 transceiver, or tied together for 1-Wire.</summary>
    public sealed class BoardUart
    {
        /// <summary>A UART; a pin of -1 is not there.</summary>
        public BoardUart(string port, int tx, int rx, int driverEnable)
        {
            Port = port;
            Tx = tx;
            Rx = rx;
            DriverEnable = driverEnable;
        }

        /// <summary>COM2 or COM3.</summary>
        public string Port { get; }
        /// <summary>Data out.</summary>
        public int Tx { get; }
        /// <summary>Data in.</summary>
        public int Rx { get; }
        /// <summary>Driver enable (RTS), or -1.</summary>
        public int DriverEnable { get; }
    }
}
