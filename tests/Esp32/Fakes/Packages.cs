using System.Device.I2c;
using System.Device.Spi;
using FieldNode.Esp32.Tests;
using FieldNode.Field.Analog;
using FieldNode.Field.I2c;
using nanoFramework.Device.OneWire;
using UnitsNet;

// The sensors' packages as far as our ports can see them: which results they look at, what they throw, what they believe of an answer that
// never came. After nanoframework/nanoFramework.IoT.Device of 2026-01-08.
namespace UnitsNet
{
    public readonly struct Temperature
    {
        public double DegreesCelsius { get; init; }
    }

    public readonly struct RelativeHumidity
    {
        public double Percent { get; init; }
    }

    public readonly struct Pressure
    {
        public double Pascals { get; init; }
    }

    public readonly struct ElectricPotential
    {
        public double Volts { get; init; }
    }

    public readonly struct VolumeConcentration
    {
        public double PartsPerMillion { get; init; }
    }

    public readonly struct ElectricResistance
    {
        public double Ohms { get; init; }

        public static ElectricResistance FromOhms(double ohms) => new() { Ohms = ohms };
    }
}

namespace Iot.Device.Sht4x
{
    public sealed class InvalidCrcException : Exception
    {
    }

    public enum MeasurementMode : byte
    {
        NoHeaterHighPrecision = 0xFD,
    }

    public sealed class Sht4XSensorData
    {
        public Temperature Temperature { get; init; }
        public RelativeHumidity RelativeHumidity { get; init; }
    }

    public class Sht4X(I2cDevice device)
    {
        public Sht4XSensorData ReadData(MeasurementMode precision)
        {
            if (device.WriteByte((byte)precision).Status != I2cTransferStatus.FullTransfer)
            {
                throw new Exception();
            }

            FakeChip.Current.Sleep(10);
            byte[] answer = new byte[6];
            device.Read(answer);
            if (!Crc8.WordsAreWhole(answer, 2))
            {
                throw new InvalidCrcException();
            }

            return new Sht4XSensorData
            {
                Temperature = new() { DegreesCelsius = -45 + 175 * (answer[0] * 256 + answer[1]) / 65535.0f },
                RelativeHumidity = new() { Percent = -6 + 125 * (answer[3] * 256 + answer[4]) / 65535.0f },
            };
        }
    }
}

namespace Iot.Device.Scd4x
{
    public sealed class Scd4xSensorData
    {
        public Temperature Temperature { get; init; }
        public RelativeHumidity RelativeHumidity { get; init; }
        public VolumeConcentration CO2 { get; init; }
    }

    public class Scd4x(I2cDevice device)
    {
        public void StartPeriodicMeasurement() => Check(device.Write(new byte[] { 0x21, 0xB1 }));

        public bool IsDataReady() => (Word(Ask(0xE4, 0xB8, 3), 0) & 0x7FF) != 0;

        public Scd4xSensorData ReadData()
        {
            byte[] answer = Ask(0xEC, 0x05, 9);
            return new Scd4xSensorData
            {
                CO2 = new() { PartsPerMillion = Word(answer, 0) },
                Temperature = new() { DegreesCelsius = Word(answer, 3) * 175.0 / 65535 - 45 },
                RelativeHumidity = new() { Percent = Word(answer, 6) * 100 / 65535.0 },
            };
        }

        private byte[] Ask(byte high, byte low, int count)
        {
            Check(device.Write(new[] { high, low }));
            FakeChip.Current.Sleep(1);
            byte[] answer = new byte[count];
            Check(device.Read(answer));
            return answer;
        }

        private static int Word(byte[] bytes, int at) => (bytes[at] << 8) | bytes[at + 1];

        private static void Check(I2cTransferResult result)
        {
            if (result.Status != I2cTransferStatus.FullTransfer)
            {
                throw new Exception();
            }
        }
    }
}

namespace Iot.Device.Adc
{
    public class Ina219(I2cDevice device)
    {
        public bool MathOverflowFlag { get; private set; }

