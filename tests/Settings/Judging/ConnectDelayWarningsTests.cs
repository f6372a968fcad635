using FieldNode.Virtual.Settings;

namespace FieldNode.Settings.Tests;

public sealed class ConnectDelayWarningsTests
{
    [Fact]
    public void Without_a_delay_there_is_nothing_to_say() => Assert.Empty(Warnings(0, settings =>
    {
        settings.Update = new UpdateSettings();
        settings.Journal = new JournalSettings { RamBytes = 0 };
        settings.Terminals = Outputs("off", 1000);
    }));

    [Fact]
    public void An_output_that_falls_back_before_the_node_is_back_is_named_the_first_to_do_so()
    {
        string only = Assert.Single(Warnings(60_000, settings => settings.Terminals = Outputs("on", 61_000, 30_000, 62_001, 0)));
        Assert.Equal("warning: broker.connectDelayMaxMs: a node whose session is lost comes back after up to 62 s, and output Out1 goes on after 30 s: a restart of the broker would switch it"
            + " — a shorter delay, or a longer terminals.outputs[1].linkLossMs", only);
    }

    [Theory]
    [InlineData("hold", 1000, 5000)]
    [InlineData("off", 62_001)] // it is back before that
    [InlineData("off", 2000)]   // it falls back at each lost session, with and without a delay
    public void Others_are_none_of_its_doing(string atLinkLoss, params int[] linkLossMs) =>
        Assert.Empty(Warnings(60_000, settings => settings.Terminals = Outputs(atLinkLoss, linkLossMs)));

    [Fact]
    public void Without_a_journal_what_is_read_meanwhile_is_lost()
    {
        Assert.Contains("there is no journal", Assert.Single(Warnings(1, settings => settings.Journal = new JournalSettings { RamBytes = 0 })), StringComparison.Ordinal);
        Assert.Empty(Warnings(1, settings => settings.Journal = new JournalSettings()));
    }

    [Fact]
    public void A_delay_beyond_the_patience_of_a_roll_out_is_told_where_there_are_updates()
    {
        Assert.Contains("away for 120 s for lost — 118000 or less", Assert.Single(Warnings(118_001, settings => settings.Update = new UpdateSettings())), StringComparison.Ordinal);
        Assert.Empty(Warnings(118_000, settings => settings.Update = new UpdateSettings()));
        Assert.Empty(Warnings(600_000, settings => settings.Update = null!));
    }

    private static TerminalSettings Outputs(string atLinkLoss, params int[] linkLossMs) => new()
    {
        Device = "Board", Outputs = [.. linkLossMs.Select((ms, i) => new OutputSettings { Name = "Out" + i, Pin = i, AtLinkLoss = atLinkLoss, LinkLossMs = ms })],
    };

    private static string[] Warnings(int delayMs, Action<NodeSettings> change)
    {
        var settings = new NodeSettings { Broker = new BrokerSettings { Host = "broker", ConnectDelayMaxMs = delayMs } };
        change(settings);
        return [.. ConnectDelayWarnings.Of(settings).Select(warning => warning.ToString())];
    }
}
