using FieldNode.ProtoLite;
using FieldNode.Sparkplug;
using FieldNode.Virtual.Words;

namespace FieldNode.Cli.Pages;

/// <summary>What becomes of commands that are not carried out.</summary>
internal static class CommandSymptoms
{
    internal static readonly Symptom[] All =
    [
        new(CommandVerdict.UnknownMetric, "The device has no metric of this name or alias", "Ask for a rebirth from the host, so that it has the current names"),
        new(CommandVerdict.NotAllowed, "The node file does not let hosts write this tag, or firmware is on trial", "To let hosts write it, set `sparkplug.mode` to commands, and `writable` at the tag; during a trial wait for its end"),
        new(CommandVerdict.WrongType, "The value is missing, or of another kind than the tag", "Correct the host's datatype"),
        new(CommandVerdict.OutOfRange, "The value is outside `low` to `high`, or does not fit the register", "Write a value that fits"),
        new(CommandVerdict.NotTaken, "A fault of the firmware: no driver writes this tag", "Report it"),
        new(CommandVerdict.UnknownDevice, "The node has no such device", "Correct the topic in the host"),
        new(CommandVerdict.Retained, "The broker had stored the command", "Turn off the retain flag in the host, and delete the retained message"),
        new(CommandVerdict.Unreadable, "The payload cannot be read", "Look at the host: the number in the `command-unreadable` event says what is wrong"),
        new(CommandVerdict.QueueFull, "Too many values wait for the line", "Write more slowly"),
        new(CommandVerdict.Away, "The device does not answer, or the pin cannot be had", "Look at the device first"),
        new(CommandVerdict.Dropped, "The slave was given up before the value's turn; nothing was sent", "Look at the slave, then write again"),
        new(CommandVerdict.FieldRefused, "The slave answered with an exception, or the pin could not be set", "Read the slave's manual on this register"),
        new(CommandVerdict.NotConfirmed, "The value went out and nothing came back: it may have taken effect", "Look at the plant, then at the value that was read back"),
        new(CommandVerdict.Differs, "The slave confirmed the value and holds another one", "Read the slave's manual: limits, rounding, or a local mode"),
        new(CommandVerdict.KeySwitchOff, "The key switch is off, or its position is not known", "Turn it on at the plant"),
        new(CommandVerdict.TooOld, "The command is older than `commandAgeMaxMs`, from the future, or has no time", "Set the clocks of host and node; find out what holds commands back"),
        new(CommandVerdict.TooMany, "More than `writesPerMinuteMax`, or a control too soon after the last one", "Write more slowly"),
        new(CommandVerdict.Held, "A person forced the tag or took it out of service", "Ask who works there"),
        new(CommandVerdict.Contradictory, "Name and alias in the command are of two tags", "Ask for a rebirth from the host, so that it has the current aliases"),

        new(DecodeError.Truncated, "The payload ends too early", "Look at the host that sent it"),
        new(DecodeError.BadVarint, "A number is longer than ten bytes", "Look at the host that sent it"),
        new(DecodeError.BadKey, "A field number is 0 or too large", "Look at the host that sent it"),
        new(DecodeError.BadWireType, "A field has another form than Sparkplug gives it", "Look at the host that sent it"),
        new(DecodeError.BadLength, "A length runs beyond its message", "Look at the host that sent it"),
        new(DecodeError.TooLong, "The command is longer than 2,048 bytes", "Send fewer values in one command"),
        new(DecodeError.TooManyMetrics, "The command has more than 64 metrics", "Send fewer values in one command"),
    ];
}