        public void Reset() => device.Write(new byte[] { 0, 0x80, 0 });

        public ElectricPotential ReadShuntVoltage() => new() { Volts = (short)Register(1) / 100000.0 };

        public ElectricPotential ReadBusVoltage()
        {
            ushort word = Register(2);
            MathOverflowFlag = (word & 1) != 0;
            return new() { Volts = ((short)word >> 3) * 4 / 1000.0 };
        }

        private ushort Register(byte register)
        {
            byte[] answer = [register, 0];
            device.WriteByte(register);
            device.Read(answer);
            return (ushort)((answer[0] << 8) | answer[1]);
        }
    }
}

namespace Iot.Device.Ads1115
{
    public enum DataRate
    {
        SPS008, SPS016, SPS032, SPS064, SPS128, SPS250, SPS475, SPS860,
    }

    public enum DeviceMode
    {
        Continuous, PowerDown,
    }

    public enum InputMultiplexer
    {
        AIN0_AIN1, AIN0_AIN3, AIN1_AIN3, AIN2_AIN3, AIN0, AIN1, AIN2, AIN3,
    }

    public enum MeasuringRange
    {
        FS6144, FS4096, FS2048, FS1024, FS0512, FS0256,
    }

    public class Ads1115
    {
        private readonly I2cDevice device;

        public Ads1115(I2cDevice device, InputMultiplexer mux, MeasuringRange range, DataRate rate, DeviceMode mode)
        {
            this.device = device;
            Configure(mux, range, rate);
            Configure(mux, range, rate);
        }

        public short ReadRaw(InputMultiplexer mux, MeasuringRange range, DataRate rate)
        {
            Configure(mux, range, rate);
            byte[] answer = new byte[2];
            device.WriteByte(0);
            device.Read(answer);
            return (short)((answer[0] << 8) | answer[1]);
        }

        private void Configure(InputMultiplexer mux, MeasuringRange range, DataRate rate)
        {
            device.Write(new byte[] { 1, (byte)(0x80 | ((int)mux << 4) | ((int)range << 1) | 1), (byte)(((int)rate << 5) | 3) });
            for (int asked = 0; asked < 5000; asked++)
            {
                byte[] answer = new byte[2];
                device.WriteRead(new byte[] { 1 }, answer);
                if ((answer[0] & 0x80) != 0)
                {
                    return;
                }

                FakeChip.Current.Sleep(1);
            }

            throw new TimeoutException();
        }
    }
}

namespace Iot.Device.Bmxx80
{
    public enum Sampling : byte
    {
        Skipped, UltraLowPower, LowPower, Standard, HighResolution, UltraHighResolution,
    }

    public class Bme280
    {
        private readonly I2cDevice device;
        private readonly Bme280Trim trim = new();

        public Bme280(I2cDevice device)
        {
            this.device = device;
            device.WriteByte(0xD0);
            if (device.ReadByte() != 0x60)
            {
                throw new IOException();
            }

            trim.TakeFirst(Registers(0x88, 26));
            trim.TakeSecond(Registers(0xE1, 7));
            device.Write(new byte[] { 0xE0, 0xB6 });
            PressureSampling = TemperatureSampling = HumiditySampling = Sampling.UltraLowPower;
        }

        public Sampling PressureSampling { set => Change(0xF4, 0xE3, (int)value << 2); }

        public Sampling TemperatureSampling { set => Change(0xF4, 0x1F, (int)value << 5); }

        public Sampling HumiditySampling
        {
            set
            {
                Change(0xF2, 0xF8, (int)value);
                Change(0xF4, 0xFF, 0);
            }
        }

        public ReadResult.Bme280ReadResult Read()
        {
            Change(0xF4, 0xFC, 2);
            FakeChip.Current.Sleep(21);
            byte[] answer = Registers(0xF7, 8);
            int pressure = (answer[0] << 12) | (answer[1] << 4) | (answer[2] >> 4);
            int temperature = (answer[3] << 12) | (answer[4] << 4) | (answer[5] >> 4);
            return new ReadResult.Bme280ReadResult
            {
                Temperature = new() { DegreesCelsius = trim.Celsius(temperature) },
                Humidity = new() { Percent = trim.Percent((answer[6] << 8) | answer[7]) },
                Pressure = new() { Pascals = trim.Pascal(pressure) },
            };
        }

