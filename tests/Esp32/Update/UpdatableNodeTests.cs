using System.Device.Gpio;
using System.Text;
using FieldNode.Journal;
using FieldNode.Settings;
using FieldNode.Tags;
using FieldNode.Update;
using FieldNode.Virtual.Settings;

namespace FieldNode.Esp32.Tests;

/// <summary>A node that can be updated, built over the board's ports, with a broker in memory.</summary>
public sealed class UpdatableNodeTests
{
    private const string Terminals = "\"terminals\": { \"device\": \"T\", \"outputs\": [ { \"name\": \"Pump\", \"pin\": 5, \"writable\": true } ] }, \"sparkplug\": { \"mode\": \"commands\" }, \"update\"";

    private const int TrialMs = 60_000;

    private readonly FakeChip chip = new();
    private readonly UpdatableBoard board;

    public UpdatableNodeTests() => board = new UpdatableBoard(chip);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Outputs_stay_as_at_boot_while_something_is_on_trial(bool isTrial)
    {
        if (isTrial)
        {
            board.Load().StartFirmware();
            Assert.Equal(UpdateReason.None, board.Send(UpdatableBoard.Bundle(7, UpdatableBoard.Settings("node.json", UpdatableBoard.NodeFile("N")))));
        }

        (Node node, SimWire wire) = Build();
        Run(node, 5000);

        Assert.Equal(isTrial, node.Terminals.IsInTrial);
        int pump = Enumerable.Range(0, node.Tags.Count).Single(tag => node.Tags.NameOf(tag) == "Pump");
        Assert.Equal(isTrial ? Field.WriteResult.NotWritable : Field.WriteResult.Queued, node.Terminals.CheckWrite(pump, 1, 1));
        Assert.Contains(wire.Broker.Messages, sent => sent.Topic == "spBv1.0/G/DBIRTH/old/Update");
    }

    /// <summary>
    /// A broker that is away is waited for, and so is time. Not with another board file: that is the way to both, and a wrong one would wait for ever.
    /// </summary>
    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void With_another_board_file_a_network_that_is_away_is_its_own_fault(int linkCrc, bool waits)
    {
        board.Load().StartFirmware();
        new FieldMemory(board.Store, Settings(), new Link(1)).Remember(new TagTable(1, 1), 0);
        Assert.Equal(UpdateReason.None, board.Send(UpdatableBoard.Bundle(7, UpdatableBoard.Settings("board.json", UpdatableBoard.BoardFile))));

        (Node node, SimWire wire) = Build(linkCrc);
        wire.OpenFault = Mqtt.MqttFault.Unreachable;
        Run(node, 3 * TrialMs, utcMs: 0);

        Assert.Equal(!waits, node.IsRestartWanted);
        Assert.Equal(waits ? SlotState.Trial : SlotState.Rejected, board.Record.StateOf(0));
        Assert.Equal(waits ? UpdateReason.None : UpdateReason.NeverOnline, board.Record.ReasonOf(0));
    }

    /// <summary>The same firmware without a board's loader builds no such node.</summary>
    [Fact]
    public void Without_a_loader_there_is_no_node_with_updates()
    {
        var ports = new Esp32Ports(null, new SimWire(), board.Store, Log(), [null], new BootRecord(board.Store), 0, Identity());

        Assert.Throws<ArgumentException>(() => NodeBuilder.Build(Settings(), ports));
    }

    private (Node Node, SimWire Wire) Build(int linkCrc = 0)
    {
        board.Load();
        HandOver told = HandOver.Unpack(chip.Started)!;
        var wire = new SimWire();
        var field = new Esp32FieldPorts(BoardPins.FindWired(UpdatableBoard.BoardName), new GpioController(), false);
        var parts = new OwnParts(UpdatableBoard.BoardName, ["I:\\ca.pem"], "I:\\node.pem", "I:\\node.key", new NewKey(board.Store));
        var ports = new UpdatablePorts(field, wire, board.Store, Log(), [null], new BootRecord(board.Store), 0, Identity(), told,
            UpdateFacts.Target(UpdatableBoard.BoardName, 3072, told.Loader), parts, linkCrc);
        return (NodeBuilder.Build(Settings(), ports), wire);
    }

    private void Run(Node node, long ms, long utcMs = 1790000000000)
    {
        for (long endMs = chip.NowMs + ms; chip.NowMs < endMs;)
        {
            chip.Sleep(Math.Clamp(node.Step(chip.NowMs, utcMs == 0 ? 0 : utcMs + chip.NowMs), 1, 50));
        }
    }

    private LinkIdentity Identity() => LinkIdentity.Load(new NodeFiles(null), ["I:\\ca.pem"], "I:\\node.pem", "I:\\node.key", new NewKey(board.Store));

    private DeviceLog Log() => new() { Ring = new EventRing(board.Store) };

    private static NodeSettings Settings() =>
        SettingsFile.Parse(Encoding.UTF8.GetBytes(UpdatableBoard.NodeFile("old")
        .Replace("\"update\": {}", Terminals + $": {{ \"confirmMs\": 20000, \"trialMs\": {TrialMs} }}")), ".").Settings!;

    private sealed class Link(int crc) : ILinkFacts
    {
        public int LinkCrc => crc;
    }
}
