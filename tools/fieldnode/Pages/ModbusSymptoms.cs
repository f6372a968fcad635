using FieldNode.Field.Modbus;
using FieldNode.Virtual.Words;

namespace FieldNode.Cli.Pages;

/// <summary>What can go wrong between a node and a slave.</summary>
internal static class ModbusSymptoms
{
    internal static readonly Symptom[] All =
    [
        new(ModbusFault.Timeout, "No reply within `replyTimeoutMs`", "Check supply, A and B, unit, baud rate and parity; then `fieldnode scan modbus`"),
        new(ModbusFault.CrcError, "The reply is damaged on its way", "Check termination, bias and the common wire; then for two slaves with one address"),
        new(ModbusFault.WrongUnit, "Another unit answered", "Look for a second master, and for two slaves with one address"),
        new(ModbusFault.WrongFunction, "The unit answered another question", "Raise `replyTimeoutMs`: this may be a late reply. Look for a second master"),
        new(ModbusFault.WrongLength, "The reply is too short or too long", "Check the line as for 2; lower `registersMax`"),
        new(ModbusFault.WrongEcho, "The slave confirmed another write than was sent", "Look for a second master; read the slave's manual on writes"),
        new(ModbusFault.NoSilence, "The line is never quiet", "Look for a second master, a slave that sends by itself, or a line without bias"),
        new(ModbusFault.PortLost, "The serial port is gone", "Check adapter and plug"),
        new(ModbusFault.IllegalFunction, "Exception 1: the slave does not know the function", "Check `table` and `writeMultiple`"),
        new(ModbusFault.IllegalAddress, "Exception 2: the slave has no such address", "Check `address` and its base (0 or 1) against the maker's map"),
        new(ModbusFault.IllegalValue, "Exception 3: the slave refuses count or value", "Lower `registersMax`; for a write check the range of the register"),
        new(ModbusFault.DeviceFailure, "Exception 4: the slave failed", "Look at the slave"),
        new(ModbusFault.Acknowledge, "Exception 5: the slave needs time", "Once: nothing. Again and again: raise `periodMs`"),
        new(ModbusFault.DeviceBusy, "Exception 6: the slave is busy", "Once: nothing. Again and again: raise `periodMs` or `pauseMs`"),
        new(ModbusFault.MemoryParity, "Exception 8: the slave's memory is damaged", "Replace the slave"),
        new(ModbusFault.GatewayPath, "Exception 10: the gateway has no path", "Check the gateway's routes"),
        new(ModbusFault.GatewayTarget, "Exception 11: the slave behind the gateway does not answer", "Check the line behind the gateway"),
    ];
}
