using FieldNode.Sparkplug;

namespace FieldNode.Cli;

/// <summary>A node's verdicts on commands in words, with what to do; docs/watch.md has the same ones, which a test holds.</summary>
internal static class CommandWords
{
    private static readonly Dictionary<CommandVerdict, (string Meaning, string ToDo)> Verdicts = new()
    {
        [CommandVerdict.Passed] = ("done", "Nothing"),
        [CommandVerdict.UnknownMetric] = ("the device has no such tag", "Take the name from the last birth: upper and lower case count"),
        [CommandVerdict.NotAllowed] = ("the settings do not let hosts write it, or an update is on trial", "Set sparkplug.mode to commands, and writable of the tag to true, in the node file; wait until a trial is over"),
        [CommandVerdict.WrongType] = ("the value is not of the tag's kind", "Look at the datatype in the birth"),
        [CommandVerdict.OutOfRange] = ("the value is outside the range of the tag or its register", "Write a value between low and high that the register can hold exactly enough"),
        [CommandVerdict.NotTaken] = ("the tag is writable, and nothing in the node writes it", "Report it: a fault of FieldNode"),
        [CommandVerdict.UnknownDevice] = ("the node has no such device", "Take the name from the last birth: upper and lower case count"),
        [CommandVerdict.Retained] = ("the broker kept the command", "Publish commands without retain; delete what the broker keeps on that topic"),
        [CommandVerdict.Unreadable] = ("the command could not be read", "Look at who else sends commands; a command has at most 2,048 bytes and 64 metrics"),
        [CommandVerdict.QueueFull] = ("too many values wait for that line", "Write more slowly"),
        [CommandVerdict.Away] = ("the device does not answer", "Look at the wire and the supply of the slave"),
        [CommandVerdict.Dropped] = ("the device was given up before the value's turn: it was never sent", "Look at the wire and the supply of the slave, then write again"),
        [CommandVerdict.FieldRefused] = ("the slave refused the value", "Look into its manual: a register may be locked, or take certain values only"),
        [CommandVerdict.NotConfirmed] = ("the slave did not confirm: whether it took effect is not known", "Read what the tag holds when the device is back, then write again"),
        [CommandVerdict.Differs] = ("the slave confirmed, and holds another value than was written", "Look into its manual: it limits or rounds the value, or something else writes it"),
        [CommandVerdict.KeySwitchOff] = ("the key switch is off", "Turn it on: the contact that sparkplug.keySwitch names"),
        [CommandVerdict.TooOld] = ("the command is too old, or ahead of the node's clock", "Set the clocks of this machine and of the node; look at commandAgeMaxMs"),
        [CommandVerdict.TooMany] = ("more values than writesPerMinuteMax, or a control pressed again too soon", "Wait, then write again"),
        [CommandVerdict.Held] = ("a person has forced the tag or taken it out of service", "Ask at the plant; release the tag"),
        [CommandVerdict.Contradictory] = ("name and alias in the command are of two tags", "Write the name alone"),
    };

    /// <summary>What a verdict means, and what to do about it.</summary>
    internal static (string Meaning, string ToDo) Of(CommandVerdict verdict) => Verdicts.TryGetValue(verdict, out (string, string) words)
        ? words
        : ($"verdict {(int)verdict}, which this program does not know", "Use a newer fieldnode");
}
