using FieldNode.Field;

namespace FieldNode.Virtual.Words;

/// <summary>What is wrong with a serial port, and what to do about it.</summary>
public static class PortWords
{
    /// <summary>Every fault.</summary>
    public static IReadOnlyList<Symptom> All { get; } =
    [
        new(SerialFault.NotFound, "There is no such port", "Plug the adapter in, or name the port that is there: `ls /dev/serial/by-id`"),
        new(SerialFault.InUse, "Another program, or another node, has the port", "End that program"),
        new(SerialFault.Denied, "This user may not open the port", "`sudo usermod -aG dialout USER`, then log in again"),
        new(SerialFault.Lost, "The adapter was unplugged", "Check plug and adapter"),
        new(SerialFault.Busy, "The adapter takes no more bytes", "Check the adapter; another one may help"),
        new(SerialFault.NotAPort, "What is there is no serial port", "Name the adapter's port: `ls /dev/serial/by-id`"),
        new(SerialFault.BadSettings, "The port does not take its settings", "Check `baud`, `parity` and `stopBits`"),
    ];

    /// <summary>Null: nothing is wrong, or it has no words.</summary>
    public static Symptom? Find(SerialFault fault) => All.FirstOrDefault(one => fault.Equals(one.Of));

    /// <summary>What is wrong, and what to do, as it goes on in a line of the log.</summary>
    /// <param name="fault">The fault.</param>
    /// <param name="detail">The operating system's own word, or empty.</param>
    public static string Of(SerialFault fault, string detail = "") =>
        Find(fault)?.InLog(detail) ?? (fault == SerialFault.None ? "open" : $"serial fault {(int)fault}");
}
