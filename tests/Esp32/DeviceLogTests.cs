namespace FieldNode.Esp32.Tests;

/// <summary>The board's log, whose names stand in the code: an event without one would be a question mark.</summary>
public sealed class DeviceLogTests
{
    private readonly FakeChip chip = new();
    private readonly DeviceLog log = new();

    [Fact]
    public void Every_event_of_a_node_has_a_name_of_its_own() =>
        AssertNamed(Enum.GetValues<NodeEvent>(), what => log.Write(what, 7, "x"));

    [Fact]
    public void Every_event_of_the_board_has_a_name_of_its_own() =>
        AssertNamed(Enum.GetValues<BoardEvent>(), what => log.Board(what, 7, "x"));

    private void AssertNamed<T>(T[] all, Action<T> write)
    {
        Array.ForEach(all, write);
        Assert.Equal(all.Length, chip.Lines.Distinct().Count());
        Assert.All(chip.Lines, line => Assert.DoesNotContain("?", line));
    }
}
