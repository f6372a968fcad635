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
        /// <summary>Driver enable (DE, and RE inverted): RTS of the UART; low at reset, by a resistor. -1: none, as 1-Wire has it.</summary>
        public int DriverEnable = -1;
    }

    /// <summary>One SPI bus as a board wires it. Chip selects are any pins in <see cref="BoardPins.Free"/>; the node file names them.</summary>
    public sealed class SpiPins
    {
        /// <summary>Bus number: 1 or 2.</summary>
        public int Bus;
        /// <summary>Data to the parts (SDI of a MAX31865).</summary>
        public int Mosi;
        /// <summary>Data from the parts (SDO).</summary>
        public int Miso;
        /// <summary>Clock.</summary>
        public int Clock;
    }

    /// <summary>A board as data. A pin of -1 is not there. The page of a board in docs/boards has the wiring that goes with it.</summary>
    public sealed class BoardPins
    {
        /// <summary>As in board.json.</summary>
        public string Name;
        /// <summary>The nanoCLR firmware that it takes, as nanoff names it.</summary>
        public string Target;
        /// <summary>Its chip, as "board" of a node file names it.</summary>
        public string Chip;
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
        /// <summary>SPI, or null.</summary>
        public SpiPins Spi;
        /// <summary>The UART that makes 1-Wire, or null. Its pins are tied together on the wire.</summary>
        public SerialPins OneWire;
        /// <summary>Pin by channel of the converter that the radio leaves alone (ADC1); the index is the channel.</summary>
        public int[] AnalogPins;
        /// <summary>Volts at which the converter begins to count.</summary>
        public double AnalogFootVolts;
        /// <summary>Volts of one step of it.</summary>
        public double AnalogStepVolts;
        /// <summary>Volts up to which it is straight enough to be believed.</summary>
        public double AnalogFullVolts;
        /// <summary>Pulse counters of the chip.</summary>
        public int Counters;
        /// <summary>Pins without output and without pull resistor.</summary>
        public int[] InputOnly;
        /// <summary>Pins that decide at reset how the chip starts.</summary>
        public int[] Strapping;
        /// <summary>Pins of the debugger and of nanoff.</summary>
        public int[] Debugger;
        /// <summary>Pins that circuits of the module or of the board have: flash, PSRAM, Ethernet, button.</summary>
        public int[] Taken;
        /// <summary>Pins for contacts, outputs, pulses and chip selects.</summary>
        public int[] Free;

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

        /// <summary>True if a pin is in a list.</summary>
        public static bool Has(int[] list, int pin)
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
