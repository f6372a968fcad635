using System;
using System.IO.Ports;
using FieldNode.Field;
using FieldNode.Settings;
using nanoFramework.Hardware.Esp32;

namespace FieldNode.Esp32
{
    /// <summary>
    /// RS-485 on a UART, half duplex, driver enable on RTS by the UART itself (nanoFramework.System.IO.Ports 1.1.139, SerialMode.RS485:
    /// UART_MODE_RS485_HALF_DUPLEX). What it knows of sys_io_ser_native_System_IO_Ports_SerialPort.cpp:
    /// <para>Read waits until it has all it was asked for, so only what BytesToRead shows is asked for. An overrun of the receive buffer is
    /// flushed without a word, so the buffer is set, before Open, to hold whole frames that come while a handshake freezes the node.
    /// ReadBufferSize and WriteBufferSize are one field; the second is left alone.</para>
    /// <para>Write puts up to 128 bytes into the UART at once and hands the rest to a task with a raw pointer into the array, while this
    /// thread waits. A request of the master has at most 21 bytes; a longer one is sent from an array that lives as long as the line.</para>
    /// </summary>
    public sealed class Rs485Line : ISerialLine
    {
        private const int ReceiveBytes = 1024;
        private const int SendBytesMax = 256;
        private const int WriteTimeoutMs = 2000;
        private const int DataBits = 8;

        private readonly LineSettings settings;
        private readonly BoardUart pins;
        private readonly byte[] outgoing = new byte[SendBytesMax];
        private readonly int charUs;
        private SerialPort port;
        private long sendEndUs;
        private long quietSinceUs;
        private int waitingBefore;

        /// <summary>A line by the settings, on the pins that the board has for its port; no pins: Open answers NotFound.</summary>
        public Rs485Line(LineSettings settings, BoardUart pins)
        {
            this.settings = settings;
            this.pins = pins;
            int charBits = 1 + DataBits + (settings.Parity == "none" ? 0 : 1) + StopBitCount(settings);
            charUs = charBits * 1000000 / settings.Baud + 1;
        }

        /// <inheritdoc />
        public bool IsOpen
        {
            get { return port != null && port.IsOpen; }
        }

        /// <inheritdoc />
        public SerialFault Open()
        {
            if (IsOpen)
            {
                return SerialFault.None;
            }

            if (pins == null)
            {
                return SerialFault.NotFound;
            }

            try
            {
                if (port == null)
                {
                    port = Make();
                }

                port.Open();
                quietSinceUs = NowUs();
                sendEndUs = 0;
                waitingBefore = 0;
                return SerialFault.None;
            }
            catch (ArgumentException)
            {
                return SerialFault.InUse; // the port is in the library's list of open devices already
            }
            catch (Exception)
            {
                Close();
                return SerialFault.NotFound;
            }
        }

        /// <inheritdoc />
        public int Read(byte[] buffer, int offset, int count)
        {
            if (!IsOpen)
            {
                return -1;
            }

            try
            {
                int waiting = Look();
                int take = waiting < count ? waiting : count;
                if (take > 0)
                {
                    take = port.Read(buffer, offset, take);
                    waitingBefore = waiting - take;
                }

                return take;
            }
            catch (Exception)
            {
                Close();
                return -1;
            }
        }

        /// <inheritdoc />
        public SerialFault Write(byte[] buffer, int offset, int count)
        {
            if (!IsOpen)
            {
                return SerialFault.Lost;
            }

            if (count > SendBytesMax || NowUs() < sendEndUs)
            {
                return SerialFault.Busy;
            }

            try
            {
                Array.Copy(buffer, offset, outgoing, 0, count);
                long startUs = NowUs();
                port.Write(outgoing, 0, count);
                sendEndUs = startUs + (long)count * charUs;
                return SerialFault.None;
            }
            catch (Exception)
            {
                Close();
                return SerialFault.Lost;
            }
        }

        /// <summary>
        /// The UART gives no time stamps: a byte counts as come when it was first seen, which is late by up to the receiver's time-out of
        /// ten characters and the loop's pause. So a silence is never taken for longer than it is.
        /// </summary>
        public int IdleUs()
        {
            long nowUs = NowUs();
            if (!IsOpen || nowUs < sendEndUs)
            {
                return 0;
            }

            try
            {
                Look();
            }
            catch (Exception)
            {
                Close();
                return 0;
            }

            long fromUs = quietSinceUs > sendEndUs ? quietSinceUs : sendEndUs;
            long idleUs = nowUs - fromUs;
            return idleUs < 0 ? 0 : idleUs > int.MaxValue ? int.MaxValue : (int)idleUs;
        }

        /// <inheritdoc />
        public void Close()
        {
            try
            {
                if (port != null)
                {
                    port.Close();
                }
            }
            catch (Exception)
            {
                // It is of no use either way.
            }
        }

        private int Look()
        {
            int waiting = port.BytesToRead;
            if (waiting != waitingBefore)
            {
                waitingBefore = waiting;
                quietSinceUs = NowUs();
            }

            return waiting;
        }

        private SerialPort Make()
        {
            bool second = pins.Port == "COM2";
            Configuration.SetPinFunction(pins.Tx, second ? DeviceFunction.COM2_TX : DeviceFunction.COM3_TX);
            Configuration.SetPinFunction(pins.Rx, second ? DeviceFunction.COM2_RX : DeviceFunction.COM3_RX);
            Configuration.SetPinFunction(pins.DriverEnable, second ? DeviceFunction.COM2_RTS : DeviceFunction.COM3_RTS);
            Parity parity = settings.Parity == "even" ? Parity.Even : settings.Parity == "odd" ? Parity.Odd : Parity.None;
            StopBits stopBits = StopBitCount(settings) == 2 ? StopBits.Two : StopBits.One;
            SerialPort made = new SerialPort(pins.Port, settings.Baud, parity, DataBits, stopBits);
            made.Mode = SerialMode.RS485;
            made.ReadBufferSize = ReceiveBytes;
            made.ReadTimeout = 0;
            made.WriteTimeout = WriteTimeoutMs;
            return made;
        }

        private static int StopBitCount(LineSettings settings)
        {
            return settings.StopBits != 0 ? settings.StopBits : settings.Parity == "none" ? 2 : 1;
        }

        private static long NowUs()
        {
            // 0L |: the interpreter keeps the type of a cast ulong, and a plain cast would stay unsigned.
            return 0L | (long)HighResTimer.GetCurrent();
        }
    }
}
