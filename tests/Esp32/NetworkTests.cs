using System.Device.Wifi;
using System.Net.NetworkInformation;

namespace FieldNode.Esp32.Tests;

public sealed class NetworkTests
{
    private readonly FakeChip chip = new();
    private readonly FakeInterface wifi = new(NetworkInterfaceType.Wireless80211);
    private readonly FakeInterface point = new(NetworkInterfaceType.WirelessAP);
    private readonly FakeInterface ethernet = new(NetworkInterfaceType.Ethernet);

    public NetworkTests() => chip.Interfaces.AddRange([wifi, point, ethernet]);

    [Fact]
    public void A_static_address_goes_to_the_interface_that_is_ours()
    {
        var network = new Network(new BoardSettings { Address = "10.1.2.3", Mask = "255.255.255.0", Gateway = "10.1.2.1", Dns = "10.1.2.2" }, null);
        network.Start(0);
        network.Step(0);

        Assert.Equal(["10.1.2.3 255.255.255.0 10.1.2.1", "dns 10.1.2.2"], ethernet.Set);
        Assert.Empty(wifi.Set);
        Assert.True(network.IsUp);
    }

    [Fact]
    public void Without_an_address_it_is_dhcp_again_and_nothing_is_written_where_it_is()
    {
        ethernet.IsDhcp = false;
        new Network(new BoardSettings(), null).Start(0);
        Assert.Equal(["dhcp"], ethernet.Set);

        new Network(new BoardSettings(), null).Start(0);
        Assert.Single(ethernet.Set);
    }

    [Fact]
    public void Wifi_is_asked_with_waits_that_double_up_to_a_quarter_of_an_hour()
    {
        var network = new Network(new BoardSettings { Ssid = "plant" }, "secret");
        network.Start(0);
        Turn(network, 3600000 * 2);

        long[] at = [.. chip.Joins.Select(join => long.Parse(join.Split(' ')[^1], System.Globalization.CultureInfo.InvariantCulture) / 60000)];
        Assert.Equal([0, 1, 3, 7, 15, 30, 45], at.Take(7));
        Assert.Equal("Wi-Fi status 2", network.FaultText);
        Assert.False(network.IsUp);
    }

    [Fact]
    public void A_link_that_was_up_is_asked_for_again_after_a_minute_of_the_firmwares_own_attempts()
    {
        var network = new Network(new BoardSettings { Ssid = "plant" }, "secret");
        network.Start(0);
        Turn(network, 3600000);
        wifi.Address = "10.1.2.3";
        chip.JoinStatus = WifiConnectionStatus.Success;
        Turn(network, 60000);
        int before = chip.Joins.Count;
        wifi.Address = "0.0.0.0";
        Turn(network, 58000);
        Assert.Equal(before, chip.Joins.Count);
        Turn(network, 6000);

        Assert.Equal(before + 1, chip.Joins.Count);
        Assert.Null(network.FaultText);
    }

    [Fact]
    public void An_open_network_has_an_empty_password_since_the_firmware_takes_no_null()
    {
        var network = new Network(new BoardSettings { Ssid = "plant" }, null);
        network.Start(0);

        Assert.Equal(["plant  at 0"], chip.Joins);
    }

    [Fact]
    public void An_access_point_is_seen_and_left_alone()
    {
        point.Address = "192.168.4.1";
        var network = new Network(new BoardSettings(), null);
        network.Start(0);
        network.Step(0);

        Assert.True(network.AccessPointSeen);
        Assert.Empty(point.Set);
    }

    [Fact]
    public void An_address_that_is_there_at_the_start_is_seen_before_the_first_step()
    {
        ethernet.Address = "10.1.2.3";
        var network = new Network(new BoardSettings(), null);
        network.Start(0);

        Assert.True(network.IsUp);
    }

    [Fact]
    public void A_stack_that_throws_is_a_network_that_is_down()
    {
        var network = new Network(new BoardSettings(), null);
        chip.IsNetworkBroken = true;
        network.Start(0);
        network.Step(0);

        Assert.False(network.IsUp);
        Assert.Equal("broken", network.FaultText);
    }

    private void Turn(Network network, long ms)
    {
        for (long end = chip.NowMs + ms; chip.NowMs < end; chip.Sleep(1000))
        {
            network.Step(chip.NowMs);
        }
    }
}
