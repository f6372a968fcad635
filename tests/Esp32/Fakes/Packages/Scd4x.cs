using System.Device.I2c;
using FieldNode.Esp32.Tests;
using UnitsNet;

namespace Iot.Device.Scd4x;

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
