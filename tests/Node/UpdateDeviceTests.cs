using System.Text;
using FieldNode.Cli;
using FieldNode.Host.Protobuf;
using FieldNode.Journal;
using FieldNode.Settings;
using FieldNode.Update;
using FieldNode.Update.Tests;
using FieldNode.Virtual.Settings;

namespace FieldNode.NodeTests;

/// <summary>Whole updates over the simulated broker: the shipped node, its loader and a host that knows only what SPEC says.</summary>
public sealed class UpdateDeviceTests
{
    private static readonly BundleContent Seven = Bundles.Firmware() with { Parts = [.. Bundles.Firmware().Parts.Take(3)] };
    private static readonly byte[] Offer = Bundles.Offer(Seven);
    private static readonly byte[] Body = Bundles.Body(Seven);

    [Fact]
    public void A_node_without_the_setting_has_no_such_device_and_takes_no_offer()
    {
        SimNode node = SimNode.OnPlant().Run(5000);
        Assert.DoesNotContain(node.Broker.Messages, m => m.Topic.EndsWith("/Update", StringComparison.Ordinal));
        new UpdateHost(node).Offer(Offer);
        node.Run(2000);
        Assert.Contains(node.Log, e => e.What == NodeEvent.CommandRefused && e.Number == (int)Sparkplug.CommandVerdict.UnknownDevice);
    }

    [Fact]
    public void The_birth_of_the_device_tells_how_things_stand_and_names_what_it_takes()
    {
        (SimNode node, UpdateHost host, _) = Start();
        Payload birth = Assert.Single(node.Payloads("DBIRTH/N1/Update"));
        Assert.Equal(["Device Control/Rebirth", "Offer", "Chunk", "Certificate request", "State", "Reason", "Progress", "Version running", "Version offered", "Slot", "Trial count", "Wanted/Offset",
            "Wanted/Length", "Takes firmware", "Sequence running"], birth.Metrics.Select(m => m.Name));
        Assert.All(birth.Metrics.Skip(1).Take(3), m => Assert.True(m is { IsNull: true, Datatype: 17, HasAlias: false }));
        Assert.Equal((UpdateState.Idle, UpdateReason.None, "1.2.3", 0, 1), (host.State, host.Reason, host.Text("Version running"), host.Number("Slot"), host.Number("Takes firmware")));
    }

    [Fact]
    public void A_bundle_is_taken_tried_confirmed_and_told_from_begin_to_end()
    {
        (SimNode node, UpdateHost host, SimUpdate board) = Start();
        host.Deliver(Offer, Body, 7);
        Assert.False(node.IsRunning);
        Assert.Equal(5, node.RebootReason);
        Assert.Equal((UpdateState.Ready, "0.7.0"), (host.State, host.Text("Version offered")));
        long[] progress = [.. host.Heard.Where(h => h.Name == "Progress").Select(h => h.Value)];
        Assert.All(progress, p => Assert.Equal(0, p % 5));
        Assert.Equal(100, progress[^1]);
        Assert.EndsWith("NDEATH/N1", node.Broker.Messages[^1].Topic, StringComparison.Ordinal);

        node.Restart().Run(10_000);
        Assert.True(board.Choice.IsTrial);
        host = new UpdateHost(node);
        Assert.Equal((UpdateState.Trial, 1, 1, 7), (host.State, host.Number("Slot"), host.Number("Trial count"), host.Number("Sequence running")));
        node.Run(130_000);
        Assert.Equal((UpdateState.Idle, UpdateReason.None), (host.State, host.Reason));

        node.Restart().Run(5000);
        Assert.False(board.Choice.IsTrial);
        Assert.Equal(0, board.Choice.Slot);
        Assert.Equal([EventKind.UpdateBegun, EventKind.UpdateEnded, EventKind.TrialBegun, EventKind.TrialEnded],
            StoredEvent.All(node.Store).Select(e => e.Kind).Where(k => k >= EventKind.UpdateBegun && k <= EventKind.TrialEnded));
    }

    [Theory]
    [InlineData("lost")]
    [InlineData("double")]
    [InlineData("late")]
    [InlineData("foreign")]
    [InlineData("short")]
    [InlineData("garbage")]
    public void Chunks_that_are_lost_double_late_foreign_short_or_garbage_are_survived(string how)
    {
        (SimNode node, UpdateHost host, SimUpdate board) = Start();
        Random random = Seeded.Random();
        byte[]? held = null;
        host.Spoil = (number, chunk) =>
        {
            if (random.Next(3) > 0)
            {
                return [chunk];
            }

            byte[][] late = held is null ? [chunk] : [chunk, held];
            held = chunk;
            return how switch
            {
                "lost" => [],
                "double" => [chunk, chunk],
                "late" => late,
                "foreign" => [UpdateHost.Chunk(8, BitConverter.ToInt32(chunk, 4), chunk.AsSpan(8)), chunk],
                "short" => [chunk[..(number % UpdateDevice.ChunkHeadBytes)], chunk],
                _ => number > 20 ? [chunk] : [[.. chunk[..^1], (byte)(chunk[^1] ^ 1)]],
            };
        };
        host.Deliver(Offer, Body, 7, 3_600_000);
        Assert.False(node.IsRunning, $"{host.State} {host.Reason} {host.Number("Wanted/Offset")} {host.Number("Wanted/Length")} sent={host.Sent} of {Body.Length}");
        node.Restart().Run(1000);
        Assert.True(board.Choice.IsTrial);
    }

