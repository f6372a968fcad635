using System;
using System.Device.Adc;
using System.Device.Gpio;
using FieldNode.Field;
using FieldNode.Settings;

namespace FieldNode.Esp32
{
    /// <summary>
    /// Buses and pins of a board. What a node file wants is claimed pin by pin (<see cref="PinClaims"/>), so that a file that would take a
    /// pin from somebody else ends at start with its name, and not in the field.
    /// </summary>
    public sealed class Esp32FieldPorts : IFieldPorts
    {
        private readonly GpioController gpio;
        private readonly PinClaims claims;
        private readonly bool usePackages;
        private DeviceI2cBus i2c;
        private DeviceOneWire oneWire;
        private AdcController converter;
        private int counters;

        /// <summary>Ports of a board.</summary>
        /// <param name="board">Its pins.</param>
        /// <param name="gpio">The one controller; it is never disposed, that would close everybody's pins.</param>
        /// <param name="usePackages">Sensors by the nanoFramework.Iot.Device packages instead of the portable parts.</param>
        public Esp32FieldPorts(BoardPins board, GpioController gpio, bool usePackages)
        {
            Board = board;
            this.gpio = gpio;
            this.usePackages = usePackages;
            claims = new PinClaims(board);
        }

        /// <summary>The board.</summary>
        public BoardPins Board { get; }

        /// <summary>The UART of a line, its pins claimed; null if the board has none by that name.</summary>
        public BoardUart ClaimSerial(LineSettings line)
        {
            BoardUart pins = Board.UartOf(line.Port);
            if (pins != null)
            {
                ClaimUart(pins, "line " + line.Name);
            }

            return pins;
        }

        /// <summary>The I2C bus of the board, which its clock and the sensors share.</summary>
        public DeviceI2cBus I2c()
        {
            if (i2c == null)
            {
                claims.Claim(Board.I2cData, "I2C1");
                claims.Claim(Board.I2cClock, "I2C1");
                i2c = new DeviceI2cBus(gpio, Board.I2cData, Board.I2cClock);
            }

            return i2c;
        }

        /// <inheritdoc />
        public ISensorFactory CreateSensors(BusSettings[] buses)
        {
            PartFactory parts = new PartFactory(buses.Length);
            PackageFactory packages = usePackages ? new PackageFactory(parts, buses.Length) : null;
            for (int i = 0; i < buses.Length; i++)
            {
                Add(buses[i], parts, packages);
            }

            return usePackages ? (ISensorFactory)packages : parts;
        }

        /// <inheritdoc />
        public IDigitalPin CreatePin(int pin)
        {
            claims.Claim(pin, "terminal " + pin);
            return new DevicePin(gpio, pin, Board.IsInputOnly(pin));
        }

        /// <inheritdoc />
        public IPulseCounter CreateCounter(int pin, bool rising, bool pullUp)
        {
            if (counters == Board.Counters)
            {
                throw new ArgumentException("more than " + counters + " pulse counters");
            }

            counters++;
            claims.Claim(pin, "counter " + pin);
            return new DevicePulseCounter(gpio, pin, rising, pullUp && !Board.IsInputOnly(pin));
        }

        private void Add(BusSettings bus, PartFactory parts, PackageFactory packages)
        {
            switch (bus.Kind)
            {
                case "i2c":
                    Need(bus, bus.Port == "1");
                    DeviceI2cBus made = I2c();
                    parts.Add(bus.Name, made);
                    Keep(packages, bus.Name, made);
                    break;
                case "spi":
                    DeviceSpi part = SpiOf(bus);
                    parts.Add(bus.Name, part);
                    Keep(packages, bus.Name, part);
                    break;
                case "onewire":
                    DeviceOneWire wire = OneWireOf(bus);
                    parts.Add(bus.Name, wire);
                    Keep(packages, bus.Name, wire);
                    break;
                default:
                    parts.Add(bus.Name, AnalogOf(bus));
                    break;
            }
        }

        private static void Keep(PackageFactory packages, string name, object bus)
        {
            if (packages != null)
            {
                packages.Add(name, bus);
            }
        }

        // "1-42": bus 1, chip select GPIO42.
        private DeviceSpi SpiOf(BusSettings bus)
        {
            int dash = bus.Port.IndexOf('-');
            int chipSelect = -1;
            Need(bus, Board.Spi != null && dash > 0 && bus.Port.Substring(0, dash) == Board.Spi.Bus.ToString()
                && int.TryParse(bus.Port.Substring(dash + 1), out chipSelect) && chipSelect >= 0);
            claims.Claim(Board.Spi.Mosi, "SPI");
            claims.Claim(Board.Spi.Miso, "SPI");
            claims.Claim(Board.Spi.Clock, "SPI");
            claims.Claim(chipSelect, "chip select of " + bus.Name);
            return new DeviceSpi(Board.Spi, chipSelect);
        }

        private DeviceOneWire OneWireOf(BusSettings bus)
        {
            Need(bus, Board.OneWire != null && bus.Port == Board.OneWire.Port && oneWire == null);
            ClaimUart(Board.OneWire, "1-Wire");
            oneWire = new DeviceOneWire(Board.OneWire);
            return oneWire;
        }

        private DeviceAnalogInput AnalogOf(BusSettings bus)
        {
            int channel = -1;
            Need(bus, int.TryParse(bus.Port, out channel) && channel >= 0 && channel < Board.AnalogPins.Length);
            claims.Claim(Board.AnalogPins[channel], "analogue input " + bus.Name);
            converter = converter ?? new AdcController();
            return new DeviceAnalogInput(converter, channel, Board);
        }

        private void ClaimUart(BoardUart pins, string owner)
        {
            claims.ClaimPort(pins.Port, owner);
            claims.Claim(pins.Tx, owner);
            claims.Claim(pins.Rx, owner);
            claims.Claim(pins.DriverEnable, owner);
        }

        private void Need(BusSettings bus, bool isThere)
        {
            if (!isThere)
            {
                throw new ArgumentException("bus " + bus.Name + ": " + Board.Name + " has no " + bus.Kind + " " + bus.Port);
            }
        }
    }
}
