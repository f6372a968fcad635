using System;

namespace FieldNode.Field.Modbus
{
    /// <summary>What is fixed about a serial line with Modbus RTU slaves.</summary>
    public sealed class ModbusLineOptions
    {
        /// <summary>Name of the line, part of the counters' names.</summary>
        public string Name = "line1";
        /// <summary>Baud rate of the line, 300 to 1,000,000: for the 3.5 characters of silence and the expected length of a reply.</summary>
        public int Baud = 9600;
        /// <summary>Bits of a character: 11 by the standard (start, 8 data, parity or second stop bit, stop), 10 without parity.</summary>
        public int CharBits = 11;
        /// <summary>How long a slave may take until its first byte, in ms, 1 to 60,000.</summary>
        public int ReplyTimeoutMs = 300;
        /// <summary>
        /// Silence on the line before each request, in ms, 0 to 1,000, if it is more than 3.5 characters: for what hangs between the line and
        /// its slaves (radio modem, gateway) and is deaf for a while after each frame.
        /// </summary>
        public int PauseMs;
        /// <summary>
        /// Pause within a reply, in ms, 0 to 1,000, that does not end it. It is judged only while a reply is incomplete, so it costs time only
        /// when one is cut short.
        /// </summary>
        public int GapMs = 100;
        /// <summary>The line ends at a gateway, behind which units up to 255 may be.</summary>
        public bool IsGateway;
        /// <summary>Registers that nobody asked for but that may be read to merge two requests into one; of bits 16 times as many.</summary>
        public int MergeGap = 8;
        /// <summary>Registers in one request, 1 to 125 (Modbus Application Protocol V1.1b3, section 6.3); of bits 16 times as many.</summary>
        public int RegistersMax = 125;
        /// <summary>A slave that was given up is asked again after this, in ms; each further time after twice as long.</summary>
        public int BackoffMinMs = 1000;
        /// <summary>The longest such pause, in ms.</summary>
        public int BackoffMaxMs = 60000;
        /// <summary>A port that cannot be opened is tried again after 1 s, then twice as long, up to this, in ms.</summary>
        public int PortBackoffMaxMs = 30000;

        /// <summary>
        /// Silence between frames in µs: 3.5 characters, fixed at 1750 above 19,200 baud (Modbus over serial line V1.02, section 2.5.1.1).
        /// </summary>
        public int SilenceUs
        {
            get { return Baud > 19200 ? 1750 : (35 * CharBits * 100000 + Baud - 1) / Baud; }
        }

        /// <summary>Whole ms that so many characters take at least; rounded down.</summary>
        public int CharactersMs(int count)
        {
            return count * CharBits * 1000 / Baud;
        }

        internal void Check()
        {
            if (Name == null || Baud < 300 || Baud > 1000000 || CharBits < 9 || CharBits > 12 || ReplyTimeoutMs < 1
                || ReplyTimeoutMs > 60000 || PauseMs < 0 || PauseMs > 1000 || GapMs < 0 || GapMs > 1000 || MergeGap < 0 || RegistersMax < 1 || RegistersMax > 125 || BackoffMinMs < 1
                || BackoffMaxMs < BackoffMinMs || PortBackoffMaxMs < 1000)
            {
                throw new ArgumentException("Modbus line: an option is out of its range");
            }
        }
    }
}
