using System.Net.NetworkInformation;
using System.Text;
using FieldNode.Cli;
using FieldNode.Journal;
using FieldNode.Update;

namespace FieldNode.Esp32.Tests;

/// <summary>Starts of the firmware by a loader: files of a slot before the node's own, trials that cannot start, a factory firmware that is too old.</summary>
public sealed class UpdatableBootTests
{
    private const string Lines = """
        "lines": [ { "name": "l1", "port": "COM2" } ],
        "devices": [ { "name": "d", "line": "l1", "unit": 1, "tags": [ { "name": "t", "address": 30001 } ] } ]
        """;

    private readonly FakeChip chip = new() { EndMs = 20000 };
    private readonly UpdatableBoard board;

    public UpdatableBootTests()
    {
        chip.Interfaces.Add(new FakeInterface(NetworkInterfaceType.Wireless80211) { Address = "10.1.2.3" });
        chip.UtcMs = TimeKeeper.BuildFloorMs + 1000;
        board = new UpdatableBoard(chip);
    }

    [Fact]
    public void Settings_and_certificates_of_a_trial_count_before_the_nodes_own()
    {
        Bring(UpdatableBoard.Settings("node.json", UpdatableBoard.NodeFile("N").Replace("b.site", "c.site")), UpdatableBoard.Certificate("ca.pem", "PEM ca 2"));

        Run();

        Assert.Contains(chip.Calls, call => call.StartsWith("handshake c.site", StringComparison.Ordinal) && call.Contains("PEM ca 2", StringComparison.Ordinal));
        Assert.Equal((UpdatableBoard.NodeFile("old"), "PEM ca"), (board.Text("node.json"), board.Text("ca.pem"))); // until they proved themselves
        Assert.Equal(0, chip.Reboots);
    }

    [Fact]
    public void A_board_file_of_a_trial_decides_the_network()
    {
        Bring(UpdatableBoard.Settings("board.json", UpdatableBoard.BoardFile.Replace("\"s\"", "\"other\"")));
        chip.Interfaces[0].Address = "0.0.0.0";

        Run();

        Assert.Contains(chip.Joins, join => join.Contains("other", StringComparison.Ordinal));
    }

    /// <summary>The password file that it names is not there: no judge saw that, and an hour of waiting would show it to nobody.</summary>
    [Fact]
    public void A_trial_that_cannot_start_is_taken_back_at_once_and_restarted()
    {
        Bring(UpdatableBoard.Settings("node.json", UpdatableBoard.NodeFile("N").Replace("\"caFile\"", "\"user\": \"u\", \"passwordFile\": \"pw.txt\", \"caFile\"")));
        chip.AtSleep = () => chip.EndMs = chip.Reboots > 0 ? 0 : chip.EndMs;

        Run();

        Assert.InRange(chip.NowMs, 0, 5000);
        Assert.Equal((SlotState.Rejected, UpdateReason.BadSettings), (board.Record.StateOf(0), board.Record.ReasonOf(0)));
        Assert.Contains("settings 0 I:\\pw.txt is missing", chip.Lines);
        Assert.Contains("trial taken back, reason 66", chip.Lines);
        Assert.Equal((RunEnd.Waited, 0), (BootRecord.Look(board.Store).LastEnd, BootRecord.Look(board.Store).FailedInARow));
        board.Load().StartFirmware();
        Assert.Equal((false, 0), (board.Told.IsTrial, board.Told.Count));
    }

    /// <summary>Also where that cannot be written: then the starts of the trial count.</summary>
    [Fact]
    public void A_trial_that_cannot_start_on_a_full_drive_restarts_all_the_same()
    {
        Bring(UpdatableBoard.Settings("node.json", UpdatableBoard.NodeFile("N").Replace("\"caFile\"", "\"user\": \"u\", \"passwordFile\": \"pw.txt\", \"caFile\"")));
        chip.IsDriveFull = true;
        chip.AtSleep = () => chip.EndMs = chip.Reboots > 0 ? 0 : chip.EndMs;

        Run();

        Assert.True(chip.Reboots > 0);
        Assert.Equal(SlotState.Trial, board.Record.StateOf(0));
    }

    [Fact]
    public void A_factory_firmware_that_is_too_old_connects_and_leaves_the_field_alone()
    {
        board.Put("node.json", UpdatableBoard.NodeFile("old").Replace("\"update\"", Lines + ", \"update\""));
        board.Load().StartFirmware();
        board.Record.Follow(1, 1);
        var record = board.Record;
        record.Follow(1, 4);
        record.Keep(); // the keys allow nothing below 4, and the factory's number is 0
        board.Load();

        Run();

        Assert.Contains("update only 0", chip.Lines);
        Assert.Empty(chip.UartOpens);
        Assert.Empty(chip.Sent);
        Assert.Contains(chip.Calls, call => call.StartsWith("handshake b.site", StringComparison.Ordinal));
        Assert.EndsWith(" update only", board.Load().StartFirmware().Ports.Version, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_is_new_enough_polls_as_ever()
    {
        board.Put("node.json", UpdatableBoard.NodeFile("old").Replace("\"update\"", Lines + ", \"update\""));
        board.Load();

        Run();

        Assert.DoesNotContain("update only 0", chip.Lines);
        Assert.Contains(chip.Sent, request => request[0] == 1 && request[1] == 4);
    }

    [Fact]
    public void Firmware_that_was_deployed_without_a_loader_says_that_it_takes_no_updates()
    {
        Assert.Throws<EndOfRunException>(() => new Boot(null).Run());

        Assert.Contains("settings 0 this board takes no updates: update", chip.Lines);
    }

    private void Bring(params BundlePart[] parts)
    {
        board.Load().StartFirmware();
        Assert.Equal(UpdateReason.None, board.Send(UpdatableBoard.Bundle(7, parts)));
        chip.Lines.Clear();
        board.Load();
    }

    private void Run() => Assert.Throws<EndOfRunException>(() => new Boot(HandOver.Unpack(chip.Started)).Run());
}
