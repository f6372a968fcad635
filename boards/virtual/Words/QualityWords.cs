using FieldNode.Tags;

namespace FieldNode.Virtual.Words;

/// <summary>Why a tag or device is bad, and what to do about it.</summary>
public static class QualityWords
{
    /// <summary>Every reason.</summary>
    public static IReadOnlyList<Symptom> All { get; } =
    [
        new(QualityReason.NotReadYet, "Not read yet since the start", "Wait for one period of the tag. If it stays, the slave was never read: look at its device"),
        new(QualityReason.NoAnswer, "The slave or part does not answer", "Check its supply, A and B, unit, baud rate and parity; then `fieldnode scan`"),
        new(QualityReason.Damaged, "Answers arrive damaged", "Check termination, bias, shield and the common wire; then baud rate and parity. Two slaves with one address look the same"),
        new(QualityReason.Refused, "The slave does not know this address or function", "Compare address, table and base (0 or 1) with the maker's register map"),
        new(QualityReason.DeviceFailure, "The slave or part reports a failure of its own", "Look at its display and its manual"),
        new(QualityReason.OutOfRange, "The value does not fit the datatype, or is no number", "Check type, byte order, scale and `publishAs`"),
        new(QualityReason.PortLost, "The port, bus or pin is gone, or something else has it", "Check adapter, plug and permissions; end the program that holds the port"),
        new(QualityReason.WireBreak, "A wire is broken: no current in the loop, or an open PT100", "Check wire, terminals, fuse and the 24 V of the loop"),
        new(QualityReason.SignalLow, "The transmitter signals its own failure: below 3.6 mA", "Look at the transmitter"),
        new(QualityReason.SignalHigh, "The transmitter signals its own failure, or the loop is shorted: above 21 mA", "Look at the transmitter, then measure the loop"),
        new(QualityReason.ShortCircuit, "The sensor is shorted", "Check the sensor's wires"),
        new(QualityReason.Overload, "More than the converter can measure", "Measure the voltage at the input; check shunt and `fullScaleMv`"),
        new(QualityReason.BusStuck, "A part holds the I2C bus, or its lines are shorted", "Take the parts off one by one, until the bus is free"),
        new(QualityReason.WrongPart, "Another part than the settings name answers at this address", "Check `kind` and `address`; `fieldnode scan i2c` says who is there"),
        new(QualityReason.Frozen, "The value has not moved for `frozenAfterMs`", "Check the sensor; if it is right, raise `frozenAfterMs`"),
        new(QualityReason.OutOfService, "Somebody took the tag out of service", "When the work is done, remove `outOfService` from the node file"),
        new(QualityReason.Forced, "Somebody forced the value", "When the work is done, remove `forced` from the node file"),
        new(QualityReason.NotAvailable, "The slave says that it has no value", "Look at the slave: an input that is not connected, or a function that is off"),
        new(QualityReason.BadText, "The text is not in its charset", "Check `charset` and `length`"),
        new(QualityReason.BadDigits, "The registers hold no number of this type", "Check `type`, `order` and `scaleAddress`"),
    ];

    /// <summary>Why, and what to do, as it goes on in a line of the log.</summary>
    public static string Of(QualityReason why) =>
        All.FirstOrDefault(one => why.Equals(one.Of))?.InLog() ?? (why == QualityReason.None ? "nothing is wrong" : $"reason {(int)why}");
}
