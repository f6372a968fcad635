using FieldNode.Esp32.Tests;
using nanoFramework.Device.OneWire;
using UnitsNet;

namespace Iot.Device.Ds18b20;

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
