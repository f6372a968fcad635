namespace FieldNode.Settings
{
    /// <summary>
    /// A chip's pins, or a board's, as data (BoardPins.List.cs): the check refuses a node file that cannot work before anything is wired, and the
    /// firmware opens what stands here. A pin of -1 is not there. The wiring that goes with a board is on its page in docs/boards.
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

        /// <summary>Name of its chip in a node file; null for a chip itself.</summary>
        public string Chip { get; private set; }

        /// <summary>Who makes the board; null: many do, or it is a bare chip.</summary>
        public string Make { get; private set; }

        /// <summary>What its maker calls it; null for a bare chip.</summary>
        public string Model { get; private set; }

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

        /// <summary>Volts at which that converter begins to count.</summary>
        public double AnalogFootVolts { get; private set; }

        /// <summary>Volts of one step of it.</summary>
        public double AnalogStepVolts { get; private set; }

        /// <summary>Volts up to which it is straight enough to be believed.</summary>
        public double AnalogFullVolts { get; private set; }

        /// <summary>True for the Ethernet that the firmware brings up, false for Wi-Fi.</summary>
        public bool HasEthernet { get; private set; }

        /// <summary>Drive I: of its smallest version, in KB: which one it is the runtime does not tell.</summary>
        public int DriveKb { get; private set; }

        /// <summary>LED for the blink codes, lit at a high level; or -1.</summary>
        public int Led { get; private set; } = -1;

        /// <summary>To the external watchdog, or -1; an edge at least once a second while the loop runs.</summary>
        public int Watchdog { get; private set; } = -1;

        /// <summary>Data of I2C bus 1, or -1.</summary>
        public int I2cData { get; private set; } = -1;

        /// <summary>Clock of I2C bus 1, or -1.</summary>
        public int I2cClock { get; private set; } = -1;

        /// <summary>UARTs with RS-485 transceivers; null for a bare chip.</summary>
        public BoardUart[] Uarts { get; private set; }

        /// <summary>The UART that makes 1-Wire, or null.</summary>
        public BoardUart OneWire { get; private set; }

        /// <summary>SPI bus 1; null: the board has none.</summary>
        public BoardSpi Spi { get; private set; }

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

        /// <summary>True for a pin that the chip does not have, or that a circuit of module or board has: flash, PSRAM, Ethernet.</summary>
        public bool IsTaken(int pin)
        {
            return IsAbsent(pin) || Has(taken, pin);
        }

        /// <summary>True for a pin of the debugger and of nanoff.</summary>
        public bool IsDebugger(int pin)
        {
            return Has(debug, pin);
        }

        /// <summary>True for a pin without output and without pull resistor.</summary>
        public bool IsInputOnly(int pin)
        {
            return Has(inputOnly, pin);
        }

        /// <summary>Why a pin cannot be used so, as what would be allowed; null if it can.</summary>
        public string WhyNot(int pin, bool output, bool pull)
        {
            if (IsAbsent(pin))
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

        private bool IsAbsent(int pin)
        {
            return pin < 0 || pin >= count || Has(absent, pin);
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
