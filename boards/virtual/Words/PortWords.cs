using FieldNode.Field;

namespace FieldNode.Virtual.Words;

/// <summary>What is wrong with a serial port, and what to do about it.</summary>
public static class PortWords
{
    /// <summary>What is wrong, and what to do.</summary>
    /// <param name="fault">The fault.</param>
    /// <param name="detail">The operating system's own word, or empty.</param>
    public static string Of(SerialFault fault, string detail = "")
    {
        string words = detail.Length == 0 ? "" : $" ({detail})";
        return fault switch
        {
            SerialFault.None => "open",
            SerialFault.NotFound => $"there is no such port{words}. Plug the adapter in, or name the port that is there: ls /dev/serial/by-id",
            SerialFault.InUse => $"in use by another program, or by another node{words}. End that one",
            SerialFault.Denied => $"this user may not open it{words}. Add the user to the port's group, mostly: sudo usermod -aG dialout USER, and log in again",
            SerialFault.Lost => $"lost{words}. Check plug and adapter",
            SerialFault.Busy => $"it takes no bytes{words}. Check the adapter",
            SerialFault.NotAPort => $"what is there is no serial port{words}. Name the adapter's port: ls /dev/serial/by-id",
            SerialFault.BadSettings => $"it does not take its settings{words}. Check baud, parity and stopBits",
            _ => $"serial fault {(int)fault}{words}",
        };
    }
}
