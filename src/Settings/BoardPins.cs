namespace FieldNode.Settings
{
    /// <summary>
    /// What is known of a chip's pins, or of a board's, so that a node file that cannot work is refused before anything is wired. The
    /// data are in BoardPins.List.cs; a test holds them against the pin maps of boards/esp32.
    /// </summary>
    public sealed partial class BoardPins
    {
        private readonly int count;
        private readonly int[] absent;
        private readonly int[] inputOnly;
        private readonly int[] strapping;
        private readonly int[] debug;
        private int[] taken = new int[0];

        private BoardPins(string name, int count, int[] absent, int[] inputOnly, int[] strapping, int[] debug, int counters)
        {
            Name = name;
            this.count = count;
            this.absent = absent;
            this.inputOnly = inputOnly;
            this.strapping = strapping;
            this.debug = debug;
            Counters = counters;
        }

        /// <summary>Name in the node file.</summary>
        public string Name { get; }

        /// <summary>Pulse counters of the hardware.</summary>
        public int Counters { get; }

        /// <summary>True for the chips of Espressif, whose first UART (COM1) is the debugger's.</summary>
        public bool HasDebugger
        {
            get { return debug.Length > 0; }
        }

        /// <summary>True if it is known how the board is wired; false for a bare chip.</summary>
        public bool IsWired
        {
            get { return Uarts != null; }
        }

        /// <summary>Pin by channel of the converter that Wi-Fi leaves alone (ADC1); null: not known.</summary>
        public int[] AnalogPins { get; private set; }

        /// <summary>LED for the blink codes, or -1.</summary>
        public int Led { get; private set; } = -1;

        /// <summary>To the external watchdog, or -1.</summary>
        public int Watchdog { get; private set; } = -1;

        /// <summary>Data of I2C bus 1, or -1.</summary>
        public int I2cData { get; private set; } = -1;

        /// <summary>Clock of I2C bus 1, or -1.</summary>
        public int I2cClock { get; private set; } = -1;

        /// <summary>UARTs with RS-485 transceivers; null for a bare chip.</summary>
        public BoardUart[] Uarts { get; private set; }

        /// <summary>The UART that makes 1-Wire, or null.</summary>
        public BoardUart OneWire { get; private set; }

        /// <summary>MOSI, MISO and clock of SPI bus 1; null: the board has none.</summary>
        public int[] Spi { get; private set; }

        /// <summary>The UART of a port, or null.</summary>
        public BoardUart UartOf(string port)
        {
            for (int i = 0; Uarts != null && i < Uarts.Length; i++)
            {
                if (Uarts[i].Port == port)
                {
                    return Uarts[i];
                }
            }
            return null;
        }

        /// <summary>Names of the serial ports that lines may have, for a fault.</summary>
        public string PortList()
        {
            string list = "";
            for (int i = 0; Uarts != null && i < Uarts.Length; i++)
            {
                list += (i == 0 ? "" : ", ") + Uarts[i].Port;
            }
            return list;
        }

        /// <summary>Why a pin cannot be used so, as what would be allowed; null if it can.</summary>
        public string WhyNot(int pin, bool output, bool pull)
        {
            if (pin < 0 || pin >= count || Has(absent, pin))
            {
                return "a free pin of " + Name + ": this one is the flash's or does not exist";
            }
            if (Has(taken, pin))
            {
                return "a free pin of " + Name + ": a circuit of the board has this one";
            }
            if (Has(debug, pin))
            {
                return "another pin: this one is the debugger's, which also brings updates over USB";
            }
            if (Has(inputOnly, pin) && (output || pull))
            {
                return output ? "another pin: this one is input-only" : "pull none: this pin has no pull resistor";
            }
            if (Has(strapping, pin))
            {
                return "another pin: this one decides at reset how the chip starts";
            }
            return null;
        }

        private static bool Has(int[] list, int pin)
        {
            for (int i = 0; i < list.Length; i++)
            {
                if (list[i] == pin)
                {
                    return true;
                }
            }
            return false;
        }
    }
}
