using FieldNode.Field;
using FieldNode.Settings;
using nanoFramework.Hardware.Esp32;

namespace FieldNode.Esp32.Tests;

/// <summary>RS-485 on a UART: how it is set up, that nothing waits, and when the line counts as quiet.</summary>
public sealed class Rs485LineTests
{
    private const int CharUs = 1146; // 11 bits at 9600

    private readonly FakeChip chip = new();
    private readonly BoardUart pins = new("COM2", 4, 36, 32);
    private readonly byte[] buffer = new byte[300];

    [Fact]
    public void The_uart_drives_the_transceiver_and_buffers_whole_frames_before_it_opens()
    {
        Assert.Equal(SerialFault.None, Line().Open());

        Assert.Equal("COM2 9600 Even 8 One", chip.Uart);
        Assert.Equal(["RS485 1024 2000"], chip.UartOpens);
        Assert.Equal(4, chip.Functions[(int)DeviceFunction.COM2_TX]);
        Assert.Equal(36, chip.Functions[(int)DeviceFunction.COM2_RX]);
        Assert.Equal(32, chip.Functions[(int)DeviceFunction.COM2_RTS]);
    }

    [Theory]
    [InlineData("none", 0, "None 8 Two")]
    [InlineData("none", 1, "None 8 One")]
    [InlineData("odd", 0, "Odd 8 One")]
    [InlineData("even", 2, "Even 8 Two")]
    public void Stop_bits_follow_the_parity_as_the_standard_has_it(string parity, int stopBits, string form)
    {
        new Rs485Line(new LineSettings { Port = "COM2", Parity = parity, StopBits = stopBits }, pins).Open();

        Assert.EndsWith(form, chip.Uart);
    }

    [Fact]
    public void Only_what_is_there_is_asked_for()
    {
        Rs485Line line = Opened();
        Assert.Equal(0, line.Read(buffer, 0, 256));
        Receive(1, 2, 3);
        Assert.Equal(2, line.Read(buffer, 5, 2));
        Assert.Equal(1, line.Read(buffer, 7, 256));

        Assert.Equal([1, 2, 3], buffer[5..8]);
    }

    [Fact]
    public void A_request_goes_out_whole_and_the_next_waits_for_its_last_character()
    {
        Rs485Line line = Opened();
        byte[] request = [9, 1, 3, 0, 0, 0, 2, 0xC4, 0x0B];
        Assert.Equal(SerialFault.None, line.Write(request, 1, 8));
        Array.Clear(request); // the worker sends from the line's own array
        chip.NowUs += 8 * CharUs - 1;
        Assert.Equal(SerialFault.Busy, line.Write(request, 0, 8));
        Assert.Equal(0, line.IdleUs());
        chip.NowUs += 10;

        Assert.Equal(SerialFault.None, line.Write(request, 0, 8));
        Assert.Equal([1, 3, 0, 0, 0, 2, 0xC4, 0x0B], chip.Sent[0]);
        Assert.Equal(SerialFault.Busy, line.Write(buffer, 0, 257));
    }

    [Fact]
    public void Silence_counts_from_the_last_byte_seen_or_sent()
    {
        Rs485Line line = Opened();
        line.Write(buffer, 0, 8);
        chip.NowUs += 8 * CharUs + 500;
        Assert.InRange(line.IdleUs(), 490, 500);
        Receive(1);
        chip.NowUs += 300;
        Assert.Equal(0, line.IdleUs());
        chip.NowUs += 4000;
        Assert.Equal(4000, line.IdleUs());
        line.Read(buffer, 0, 1);
        chip.NowUs += 10;

        Assert.Equal(4010, line.IdleUs()); // taking bytes out is no sound on the line
    }

    [Fact]
    public void A_uart_that_fails_is_closed_and_opened_again()
    {
        Rs485Line line = Opened();
        chip.IsUartBroken = true;
        Assert.Equal(-1, line.Read(buffer, 0, 1));
        Assert.False(line.IsOpen);
        Assert.Equal(SerialFault.NotFound, line.Open());
        Assert.Equal(SerialFault.Lost, line.Write(buffer, 0, 1));
        chip.IsUartBroken = false;

        Assert.Equal(SerialFault.None, line.Open());
        Assert.Equal(SerialFault.None, line.Open());
        Assert.Equal(2, chip.UartOpens.Count);
    }

    [Fact]
    public void A_port_that_the_board_lacks_or_that_another_has_is_a_fault_with_a_name()
    {
        Assert.Equal(SerialFault.NotFound, new Rs485Line(new LineSettings { Port = "COM9" }, null).Open());
        Opened();

        Assert.Equal(SerialFault.InUse, Line().Open());
    }

    private void Receive(params byte[] bytes) => bytes.ToList().ForEach(chip.Received.Enqueue);

    private Rs485Line Line() => new(new LineSettings { Name = "line1", Port = "COM2", Baud = 9600 }, pins);

    private Rs485Line Opened()
    {
        Rs485Line line = Line();
        Assert.Equal(SerialFault.None, line.Open());
        return line;
    }
}
