using FieldNode.Tags;

namespace FieldNode.Virtual.Words;

/// <summary>Why a tag or device is bad, and what to do about it.</summary>
public static class QualityWords
{
    /// <summary>Why, and what to do.</summary>
    public static string Of(QualityReason why) => why switch
    {
        QualityReason.None => "nothing is wrong",
        QualityReason.NotReadYet => "not read yet",
        QualityReason.NoAnswer => "no answer. Check power, wires (A and B), unit, baud rate and parity; fieldnode scan finds who is there",
        QualityReason.Damaged => "answers arrive damaged. Check shield, terminators, baud rate and parity",
        QualityReason.Refused => "the slave refuses it: it knows no such address, or not the function. Check table and address",
        QualityReason.DeviceFailure => "the device reports a failure of its own. Look at its display or manual",
        QualityReason.OutOfRange => "the value does not fit the datatype, or is no number. Check type, order and scale",
        QualityReason.PortLost => "its port or bus is gone. Check the adapter",
        QualityReason.WireBreak => "a wire is broken. Check the loop",
        QualityReason.SignalLow => "the transmitter signals its own failure (current below 3.6 mA)",
        QualityReason.SignalHigh => "the transmitter signals its own failure (current above 21 mA), or the loop is shorted",
        QualityReason.ShortCircuit => "the sensor is shorted. Check its wires",
        QualityReason.Overload => "more than the converter can measure. Check range and voltage at its input",
        QualityReason.BusStuck => "a part holds the bus, or its lines are shorted. Take parts off one by one",
        QualityReason.WrongPart => "another part than the settings say answers. Check kind and address",
        QualityReason.Frozen => "its value has not moved for longer than a living one can. Check the sensor",
        QualityReason.OutOfService => "taken out of service by a person",
        QualityReason.Forced => "its value is set by a person",
        QualityReason.NotAvailable => "the device itself says that it has no value",
        QualityReason.BadText => "the text is not in its charset. Check charset",
        QualityReason.BadDigits => "the registers hold no number of this type. Check type, order and scale address",
        _ => $"reason {(int)why}",
    };
}
