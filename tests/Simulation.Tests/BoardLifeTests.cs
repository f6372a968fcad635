namespace FieldNode.Simulation.Tests;

public sealed class BoardLifeTests
{
    [Fact]
    public void A_board_comes_through_a_cut_at_each_of_its_operations()
    {
        int operations = BoardLife.Operations().Count;
        Assert.True(operations > 50, $"{operations} operations");
        Assert.All(Enumerable.Range(0, operations), operation => Assert.Null(BoardLife.Fault(operation, Remains.Torn, losesOrder: false)));
    }

    [Fact]
    public void Records_whose_two_files_are_one_are_found() =>
        Assert.Contains(Enumerable.Range(0, BoardLife.Operations().Count), operation => BoardLife.Fault(operation, Remains.Torn, losesOrder: false, isInPlace: true) is not null);
}