        private void Change(byte register, int mask, int bits) =>
            device.Write(new[] { register, (byte)((Registers(register, 1)[0] & mask) | bits) });

        private byte[] Registers(byte register, int count)
        {
            byte[] answer = new byte[count];
            device.WriteByte(register);
            device.Read(answer);
            return answer;
        }
    }
}

namespace Iot.Device.Bmxx80.ReadResult
{
    public class Bme280ReadResult
    {
        public Temperature Temperature { get; init; }
        public Pressure Pressure { get; init; }
        public RelativeHumidity Humidity { get; init; }
        public bool TemperatureIsValid => true;
        public bool PressureIsValid => true;
        public bool HumidityIsValid => true;
    }
}

namespace Iot.Device.Max31865
{
    public enum ConversionFilterMode : byte
    {
        Filter60Hz = 55, Filter50Hz = 65,
    }

    public enum PlatinumResistanceThermometerType : short
    {
        Pt100 = 100, Pt1000 = 1000,
    }

    public enum ResistanceTemperatureDetectorWires : byte
    {
        TwoWire = 2, ThreeWire, FourWire,
    }

    public class Max31865
    {
        private readonly SpiDevice device;
        private readonly PlatinumResistanceThermometerType type;
        private readonly ElectricResistance reference;
        private readonly ConversionFilterMode filter;

        public Max31865(
            SpiDevice device,
            PlatinumResistanceThermometerType type,
            ResistanceTemperatureDetectorWires wires,
            ElectricResistance reference,
            ConversionFilterMode filter,
            bool shouldDispose)
        {
            this.device = device;
            this.type = type;
            this.reference = reference;
            this.filter = filter;
            Configure(0, (wires == ResistanceTemperatureDetectorWires.ThreeWire ? 0x10 : 0)
                | (filter == ConversionFilterMode.Filter50Hz ? 1 : 0));
        }

        public Temperature Temperature
        {
            get
            {
                Configure(~0x2C, 0x02);
                Configure(0xFF, 0x80);
                FakeChip.Current.Sleep(10);
                Configure(0xFF, 0x20);
                FakeChip.Current.Sleep((int)filter);
                byte[] answer = new byte[3];
                device.TransferFullDuplex(new byte[] { 1, 0, 0 }, answer);
                Configure(~0x80, 0);
                double ohm = (((answer[1] << 8) | answer[2]) >> 1) * reference.Ohms / 32768;
                return new() { DegreesCelsius = PlatinumRtd.Celsius(ohm / (int)type) };
            }
        }

        private void Configure(int mask, int bits)
        {
            byte[] answer = new byte[2];
            device.TransferFullDuplex(new byte[] { 0, 0 }, answer);
            device.Write(new byte[] { 0x80, (byte)((answer[1] & mask) | bits) });
        }
    }
}

namespace Iot.Device.Ds18b20
{
    public class Ds18b20(OneWireHost host, byte[] address = null)
    {
        private byte[] address = address;

        public bool Initialize()
        {
            if (!host.FindFirstDevice(true, false))
            {
                return false;
            }

            address = host.SerialNumber;
            return true;
        }

        public bool TryReadTemperature(out Temperature temperature)
        {
            host.TouchReset();
            host.WriteByte(0xCC);
            host.WriteByte(0x44);
            FakeChip.Current.Sleep(1000);
            host.TouchReset();
            host.WriteByte(0x55);
            foreach (byte one in address)
            {
                host.WriteByte(one);
            }

            host.WriteByte(0xBE);
            byte low = host.ReadByte();
            byte high = host.ReadByte();
            temperature = new() { DegreesCelsius = (short)((high << 8) | low) / 16.0f };
            return host.TouchReset();
        }
    }
}
