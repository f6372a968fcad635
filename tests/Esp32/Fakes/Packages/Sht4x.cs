using System.Device.I2c;
using FieldNode.Esp32.Tests;
using FieldNode.Field.I2c;
using UnitsNet;

namespace Iot.Device.Sht4x;

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
