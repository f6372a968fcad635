using FieldNode.Virtual.Serial;

namespace FieldNode.Field.Tests;

public sealed class SystemSerialLineTests
{
    [Fact]
    public void A_port_that_is_not_there_is_not_found()
    {
        using var line = new SystemSerialLine("/dev/ttyNoSuchPort", 9600, "even", 0);
        Assert.Equal(SerialFault.NotFound, line.Open());
        Assert.False(line.IsOpen);
    }

    [Fact]
    public void What_is_no_serial_port_is_said_to_be_none_and_the_line_has_the_systems_word()
    {
        string file = Path.GetTempFileName();
        try
        {
            using var line = new SystemSerialLine(file, 9600, "even", 0);
            Assert.Equal(SerialFault.NotAPort, line.Open());
            Assert.NotEmpty(line.LastFaultText);
            using var folder = new SystemSerialLine(Path.GetTempPath(), 9600, "even", 0);
            Assert.Equal(SerialFault.NotAPort, folder.Open());
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void A_port_that_a_line_of_this_machine_has_is_in_use_and_the_lock_is_named()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "a pseudo-terminal needs Linux");
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var terminal = new PseudoTerminal();
        using var first = new SystemSerialLine(terminal.Path, 9600, "even", 0);
        using var second = new SystemSerialLine(terminal.Path, 9600, "even", 0);
        Assert.Equal(SerialFault.None, first.Open());
        Assert.Equal(SerialFault.InUse, second.Open());
        Assert.Contains(".lock", second.LastFaultText);
    }

    [Fact]
    public void A_link_to_a_pseudo_terminal_is_one_too()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "a pseudo-terminal needs Linux");
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var terminal = new PseudoTerminal();
        string link = Path.Combine(Path.GetTempPath(), "fieldnode-" + Path.GetRandomFileName());
        File.CreateSymbolicLink(link, terminal.Path);
        try
        {
            using var line = new SystemSerialLine(link, 9600, "even", 0);
            Assert.Equal((SerialFault.None, ""), (line.Open(), line.LastFaultText)); // parity is refused there at the second opening
            line.Close();
            Assert.Equal((SerialFault.None, ""), (line.Open(), line.LastFaultText));
        }
        finally
        {
            File.Delete(link);
        }
    }

    [Fact]
    public void Bytes_go_both_ways_over_a_pseudo_terminal_and_the_line_knows_its_silence()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "a pseudo-terminal needs Linux");
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var terminal = new PseudoTerminal();
        using var line = new SystemSerialLine(terminal.Path, 9600, "even", 0);
        Assert.Equal(SerialFault.None, line.Open());
        byte[] sent = [1, 2, 3, 0, 0x0A, 0x0D, 0x11, 0x13, 0xFF];
        Assert.Equal(SerialFault.None, line.Write(sent, 0, sent.Length));
        Assert.True(line.IdleUs() < 10_000);
        byte[] buffer = new byte[64];
        int count = 0;
        for (int i = 0; i < 100 && count < sent.Length; i++)
        {
            byte[] part = new byte[64];
            int got = terminal.Read(part, 50);
            part.AsSpan(0, got).CopyTo(buffer.AsSpan(count));
            count += got;
        }

        Assert.Equal(sent, buffer[..count]);
        terminal.Write(sent);
        count = 0;
        for (int i = 0; i < 200 && count < sent.Length; i++)
        {
            count += line.Read(buffer, count, buffer.Length - count);
            Thread.Sleep(5);
        }

        Assert.Equal(sent, buffer[..count]);
        Thread.Sleep(20);
        Assert.InRange(line.IdleUs(), 5_000, 10_000_000);
    }

    [Fact]
    public void A_write_that_nobody_takes_keeps_the_line_busy_and_goes_out_once_and_whole()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "a pseudo-terminal needs Linux");
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var terminal = new PseudoTerminal();
        using var line = new SystemSerialLine(terminal.Path, 115200, "none", 1);
        Assert.Equal(SerialFault.None, line.Open());
        byte[] request = new byte[256];
        List<byte> handedOver = [];
        for (byte number = 0; ; number++)
        {
            Assert.True(handedOver.Count < 1 << 20, "a terminal that nobody reads takes everything");
            request.AsSpan().Fill(number);
            SerialFault fault = line.Write(request, 0, request.Length);
            if (fault == SerialFault.Busy)
            {
                break;
            }
            Assert.Equal(SerialFault.None, fault);
            handedOver.AddRange(request);
        }
        Assert.Equal(0, line.IdleUs());
        request.AsSpan().Fill(0xFF); // what was handed over is the line's own

        List<byte> came = [];
        byte[] part = new byte[4096];
        for (int got = 1; got > 0; came.AddRange(part[..got]))
        {
            got = terminal.Read(part, 1000);
        }
        Assert.Equal(handedOver, came);
        Assert.Equal(SerialFault.None, line.Write(request, 0, 1));
        Assert.Equal(1, terminal.Read(part, 5000));
    }

    [Fact]
    public void A_port_is_held_by_one_line_only()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "a pseudo-terminal needs Linux");
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var terminal = new PseudoTerminal();
        using var first = new SystemSerialLine(terminal.Path, 9600, "even", 0);
        using var second = new SystemSerialLine(terminal.Path, 9600, "even", 0);
        Assert.Equal(SerialFault.None, first.Open());
        Assert.Equal(SerialFault.InUse, second.Open());
        first.Close();
        Assert.Equal(SerialFault.None, second.Open());
    }

    [Fact]
    public void A_port_that_vanishes_is_noticed_and_closed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "a pseudo-terminal needs Linux");
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var terminal = new PseudoTerminal();
        using var line = new SystemSerialLine(terminal.Path, 9600, "even", 0);
        Assert.Equal(SerialFault.None, line.Open());
        terminal.Dispose();
        byte[] buffer = new byte[8];
        int result = 0;
        for (int i = 0; i < 100 && result >= 0; i++)
        {
            result = line.Read(buffer, 0, 8);
            Thread.Sleep(5);
        }

        Assert.Equal(-1, result);
        Assert.False(line.IsOpen);
        Assert.NotEqual(SerialFault.None, line.Write(buffer, 0, 1));
    }
}
