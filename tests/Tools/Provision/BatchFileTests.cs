using FieldNode.Cli;
using FieldNode.Cli.Provision;

namespace FieldNode.Tools.Tests;

public sealed class BatchFileTests : IDisposable
{
    private readonly ProvisionBench bench = new();

    [Fact]
    public void A_line_takes_the_place_of_what_was_typed_and_keeps_the_rest()
    {
        bench.Write("nodes.csv", "Node, group ,serial,place,virtual\nn1,,S1,\"hall 1, left\",f1\nn2,dryer,,,f2\n");
        IReadOnlyList<ProvisionOptions> boards = BatchFile.Read(bench.At("nodes.csv"), bench.Virtual with { VirtualFolder = null, Place = "usual" });
        Assert.Equal([("kiln", "n1"), ("dryer", "n2")], boards.Select(board => board.Renamed!.Value));
        Assert.Equal(["S1", null], boards.Select(board => board.Serial));
        Assert.Equal(["hall 1, left", "usual"], boards.Select(board => board.Place));
        Assert.Equal([bench.At("f1"), bench.At("f2")], boards.Select(board => board.VirtualFolder));
    }

    [Fact]
    public void Boards_come_one_after_the_other_to_the_same_port()
    {
        bench.Write("nodes.csv", "node\nn1\nn2\n");
        Assert.All(BatchFile.Read(bench.At("nodes.csv"), bench.Virtual with { VirtualFolder = null, Port = "COM7" }), board => Assert.Equal("COM7", board.Port));
    }

    [Theory]
    [InlineData("node,colour\nn1,red\n", "column 'colour'")]
    [InlineData("serial\nS1\n", "no column 'node'")]
    [InlineData("node,serial\nn1,S1\nn1,S2\n", "node n1 stands twice")]
    [InlineData("node,serial\nn1,S1\nn2,s1\n", "serial S1 stands twice")]
    [InlineData("node,serial\n,S1\n", "line 2: no node")]
    [InlineData("", "it is empty")]
    public void A_list_that_is_none_is_refused_with_its_line(string text, string expected)
    {
        bench.Write("nodes.csv", text);
        Assert.Contains(expected, Assert.Throws<UserError>(() => BatchFile.Read(bench.At("nodes.csv"), bench.Virtual)).Message);
    }

    [Fact]
    public async Task A_person_who_stops_keeps_what_is_done()
    {
        bench.Write("nodes.csv", "node\nn1\n");
        var output = new StringWriter();
        int status = await new Batch(BatchFile.Read(bench.At("nodes.csv"), bench.Virtual with { VirtualFolder = null, Port = "COM7" }), output, new StringReader("q\n"))
            .RunAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, status);
        Assert.Contains("stopped: 0 of 1 proven", output.ToString());
    }

    public void Dispose() => bench.Dispose();
}
