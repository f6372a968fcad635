using System.Text;
using FieldNode.Mqtt;
using FieldNode.Settings;
using FieldNode.Update;
using FieldNode.Virtual.Mqtt;
using FieldNode.Virtual.Settings;
using FieldNode.Virtual.Updates;

namespace FieldNode.OnDevice.Pc;

/// <summary>A PC: MqttNetWire over a loopback connection, System.Text.Json.</summary>
internal sealed class PcHost : ISelfTestHost, IDisposable
{
    private readonly List<IDisposable> open = [];

    public List<string> Lines { get; } = [];

    public void Say(string line) => Lines.Add(line);

    public IMqttWire WireTo(MiniBroker broker)
    {
        var served = new LoopbackBroker(broker);
        var wire = new MqttNetWire(new MqttNetOptions { PlainTcp = true });
        open.AddRange([wire, served]);
        return new RedirectedWire(wire, served.Port);
    }

    public NodeSettings Parse(string text)
    {
        SettingsResult result = SettingsFile.Parse(Encoding.UTF8.GetBytes(text), ".");
        return result.Faults.Count == 0 ? result.Settings : throw new FormatException(result.Faults[0].ToString());
    }

    public IHmac Hmac { get; } = new PcHmac();

    // Bytes take a moment through the loopback interface; the checks wait for what comes, not for this.
    public void Settle() => Thread.Sleep(1);

    // What boards/esp32 does with packages is tested on the PC by tests/Esp32, against models of them.
    public void CheckBoard(Report report)
    {
    }

    public long NowMs() => Environment.TickCount64;

    public long FreeBytes() => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    public void Dispose() => open.ForEach(one => one.Dispose());
}
