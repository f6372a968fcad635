using FieldNode.Settings;

namespace FieldNode.Esp32.Tests;

public sealed class BoardCheckTests
{
    [Theory]
    [InlineData("olimex-esp32-poe-iso-wrover")]
    [InlineData("esp32-s3-n16r8")]
    public void A_board_on_its_usual_network_is_sound(string name)
    {
        Assert.Null(Fault(name, board => board.Ssid = name.StartsWith("olimex", StringComparison.Ordinal) ? null : "plant"));
    }

    [Theory]
    [InlineData("255.255.255.0", "10.1.2.1", "10.1.2.1", null)]
    [InlineData(null, "10.1.2.1", "10.1.2.1", "mask: missing, a static address needs it")]
    [InlineData("255.255.255.0", null, "10.1.2.1", "gateway: missing, a static address needs it")]
    [InlineData("255.255.255.0", "10.1.2.1", null, "dns: missing, a static address needs it")]
    [InlineData("255.255.255", "10.1.2.1", "10.1.2.1", "mask: 255.255.255 is no IPv4 address")]
    [InlineData("255.255.255.256", "10.1.2.1", "10.1.2.1", "mask: 255.255.255.256 is no IPv4 address")]
    [InlineData("255.255.255.0", "10.1.2.1.", "10.1.2.1", "gateway: 10.1.2.1. is no IPv4 address")]
    [InlineData("255.255.255.0", "10..2.1", "10.1.2.1", "gateway: 10..2.1 is no IPv4 address")]
    [InlineData("255.255.255.0", "10.1.2.1", "dns.site", "dns: dns.site is no IPv4 address")]
    [InlineData("255.255.255.0", "10.1.2.0001", "10.1.2.1", "gateway: 10.1.2.0001 is no IPv4 address")]
    public void A_static_address_is_whole_or_a_fault(string? mask, string? gateway, string? dns, string? fault)
    {
        Assert.Equal(fault, Fault(BoardPins.WiredNames[0], board =>
        {
            board.Address = "10.1.2.3";
            board.Mask = mask;
            board.Gateway = gateway;
            board.Dns = dns;
        }));
    }

    [Fact]
    public void Each_fault_is_named()
    {
        Assert.Equal("board: esp8266, allowed olimex-esp32-poe-iso-wrover, esp32-s3-n16r8", Fault("esp8266", _ => { }));
        Assert.StartsWith("board: missing", Fault(null, _ => { }));
        Assert.Equal("ssid: missing, and esp32-s3-n16r8 has no Ethernet", Fault("esp32-s3-n16r8", _ => { }));
        Assert.Equal("wifiPasswordFile: without ssid", Fault(BoardPins.WiredNames[0], board => board.WifiPasswordFile = "wifi.txt"));
        Assert.Equal("dns: without address", Fault(BoardPins.WiredNames[0], board => board.Dns = "10.1.2.1"));
        Assert.Equal("ntp: missing, and rtc is false: there would be no time", Fault(BoardPins.WiredNames[0], board => board.Ntp = null));
        Assert.Null(Fault(BoardPins.WiredNames[0], board => (board.Ntp, board.Rtc) = (null, true)));
        Assert.Equal("ntp2: without ntp", Fault(BoardPins.WiredNames[0], board => (board.Ntp, board.Ntp2, board.Rtc) = (null, "b", true)));
        Assert.Equal("tls: 11, allowed 12, 13", Fault(BoardPins.WiredNames[0], board => board.Tls = 11));
        Assert.Equal("sensors: both, allowed parts, packages", Fault(BoardPins.WiredNames[0], board => board.Sensors = "both"));
        Assert.Equal("sensors: , allowed parts, packages", Fault(BoardPins.WiredNames[0], board => board.Sensors = null));
    }

    private static string Fault(string name, Action<BoardSettings> change)
    {
        var settings = new BoardSettings { Board = name, Ntp = "ntp.site" };
        change(settings);
        return BoardCheck.Fault(settings, BoardPins.FindWired(name));
    }
}
