namespace FieldNode.Esp32
{
    /// <summary>One UART as a board wires it.</summary>
    public sealed class SerialPins
    {
        /// <summary>COM2 or COM3. COM1 is the one that nanoff and the debugger use.</summary>
        public string Port;
        /// <summary>Data to the transceiver (DI).</summary>
        public int Tx;
        /// <summary>Data from the transceiver (RO).</summary>
        public int Rx;
        /// <summary>Driver enable (DE, and RE inverted): RTS of the UART; low at reset, by a resistor.</summary>
        public int DriverEnable;
    }

    /// <summary>A board as data. A pin of -1 is not there. The page of a board in docs/boards has the wiring that goes with it.</summary>
    public sealed class BoardPins
    {
        /// <summary>As in board.json.</summary>
        public string Name;
        /// <summary>The nanoCLR firmware that it takes, as nanoff names it.</summary>
        public string Target;
        /// <summary>True for the Ethernet that the firmware brings up, false for Wi-Fi.</summary>
        public bool HasEthernet;
        /// <summary>LED for the blink codes.</summary>
        public int Led;
        /// <summary>Level at which it is lit.</summary>
        public bool LedHigh;
        /// <summary>To the external watchdog; an edge at least once a second while the loop runs.</summary>
        public int Watchdog;
        /// <summary>I2C1 data.</summary>
        public int I2cData;
        /// <summary>I2C1 clock.</summary>
        public int I2cClock;
        /// <summary>UARTs with RS-485 transceivers.</summary>
        public SerialPins[] Serial;

        /// <summary>The UART of a port name, or null.</summary>
        public SerialPins SerialOf(string port)
        {
            for (int i = 0; i < Serial.Length; i++)
            {
                if (Serial[i].Port == port)
                {
                    return Serial[i];
                }
            }

            return null;
        }
    }
}