    [Fact]
    public void A_second_offer_is_busy_the_same_one_is_a_question_and_neither_stops_the_first()
    {
        (SimNode node, UpdateHost host, SimUpdate board) = Start();
        host.Offer(Offer);
        node.Run(30_000);
        Assert.Equal((UpdateState.Receiving, 0, Seven.Parts.Sum(p => (p.Content.Length + 4095) / 4096) * 32),
            (host.State, host.Number("Wanted/Offset"), host.Number("Wanted/Length"))); // the list first
        BundleContent eight = Bundles.Firmware(8, 40);
        host.Offer(Bundles.Offer(eight));
        node.Run(1000);
        Assert.Equal((UpdateState.Receiving, UpdateReason.Busy, "0.7.0"), (host.State, host.Reason, host.Text("Version offered")));
        int heard = host.Heard.Count(h => h.Name == "Wanted/Offset");
        host.Offer(Offer);
        node.Run(1000);
        Assert.Equal((UpdateReason.None, heard + 1), (host.Reason, host.Heard.Count(h => h.Name == "Wanted/Offset")));
        host.Give(Body, 7);
        node.Restart().Run(1000);
        Assert.Equal(7, board.Choice.Firmware.Manifest.Sequence);
    }

    [Fact]
    public void What_is_wanted_is_told_again_and_again_but_ever_less_often()
    {
        (SimNode node, UpdateHost host, _) = Start();
        host.Offer(Offer);
        node.Run(20_000);
        Assert.True(host.Number("Wanted/Length") > 0);
        int before = host.Heard.Count(h => h.Name == "Wanted/Length");
        node.Run(600_000);
        Assert.True(host.Number("Wanted/Length") > 0);
        Assert.InRange(host.Heard.Count(h => h.Name == "Wanted/Length") - before, 9, 14);
        node.Run(3_100_000);
        Assert.Equal((UpdateState.Idle, UpdateReason.Stalled, 0), (host.State, host.Reason, host.Number("Wanted/Length")));
    }

    [Fact]
    public void A_restart_in_the_midst_goes_on_with_what_is_on_flash()
    {
        (SimNode node, UpdateHost host, SimUpdate board) = Start();
        host.Spoil = (number, chunk) => number < 9 ? [chunk] : [];
        host.Deliver(Offer, Body, 7, 60_000);
        long had = host.Number("Wanted/Offset");
        Assert.True(had > 8192);
        node.Restart().Run(8000);
        host = new UpdateHost(node);
        Assert.Equal((UpdateState.Receiving, "0.7.0"), (host.State, host.Text("Version offered")));
        Assert.InRange(host.Number("Wanted/Offset"), had - 4096, had); // a chunk that was not whole is lost
        host.Give(Body, 7);
        Assert.InRange(host.Sent, 1, (Body.Length - had + 4096) / 1024);
        node.Restart().Run(1000);
        Assert.True(board.Choice.IsTrial);
    }

