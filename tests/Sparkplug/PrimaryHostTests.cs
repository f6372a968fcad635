using System.Text;

namespace FieldNode.Sparkplug.Tests;

public sealed class PrimaryHostTests
{
    private const long Now = 1_780_000_000_000;

    private readonly PrimaryHost host = new("SCADA", 2, false);

    [Fact]
    public void Its_topic_is_that_of_version_3_or_where_the_settings_say_so_that_of_version_2()
    {
        Assert.Equal("spBv1.0/STATE/SCADA", host.Topic);
        Assert.Equal("STATE/SCADA", new PrimaryHost("SCADA", 1, true).Topic);
    }

    [Fact]
    public void The_first_STATE_counts_whatever_its_time()
    {
        Assert.Equal(HostChange.Online, Take(true, 5));
        Assert.True(host.IsOnline);
    }

    [Fact]
    public void Without_any_online_before_an_offline_counts()
    {
        Assert.Equal(HostChange.Offline, Take(false, 5));
        Assert.False(host.IsOnline);
    }

    [Fact]
    public void An_online_older_than_what_was_seen_does_not_count()
    {
        Take(true, 100);
        Take(false, 200);
        Assert.Equal(HostChange.None, Take(true, 199));
        Assert.False(host.IsOnline);
        Assert.Equal(1, host.Stale);
        Assert.Equal(HostChange.Online, Take(true, 200));
    }

    [Fact]
    public void An_offline_older_than_the_last_online_does_not_count_and_one_of_the_same_time_does()
    {
        Take(true, 100);
        Assert.Equal(HostChange.None, Take(false, 99));
        Assert.True(host.IsOnline);
        Assert.Equal(HostChange.Offline, Take(false, 100)); // the host's will has the time of its birth
    }

    [Fact]
    public void Times_are_remembered_over_a_reconnect_but_not_that_it_was_online()
    {
        Take(true, 100);
        host.Begin(0);
        Assert.False(host.IsOnline);
        Assert.Equal(HostChange.None, Take(true, 99));
        Assert.Equal(HostChange.Online, Take(true, 100)); // the retained one again
    }

    [Fact]
    public void Each_server_has_times_of_its_own()
    {
        Take(true, 100);
        host.Begin(1);
        Assert.Equal(HostChange.Online, Take(true, 50));
        host.Begin(0);
        Assert.Equal(HostChange.None, Take(true, 50));
    }

    [Fact]
    public void A_STATE_from_the_future_is_refused_and_silences_nobody()
    {
        Assert.Equal(HostChange.None, Take(false, Now + PrimaryHost.AheadMsMax + 1));
        Assert.Equal(HostChange.None, Take(true, 9_223_372_036_854));
        Assert.Equal(2, host.Refused);
        Assert.Equal(HostChange.Online, Take(true, Now + PrimaryHost.AheadMsMax));
    }

    [Fact]
    public void What_is_no_STATE_is_counted_and_changes_nothing()
    {
        Take(true, 100);
        byte[] nonsense = Encoding.UTF8.GetBytes("OFFLINE");
        Assert.Equal(HostChange.None, host.Take(nonsense, 0, nonsense.Length, Now));
        Assert.Equal((1, true), (host.Refused, host.IsOnline));
    }

    [Fact]
    public void An_online_while_it_is_online_changes_nothing_and_its_time_counts()
    {
        Take(true, 100);
        Assert.Equal(HostChange.None, Take(true, 300));
        Assert.Equal(HostChange.None, Take(false, 299));
        Assert.True(host.IsOnline);
    }

    [Fact]
    public void A_host_needs_an_id_and_a_server()
    {
        Assert.Throws<ArgumentException>(() => new PrimaryHost("", 1, false));
        Assert.Throws<ArgumentException>(() => new PrimaryHost("SCADA", 0, false));
    }

    private HostChange Take(bool online, long timestampMs)
    {
        byte[] bytes = Encoding.UTF8.GetBytes($$"""{"online":{{(online ? "true" : "false")}},"timestamp":{{timestampMs}}}""");
        return host.Take(bytes, 0, bytes.Length, Now);
    }
}
