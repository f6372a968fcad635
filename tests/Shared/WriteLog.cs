using FieldNode.Field;
using FieldNode.Field.Modbus;
using FieldNode.Tags;

namespace FieldNode;

/// <summary>Writes down what a driver tells of writes.</summary>
internal sealed class WriteLog : IFaultListener
{
    public List<(int Tag, WriteResult Result)> Told { get; } = [];

    public void OnWrite(int tag, WriteResult result) => Told.Add((tag, result));

    public void OnSlaveFault(int device, ModbusFault fault)
    {
    }

    public List<SerialFault> Ports { get; } = [];

    public void OnPort(string line, SerialFault fault) => Ports.Add(fault);

    public void OnSensorFault(int device, QualityReason why)
    {
    }

    public void OnFallback(int tag, bool isOn)
    {
    }

    public void OnTotalsRestored(int restored, int inputs)
    {
    }
}
