using System;
using FieldNode.Settings;

namespace FieldNode.Esp32
{
    /// <summary>
    /// Who has which pin. The chip would let two have one: a pulse counter is laid over a UART without a word. So each use of a pin is
    /// claimed here, in construction, before anything is opened.
    /// </summary>
    public sealed class PinClaims
    {
        private const int PinsMax = 49; // the ESP32-S3 has GPIO0 to GPIO48

        private readonly string[] owners = new string[PinsMax];
        private string com2Owner;
        private string com3Owner;

        /// <summary>Claims for a board: what its circuits, the debugger, its LED and its watchdog have is gone.</summary>
        public PinClaims(BoardPins board)
        {
            for (int pin = 0; pin < PinsMax; pin++)
            {
                if (board.IsTaken(pin))
                {
                    Claim(pin, board.Name);
                }
                else if (board.IsDebugger(pin))
                {
                    Claim(pin, "the debugger");
                }
            }

            Claim(board.Led, "the LED");
            Claim(board.Watchdog, "the watchdog");
        }

        /// <summary>Claims a pin; -1 is none. The same owner may claim a pin twice.</summary>
        /// <exception cref="ArgumentException">There is no such pin, or another one has it.</exception>
        public void Claim(int pin, string owner)
        {
            if (pin == -1)
            {
                return;
            }

            if (pin < 0 || pin >= PinsMax)
            {
                throw new ArgumentException("pin " + pin + " of " + owner);
            }

            if (owners[pin] != null && owners[pin] != owner)
            {
                throw new ArgumentException("pin " + pin + " of " + owner + ": " + owners[pin] + " has it");
            }

            owners[pin] = owner;
        }

        /// <summary>Claims a UART, which 1-Wire and a line cannot both have.</summary>
        /// <exception cref="ArgumentException">Another one has it.</exception>
        public void ClaimPort(string port, string owner)
        {
            string has = port == "COM2" ? com2Owner : com3Owner;
            if (has != null)
            {
                throw new ArgumentException(port + " of " + owner + ": " + has + " has it");
            }

            if (port == "COM2")
            {
                com2Owner = owner;
            }
            else
            {
                com3Owner = owner;
            }
        }
    }
}
