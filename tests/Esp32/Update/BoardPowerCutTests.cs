using FieldNode.Cli;
using FieldNode.Update;
using FieldNode.Update.Tests;

namespace FieldNode.Esp32.Tests;

/// <summary>
/// The supply goes at every operation of the drive in a whole update of a board: taken, started by the loader as a trial, confirmed, its settings and
/// certificate copied. Whatever is left, the next start runs an image that verifies, with files that are whole, and the update comes to its end.
/// </summary>
public sealed class BoardPowerCutTests
{
    private const string Mark = "PowerCut";
    private const int StartsMax = 12;
    private static readonly BundleContent Seven = UpdatableBoard.Bundle(7, UpdatableBoard.Assembly("Firmware", [.. SlotProgram.Make(Mark), .. new byte[16000]]),
        UpdatableBoard.Settings("node.json", UpdatableBoard.NodeFile("new")), UpdatableBoard.Certificate("ca.pem", "PEM ca 2"));
    private static readonly byte[] Offer = Bundles.Offer(Seven);
    private static readonly byte[] Body = Bundles.Body(Seven);

    [Fact]
    public void A_cut_at_any_operation_of_the_drive_bricks_nothing()
    {
        var whole = new UpdatableBoard();
        int before = whole.Chip.Operations;
        Assert.True(IsDone(whole));
        int operations = whole.Chip.Operations - before;
        int cuts = 0;
        int bricked = 0;
        for (int cut = 0; cut < 2 * operations; cut++)
        {
            var board = new UpdatableBoard();
            board.Chip.CutAt = board.Chip.Operations + cut / 2;
            board.Chip.IsCutAfter = cut % 2 == 1;
            Assert.False(IsDone(board));
            cuts += board.Chip.IsCut ? 1 : 0;
            board.Chip.PowerOn();

            string? fault = FaultOf(board) ?? (IsDone(board) ? FaultOf(board) : "the update does not come to its end");

            bricked += fault is null ? 0 : 1;
            Assert.True(fault is null, $"cut at {cut / 2} of {operations}, {(board.Chip.IsCutAfter ? "after" : "before")}: {fault}");
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"operations={operations} cuts={cuts} bricked={bricked}");
        Assert.Equal(2 * operations, cuts);
        Assert.InRange(operations, 20, 200);
    }

    // Starts and goes on from wherever the drive is, until the new firmware runs and all of its files are copied. False: the supply went.
    private static bool IsDone(UpdatableBoard board)
    {
        for (int start = 0; start < StartsMax && !board.Chip.IsCut; start++)
        {
            bool isSlot = Start(board);
            if (isSlot && board.Told is { IsTrial: false, Count: 0 })
            {
                return !board.Chip.IsCut && board.Text("node.json") == UpdatableBoard.NodeFile("new") && board.Text("ca.pem") == "PEM ca 2" && board.Record.Lowest == 7;
            }

            if (!board.Chip.IsCut && board.Installer.State == InstallState.Testing)
            {
                board.Installer.Confirm();
            }
            else if (!board.Chip.IsCut && board.Record.Lowest < 7)
            {
                Assert.Equal(UpdateReason.None, board.Chip.IsCut ? UpdateReason.None : SendAsFarAsItGoes(board));
            }

            board.Adopt();
        }

        return false;
    }

    private static UpdateReason SendAsFarAsItGoes(UpdatableBoard board)
    {
        UpdateReason reason = board.Send(Offer, Body);
        return board.Chip.IsCut ? UpdateReason.None : reason;
    }

    private static bool Start(UpdatableBoard board)
    {
        AppDomain.CurrentDomain.SetData(Mark, null);
        board.Load();
        object[]? given = SlotProgram.Given(Mark);
        Assert.True(given is not null || board.Chip.Started is not null, "nothing was started");
        board.StartFirmware(given);
        return given is not null;
    }

    // What a start needs, whole: before the update or after it.
    private static string? FaultOf(UpdatableBoard board) =>
        board.Text("node.json") is not { } node || (node != UpdatableBoard.NodeFile("old") && node != UpdatableBoard.NodeFile("new")) ? "its settings are gone"
        : board.Text("ca.pem") is not ("PEM ca" or "PEM ca 2") ? "its authority is gone"
        : board.Text("node.pem") != "PEM own" || board.Text("node.key") != "PEM key" || board.Text("board.json") != UpdatableBoard.BoardFile ? "its identity is gone"
        : new UpdateKeys(board.Store).ReadOwn() is null || new UpdateKeys(board.Store).ReadTrusted() is null ? "its keys are gone"
        : null;
}
