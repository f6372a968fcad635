namespace FieldNode.Settings
{
    // Who has which pin: the board itself, lines, buses, then the terminals.
    public sealed partial class SettingsCheck
    {
        // The board's own (LED, watchdog), three for each line, four for each bus, one for each terminal, the power-fail pin.
        private const int ClaimsMax = 2 + 3 * SettingsLimits.LinesMax + 4 * SettingsLimits.BusesMax + SettingsLimits.PinsMax + 1;

        private readonly int[] pins = new int[ClaimsMax];
        private readonly string[] pinOwners = new string[ClaimsMax];
        private int pinCount;
        private BoardPins board;
        private bool spiClaimed;

        private void CheckBoard()
        {
            place = "";
            if (settings.HeartbeatMs != 0)
            {
                Range("heartbeatMs", settings.HeartbeatMs, 1000, SettingsLimits.PeriodMaxMs);
            }
            if (settings.Board == null)
            {
                return;
            }
            board = BoardPins.Find(settings.Board);
            OneOf("board", settings.Board, BoardPins.Names);
            if (board == null)
            {
                return;
            }
            Claim(board.Led, "the LED of " + board.Name);
            Claim(board.Watchdog, "the watchdog of " + board.Name);
            for (int i = 0; settings.Lines != null && i < settings.Lines.Length && i < SettingsLimits.LinesMax; i++)
            {
                place = "lines[" + i.ToString() + "]";
                if (settings.Lines[i] != null && settings.Lines[i].Port != null && IsClean("port"))
                {
                    CheckLinePort(settings.Lines[i].Port);
                }
            }
            for (int i = 0; settings.Buses != null && i < settings.Buses.Length && i < SettingsLimits.BusesMax; i++)
            {
                place = "buses[" + i.ToString() + "]";
                if (settings.Buses[i] != null && settings.Buses[i].Port != null && IsClean("port") && IsClean("kind"))
                {
                    CheckBusPort(settings.Buses[i]);
                }
            }
        }

        private void CheckLinePort(string port)
        {
            if (board.HasDebugger && Texts.EqualsIgnoreCase(port, "COM1"))
            {
                Fault("port", Texts.Quote(port), (board.IsWired ? board.PortList() : "COM2 or COM3")
                    + ": COM1 is the debugger's, which also brings updates over USB");
            }
            else if (board.IsWired && board.UartOf(port) == null)
            {
                Fault("port", Texts.Quote(port), board.PortList() + ", which " + board.Name + " has");
            }
            else if (board.IsWired)
            {
                ClaimUart(port, board.UartOf(port));
            }
        }

        private void CheckBusPort(BusSettings bus)
        {
            if (bus.Kind == "adc" && board.AnalogPins != null)
            {
                CheckChannel(bus.Port);
            }
            else if (!board.IsWired || bus.Kind == "adc")
            {
                return;
            }
            else if (bus.Kind == "i2c")
            {
                if (bus.Port != "1")
                {
                    Fault("port", Texts.Quote(bus.Port), "1, the I2C bus of " + board.Name);
                    return;
                }
                ClaimFor(bus.Port, board.I2cData);
                ClaimFor(bus.Port, board.I2cClock);
            }
            else if (bus.Kind == "onewire")
            {
                if (board.OneWire == null || bus.Port != board.OneWire.Port)
                {
                    Fault("port", Texts.Quote(bus.Port), board.OneWire == null
                        ? "none: " + board.Name + " has no 1-Wire" : board.OneWire.Port + ", the 1-Wire of " + board.Name);
                    return;
                }
                for (int i = 0; settings.Lines != null && i < settings.Lines.Length; i++)
                {
                    if (settings.Lines[i] != null && settings.Lines[i].Port == bus.Port)
                    {
                        Fault("port", Texts.Quote(bus.Port), "a port that lines[" + i.ToString() + "] does not have");
                        return;
                    }
                }
                ClaimUart(bus.Port, board.OneWire);
            }
            else
            {
                CheckSpiPort(bus.Port);
            }
        }

        // "1-42": bus 1, chip select GPIO42.
        private void CheckSpiPort(string port)
        {
            int select = port.Length > 2 && port[0] == '1' && port[1] == '-' ? NumberOf(port.Substring(2)) : -1;
            if (board.Spi == null || select < 0)
            {
                Fault("port", Texts.Quote(port), board.Spi == null
                    ? "none: " + board.Name + " has no SPI" : "1- and the pin of the chip select, such as 1-42");
                return;
            }
            string why = board.WhyNot(select, true, false);
            if (why != null)
            {
                Fault("port", Texts.Quote(port), why);
                return;
            }
            if (!spiClaimed)
            {
                ClaimFor(port, board.Spi.Mosi);
                ClaimFor(port, board.Spi.Miso);
                ClaimFor(port, board.Spi.Clock);
            }
            spiClaimed = true;
            ClaimFor(port, select);
        }

        private void CheckChannel(string port)
        {
            int channel = NumberOf(port);
            if (channel < 0 || channel >= board.AnalogPins.Length)
            {
                Fault("port", Texts.Quote(port), "0 to " + (board.AnalogPins.Length - 1).ToString()
                    + ", a channel of ADC1; ADC2 (from 10 on) is the radio's while Wi-Fi is on");
                return;
            }
            string why = board.WhyNot(board.AnalogPins[channel], false, false);
            if (why != null)
            {
                Fault("port", Texts.Quote(port), "another channel, as its pin is " + board.AnalogPins[channel].ToString() + ": " + why);
                return;
            }
            ClaimFor(port, board.AnalogPins[channel]);
        }

        private void ClaimUart(string port, BoardUart uart)
        {
            ClaimFor(port, uart.Tx);
            ClaimFor(port, uart.Rx);
            ClaimFor(port, uart.DriverEnable);
        }

        // A pin that the port of a line or bus brings with it.
        private void ClaimFor(string port, int pin)
        {
            string owner = OwnerOf(pin);
            if (owner != null && owner != Path("port"))
            {
                Fault("port", Texts.Quote(port), "another one: its pin " + pin.ToString() + " is that of " + owner);
            }
            Claim(pin, Path("port"));
        }

        // A pin of the terminals.
        private void Pin(string member, int pin, bool output, bool pull)
        {
            if (pin < 0 || pin > SettingsLimits.PinHighest)
            {
                Fault(member, pin.ToString(), "0 to " + SettingsLimits.PinHighest.ToString());
                return;
            }
            string why = board == null ? null : board.WhyNot(pin, output, pull);
            string owner = OwnerOf(pin);
            if (owner != null)
            {
                Fault(member, pin.ToString(), "a pin that " + owner + " does not have");
            }
            else if (why != null)
            {
                Fault(member, pin.ToString(), why);
            }
            Claim(pin, Path(member));
        }

        private string OwnerOf(int pin)
        {
            for (int i = 0; i < pinCount; i++)
            {
                if (pins[i] == pin)
                {
                    return pinOwners[i];
                }
            }
            return null;
        }

        private void Claim(int pin, string owner)
        {
            if (pin >= 0 && pinCount < ClaimsMax)
            {
                pins[pinCount] = pin;
                pinOwners[pinCount++] = owner;
            }
        }

        // A number without sign, 0 to 9999; -1 if it is none.
        private static int NumberOf(string text)
        {
            int number = 0;
            for (int i = 0; i < text.Length; i++)
            {
                if (text[i] < '0' || text[i] > '9')
                {
                    return -1;
                }
                number = number * 10 + (text[i] - '0');
            }
            return text.Length == 0 || text.Length > 4 ? -1 : number;
        }
    }
}