    [Theory]
    [InlineData(UpdateReason.TurnedOff)]
    [InlineData(UpdateReason.Truncated)]
    [InlineData(UpdateReason.NotABundle)]
    [InlineData(UpdateReason.BadLength)]
    [InlineData(UpdateReason.OtherBoard)]
    [InlineData(UpdateReason.OlderSequence)]
    [InlineData(UpdateReason.Expired)]
    [InlineData(UpdateReason.TooLarge)]
    [InlineData(UpdateReason.NoAssemblies)]
    [InlineData(UpdateReason.LoaderTooOld)]
    [InlineData(UpdateReason.BadSignature)]
    [InlineData(UpdateReason.NoKeys)]
    public void An_offer_that_is_refused_says_why_in_a_metric_and_an_event_and_wants_nothing(UpdateReason why)
    {
        var board = new SimUpdate();
        MemoryStore flash = TrialRig.Bench();
        BundleContent content = Seven;
        byte[] offer = Offer;
        switch (why)
        {
            case UpdateReason.Truncated: offer = offer[..200]; break;
            case UpdateReason.NotABundle: offer = [0, .. offer[1..]]; break;
            case UpdateReason.BadLength: offer = [.. offer, 0]; break;
            case UpdateReason.BadSignature: offer = [.. offer[..^1], (byte)(offer[^1] ^ 1)]; break;
            case UpdateReason.OtherBoard: content = Seven with { Board = "esp32" }; break;
            case UpdateReason.OlderSequence: flash = TrialRig.Bench(sequenceMin: 8); break;
            case UpdateReason.Expired: content = Seven with { Expires = DateTimeOffset.FromUnixTimeMilliseconds(SimNode.Utc0) }; break;
            case UpdateReason.TooLarge: board.UpdateTarget.FirmwareBytesMax = 20_000; break;
            case UpdateReason.NoAssemblies: board.UpdateTarget.CanRunAssemblies = false; break;
            case UpdateReason.LoaderTooOld: content = Seven with { LoaderMin = 2 }; break;
            case UpdateReason.NoKeys: flash = new MemoryStore(); break;
        }

        offer = ReferenceEquals(content, Seven) ? offer : Bundles.Offer(content);
        (SimNode node, UpdateHost host, _) = Start(u => u.Accept = why != UpdateReason.TurnedOff, board, flash);
        Assert.Equal(why == UpdateReason.TurnedOff ? UpdateState.TurnedOff : UpdateState.Idle, host.State);
        host.Offer(offer);
        node.Run(5000);
        Assert.Equal((why, 0), (host.Reason, host.Number("Wanted/Length")));
        Assert.Contains(StoredEvent.All(node.Store), e => e.Kind == EventKind.OfferRefused && e.A == (int)why);
        Assert.DoesNotContain(flash.Files.Keys, name => name.StartsWith("slot-", StringComparison.Ordinal));
        node.Run(10_000);
        Assert.Equal(1, node.Counter("Node/Updates/Offers refused"));
        Assert.Equal(why == UpdateReason.NoAssemblies ? 0 : 1, host.Number("Takes firmware"));
    }

    [Fact]
    public void With_new_keys_the_old_key_to_release_is_refused_and_the_new_one_releases()
    {
        (SimNode node, UpdateHost host, SimUpdate board) = Start();
        BundleContent keys = KeyBundles.Rotation();
        host.Deliver(Bundles.Offer(keys), Bundles.Body(keys), keys.Sequence);
        Assert.True(node.IsRunning); // keys are not tried
        Assert.Equal((UpdateState.Idle, UpdateReason.None), (host.State, host.Reason));

        host.Offer(Offer);
        node.Run(5000);
        Assert.Equal((UpdateState.Idle, UpdateReason.BadSignature), (host.State, host.Reason));
        host.Offer(Bundles.Offer(Seven, KeyBundles.NextRelease));
        node.Run(5000);
        host.Give(Body, 7);
        Assert.False(node.IsRunning);
        node.Restart().Run(1000);
        Assert.True(board.Choice.IsTrial);
    }

    [Fact]
    public void Signatures_have_a_budget_and_so_have_offers_that_only_look_right()
    {
        (SimNode node, UpdateHost host, _) = Start();
        for (int i = 0; i < Updater.ChecksAtStart; i++)
        {
            host.Offer([.. Offer[..^1], (byte)(Offer[^1] ^ (i + 1))]);
            node.Run(2000);
            Assert.Equal(UpdateReason.BadSignature, host.Reason);
        }

        host.Offer(Offer);
        node.Run(2000);
        Assert.Equal((UpdateState.Idle, UpdateReason.BudgetUsed), (host.State, host.Reason));
        node.Run(Updater.CheckPeriodMs);
        host.Offer(Offer);
        node.Run(2000);
        Assert.Equal(UpdateState.Receiving, host.State);
    }

    [Fact]
    public void Data_without_end_reaches_neither_memory_nor_flash()
    {
        (SimNode node, UpdateHost host, _) = Start();
        var store = (CuttingStore)node.Store;
        host.Offer(Offer);
        node.Run(5000);
        int writes = store.Writes;
        for (int i = 0; i < 500; i++)
        {
            host.Send("Chunk", UpdateHost.Chunk(7, Body.Length + 1536 * i, new byte[1536]));
            host.Send("Chunk", UpdateHost.Chunk(7, 0, new byte[1536]));
            node.Run(20);
        }

        Assert.InRange(store.Writes - writes, 0, 2); // the event ring's own
        Assert.Equal(UpdateState.Receiving, host.State);
        node.Run(10_000);
        Assert.True(node.Counter("Node/Updates/Chunks not wanted") >= 1000);
    }

    private static (SimNode Node, UpdateHost Host, SimUpdate Board) Start(Action<UpdateSettings>? change = null, SimUpdate? board = null, MemoryStore? flash = null)
    {
        var update = new UpdateSettings();
        change?.Invoke(update);
        board ??= new SimUpdate();
        SimNode node = SimNode.OnPlant(s => s.Update = update, new SimOptions { Update = board, Store = new CuttingStore(flash ?? TrialRig.Bench()) }).Run(5000);
        return (node, new UpdateHost(node), board);
    }
}
