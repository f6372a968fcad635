namespace FieldNode.Settings
{
    /// <summary>What is known of a chip's pins, so that a node file that cannot work is refused before anything is wired.</summary>
    public sealed class BoardPins
    {
        private static readonly BoardPins[] known =
        {
            // Espressif, ESP32 datasheet 2.2 and 2.4: 6 to 11 are the flash's; 34 to 39 have no output and no pull; 0, 2, 5, 12, 15 strap.
            new BoardPins("esp32", 40, new[] { 6, 7, 8, 9, 10, 11, 20, 24, 28, 29, 30, 31 }, new[] { 34, 35, 36, 37, 38, 39 },
                new[] { 0, 2, 5, 12, 15 }, new[] { 1, 3 }, 8),
            // ESP32-S3 datasheet 2.3 and 2.6: 26 to 32 are the flash's, 19 and 20 USB; 0, 3, 45, 46 strap.
            new BoardPins("esp32-s3", 49, new[] { 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32 }, new int[0],
                new[] { 0, 3, 45, 46 }, new[] { 19, 20, 43, 44 }, 4),
            // ESP32-C6 datasheet 2.3 and 3: 24 to 30 are the flash's, 12 and 13 USB, 16 and 17 UART0; 4, 5, 8, 9, 15 strap.
            new BoardPins("esp32-c6", 31, new[] { 24, 25, 26, 27, 28, 29, 30 }, new int[0],
                new[] { 4, 5, 8, 9, 15 }, new[] { 12, 13, 16, 17 }, 4),
            // No hardware: parts and pins that a PC simulates, for the demo and for trying out node files.
            new BoardPins("simulated", 1024, new int[0], new int[0], new int[0], new int[0], 64)
        };

        private readonly int count;
        private readonly int[] absent;
        private readonly int[] inputOnly;
        private readonly int[] strapping;
        private readonly int[] debug;

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

        /// <summary>The boards' names.</summary>
        public static string[] Names
        {
            get
            {
                string[] names = new string[known.Length];
                for (int i = 0; i < known.Length; i++)
                {
                    names[i] = known[i].Name;
                }
                return names;
            }
        }

        /// <summary>A board by name, or null.</summary>
        public static BoardPins Find(string name)
        {
            for (int i = 0; i < known.Length; i++)
            {
                if (known[i].Name == name)
                {
                    return known[i];
                }
            }
            return null;
        }

        /// <summary>Why a pin cannot be used so, as what would be allowed; null if it can.</summary>
        public string WhyNot(int pin, bool output, bool pull)
        {
            if (pin < 0 || pin >= count || Has(absent, pin))
            {
                return "a free pin of " + Name + ": this one is the flash's or does not exist";
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
