using System.Security.Cryptography;
using System.Text;

namespace FieldNode.Virtual.Serial;

/// <summary>
/// Holds a serial port for one user: a lock file beside which the operating system ends the lock when the process ends, however it does.
/// </summary>
internal sealed class PortLock : IDisposable
{
    private readonly FileStream file;

    private PortLock(FileStream file) => this.file = file;

    /// <summary>The lock, or null if someone has it.</summary>
    public static PortLock? TryTake(string portName)
    {
        try
        {
            return new PortLock(new FileStream(FileOf(portName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The lock's file.</summary>
    public static string FileOf(string portName)
    {
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(PathOf(portName))).AsSpan(0, 8));
        return Path.Combine(Path.GetTempPath(), "fieldnode-port-" + hash + ".lock");
    }

    public void Dispose() => file.Dispose();

    /// <summary>Where links lead: /dev/serial/by-id/... and /dev/ttyUSB0 are one port.</summary>
    public static string PathOf(string portName)
    {
        try
        {
            return File.ResolveLinkTarget(portName, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(portName);
        }
        catch (IOException)
        {
            return Path.GetFullPath(portName); // not there: opening it will say so
        }
    }
}
