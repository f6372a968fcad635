namespace FieldNode.Cli.Pages;

/// <summary>What can go wrong on the plant's side of a node.</summary>
internal static class FieldSymptoms
{
    internal static readonly Symptom[] All =
    [
        new("QualityReason.NotReadYet", "Not read yet since the start", "Wait for one period of the tag. If it stays, the slave was never read: look at its device"),
        new("QualityReason.NoAnswer", "The slave or part does not answer", "Check its supply, A and B, unit, baud rate and parity; then `fieldnode scan`"),
        new("QualityReason.Damaged", "Answers arrive damaged", "Check termination, bias, shield and the common wire; then baud rate and parity. Two slaves with one address look the same"),
        new("QualityReason.Refused", "The slave does not know this address or function", "Compare address, table and base (0 or 1) with the maker's register map"),
        new("QualityReason.DeviceFailure", "The slave or part reports a failure of its own", "Look at its display and its manual"),
        new("QualityReason.OutOfRange", "The value does not fit the datatype, or is no number", "Check type, byte order, scale and `publishAs`"),
        new("QualityReason.PortLost", "The port, bus or pin is gone, or something else has it", "Check adapter, plug and permissions; end the program that holds the port"),
        new("QualityReason.WireBreak", "A wire is broken: no current in the loop, or an open PT100", "Check wire, terminals, fuse and the 24 V of the loop"),
        new("QualityReason.SignalLow", "The transmitter signals its own failure: below 3.6 mA", "Look at the transmitter"),
        new("QualityReason.SignalHigh", "The transmitter signals its own failure, or the loop is shorted: above 21 mA", "Look at the transmitter, then measure the loop"),
        new("QualityReason.ShortCircuit", "The sensor is shorted", "Check the sensor's wires"),
        new("QualityReason.Overload", "More than the converter can measure", "Measure the voltage at the input; check shunt and `fullScaleMv`"),
        new("QualityReason.BusStuck", "A part holds the I2C bus, or its lines are shorted", "Take the parts off one by one, until the bus is free"),
        new("QualityReason.WrongPart", "Another part than the settings name answers at this address", "Check `kind` and `address`; `fieldnode scan i2c` says who is there"),
        new("QualityReason.Frozen", "The value has not moved for `frozenAfterMs`", "Check the sensor; if it is right, raise `frozenAfterMs`"),
        new("QualityReason.OutOfService", "Somebody took the tag out of service", "When the work is done, remove `outOfService` from the node file"),
        new("QualityReason.Forced", "Somebody forced the value", "When the work is done, remove `forced` from the node file"),
        new("QualityReason.NotAvailable", "The slave says that it has no value", "Look at the slave: an input that is not connected, or a function that is off"),
        new("QualityReason.BadText", "The text is not in its charset", "Check `charset` and `length`"),
        new("QualityReason.BadDigits", "The registers hold no number of this type", "Check `type`, `order` and `scaleAddress`"),

        new("ModbusFault.Timeout", "No reply within `replyTimeoutMs`", "Check supply, A and B, unit, baud rate and parity; then `fieldnode scan modbus`"),
        new("ModbusFault.CrcError", "The reply is damaged on its way", "Check termination, bias and the common wire; then for two slaves with one address"),
        new("ModbusFault.WrongUnit", "Another unit answered", "Look for a second master, and for two slaves with one address"),
        new("ModbusFault.WrongFunction", "The unit answered another question", "Raise `replyTimeoutMs`: this may be a late reply. Look for a second master"),
        new("ModbusFault.WrongLength", "The reply is too short or too long", "Check the line as for 2; lower `registersMax`"),
        new("ModbusFault.WrongEcho", "The slave confirmed another write than was sent", "Look for a second master; read the slave's manual on writes"),
        new("ModbusFault.NoSilence", "The line is never quiet", "Look for a second master, a slave that sends by itself, or a line without bias"),
        new("ModbusFault.PortLost", "The serial port is gone", "Check adapter and plug"),
        new("ModbusFault.IllegalFunction", "Exception 1: the slave does not know the function", "Check `table` and `writeMultiple`"),
        new("ModbusFault.IllegalAddress", "Exception 2: the slave has no such address", "Check `address` and its base (0 or 1) against the maker's map"),
        new("ModbusFault.IllegalValue", "Exception 3: the slave refuses count or value", "Lower `registersMax`; for a write check the range of the register"),
        new("ModbusFault.DeviceFailure", "Exception 4: the slave failed", "Look at the slave"),
        new("ModbusFault.Acknowledge", "Exception 5: the slave needs time", "Once: nothing. Again and again: raise `periodMs`"),
        new("ModbusFault.DeviceBusy", "Exception 6: the slave is busy", "Once: nothing. Again and again: raise `periodMs` or `pauseMs`"),
        new("ModbusFault.MemoryParity", "Exception 8: the slave's memory is damaged", "Replace the slave"),
        new("ModbusFault.GatewayPath", "Exception 10: the gateway has no path", "Check the gateway's routes"),
        new("ModbusFault.GatewayTarget", "Exception 11: the slave behind the gateway does not answer", "Check the line behind the gateway"),

        new("SerialFault.NotFound", "There is no such port", "Plug the adapter in, or name the port that is there: `ls /dev/serial/by-id`"),
        new("SerialFault.InUse", "Another program, or another node, has the port", "End that program"),
        new("SerialFault.Denied", "This user may not open the port", "`sudo usermod -aG dialout USER`, then log in again"),
        new("SerialFault.Lost", "The adapter was unplugged", "Check plug and adapter"),
        new("SerialFault.Busy", "The adapter takes no more bytes", "Check the adapter; another one may help"),
        new("SerialFault.NotAPort", "What is there is no serial port", "Name the adapter's port: `ls /dev/serial/by-id`"),
        new("SerialFault.BadSettings", "The port does not take its settings", "Check `baud`, `parity` and `stopBits`"),
    ];
}
