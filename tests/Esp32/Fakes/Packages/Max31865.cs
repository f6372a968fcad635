using System.Device.Spi;
using FieldNode.Esp32.Tests;
using FieldNode.Field.Analog;
using UnitsNet;

namespace Iot.Device.Max31865;

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
