using FieldNode.Field;
using FieldNode.Field.Modbus;
using FieldNode.Mqtt;
using FieldNode.Virtual.Settings;

namespace FieldNode.Tools.Tests.Replay;

/// <summary>A node "of the field" in virtual time, with faults that the test knows, and the folder that a technician would bring from it.</summary>
internal sealed class FieldNodeOfTest : IDisposable
{
    private const string Json = """
        {
          "version": 1, "group": "Waterworks", "node": "PumpHouse2",
          "broker": { "host": "broker", "caFile": "ca.pem", "certificateFile": "node.pem", "keyFile": "node.key" },
          "lines": [ { "name": "line1", "port": "/dev/ttyUSB0", "baud": 19200 }, { "name": "line2", "port": "/dev/ttyUSB1" } ],
          "devices": [
            { "name": "Meter1", "line": "line1", "unit": 1, "tags": [
              { "name": "Power", "table": "holding", "address": 0, "type": "float" }, { "name": "Energy", "table": "holding", "address": 2, "type": "uint32" } ] },
            { "name": "Pump1", "line": "line1", "unit": 2, "tags": [ { "name": "Speed", "table": "input", "address": 0, "type": "int16", "periodMs": 5000 } ] },
            { "name": "Tank", "line": "line2", "unit": 1, "tags": [ { "name": "Level", "table": "input", "address": 0, "type": "int16" } ] }
          ],
          "buses": [ { "name": "i2c1", "kind": "i2c", "port": "1" } ],
          "sensors": [ { "name": "climate", "device": "Room", "bus": "i2c1", "kind": "sht4x", "periodMs": 2000, "tags": [ { "name": "Temperature", "value": "temperature" } ] } ]
        }
        """;

    private readonly CuttingStore store;
    private readonly MemoryStore flash;

    /// <param name="hasClock">The wall clock is set at the start.</param>
    /// <param name="sparkplug">A member of the node file, or nothing.</param>
    public FieldNodeOfTest(bool hasClock = true, string sparkplug = "")
    {
        string json = sparkplug.Length == 0 ? Json : Json.Replace("\"lines\"", $"\"sparkplug\": {sparkplug}, \"lines\"", StringComparison.Ordinal);
        flash = new MemoryStore();
        store = new CuttingStore(flash);
        File.WriteAllText(Config, json);
        Node = SimNode.Start(json, new SimOptions { Store = store, KeepsLog = false, HasClock = hasClock });
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("fieldnode-replay").FullName;

    public string Config => Path.Combine(Folder, "node.json");

    public string State => Path.Combine(Folder, "state");

    public SimNode Node { get; }

    /// <summary>The connection ends, and attempts come to a fault for a while.</summary>
    public FieldNodeOfTest Link(double fromMin, double toMin, MqttFault lost, MqttFault meets)
    {
        At(fromMin, () =>
        {
            Node.Wire.Fail(lost);
            Node.Wire.OpenFault = meets;
        });
        return At(toMin, () => Node.Wire.OpenFault = MqttFault.None);
    }

    public FieldNodeOfTest Refused(double fromMin, double toMin, int code)
    {
        At(fromMin, () =>
        {
            Node.Wire.Fail(MqttFault.ClosedByBroker);
            Node.Broker.ConnAckCode = code;
        });
        return At(toMin, () => Node.Broker.ConnAckCode = 0);
    }

    public FieldNodeOfTest Silent(double fromMin, double toMin, string device)
    {
        At(fromMin, () => Node.Plant.Slave(device).IsSilent = true);
        return At(toMin, () => Node.Plant.Slave(device).IsSilent = false);
    }

    public FieldNodeOfTest PortGone(double fromMin, double toMin, string line)
    {
        At(fromMin, () => Node.Plant.Lines[line].Unplug());
        return At(toMin, () => Node.Plant.Lines[line].OpenFault = SerialFault.None);
    }

    public FieldNodeOfTest At(double min, Action what)
    {
        Node.At((long)(min * 60_000), what);
        return this;
    }

    /// <summary>Runs for so long; the supply is off for a while in between.</summary>
    public FieldNodeOfTest Run(double min)
    {
        Node.Run((long)(min * 60_000) - Node.Clock.NowMs);
        return this;
    }

    public FieldNodeOfTest PowerCut(double offMin)
    {
        Node.CutPower();
        Node.Clock.Advance((long)(offMin * 60_000_000));
        Node.Restart();
        return this;
    }

    /// <summary>The state as it is copied after the node was asked to end, or while it runs.</summary>
    public FieldNodeOfTest Take(bool isClosed = true)
    {
        if (isClosed)
        {
            Node.Node.Events.Ring.Close(Node.NowMs, Node.Utc);
        }
        Directory.CreateDirectory(State);
        foreach ((string name, byte[] content) in flash.Files)
        {
            File.WriteAllBytes(Path.Combine(State, name), content);
        }
        return this;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
