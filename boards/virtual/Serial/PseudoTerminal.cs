using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;

namespace FieldNode.Virtual.Serial;

/// <summary>
/// A pseudo-terminal of Linux: a program that opens <see cref="Path"/> has a serial port, and this side is what hangs on its wire.
/// This side also keeps the terminal open, so that it lives on when the program closes it.
/// </summary>
[SupportedOSPlatform("linux")]
public sealed partial class PseudoTerminal : IDisposable
{
    private const int ReadWrite = 2;
    private const int NoControllingTerminal = 0x100;
    private const int NonBlocking = 0x800;
    private const int TermiosBytes = 256; // more than any libc's struct termios
    private const int Now = 0;
    private const short PollIn = 1;

    private readonly int controller;
    private readonly int terminal;

    /// <summary>Makes a pseudo-terminal in raw mode.</summary>
    public PseudoTerminal()
    {
        controller = Checked(posix_openpt(ReadWrite | NoControllingTerminal | NonBlocking), "posix_openpt");
        Checked(grantpt(controller), "grantpt");
        Checked(unlockpt(controller), "unlockpt");
        byte[] name = new byte[128];
        Checked(-ptsname_r(controller, name, (nuint)name.Length), "ptsname_r");
        Path = Encoding.ASCII.GetString(name, 0, Array.IndexOf(name, (byte)0));
        terminal = Checked(open(Path, ReadWrite | NoControllingTerminal), "open");
        byte[] termios = new byte[TermiosBytes];
        Checked(tcgetattr(terminal, termios), "tcgetattr");
        cfmakeraw(termios);
        Checked(tcsetattr(terminal, Now, termios), "tcsetattr");
    }

    /// <summary>The port's name for the program on the other side, such as /dev/pts/5.</summary>
    public string Path { get; }

    /// <summary>Waits up to so many ms for bytes and takes them.</summary>
    /// <returns>Bytes taken; 0 if none came.</returns>
    public int Read(byte[] buffer, int timeoutMs)
    {
        var wait = new PollFd { Fd = controller, Events = PollIn };
        if (poll(ref wait, 1, timeoutMs) <= 0 || (wait.Revents & PollIn) == 0)
        {
            return 0;
        }

        nint taken = read(controller, buffer, (nuint)buffer.Length);
        return taken > 0 ? (int)taken : 0;
    }

    /// <summary>Sends bytes to the other side.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        byte[] copy = bytes.ToArray();
        _ = write(controller, copy, (nuint)copy.Length); // nobody reads: the bytes are lost, as on a wire
    }

    public void Dispose()
    {
        _ = close(terminal);
        _ = close(controller);
    }

    private static int Checked(int result, string call) =>
        result >= 0 ? result : throw new IOException($"{call} failed with error {Marshal.GetLastPInvokeError()}");

    [StructLayout(LayoutKind.Sequential)]
    private struct PollFd
    {
        public int Fd;
        public short Events;
        public short Revents;
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int posix_openpt(int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int grantpt(int fd);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int unlockpt(int fd);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int ptsname_r(int fd, byte[] name, nuint length);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int close(int fd);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint read(int fd, byte[] buffer, nuint count);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint write(int fd, byte[] buffer, nuint count);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int poll(ref PollFd fds, nuint count, int timeoutMs);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int tcgetattr(int fd, byte[] termios);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int tcsetattr(int fd, int when, byte[] termios);

    [LibraryImport("libc")]
    private static partial void cfmakeraw(byte[] termios);
}
