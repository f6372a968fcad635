namespace FieldNode.NodeTests;

public sealed class SupervisorTests
{
    [Fact]
    public void A_stop_ends_the_run_after_the_ndeath()
    {
        var rig = new VirtualNode();
        var board = new Board(rig);
        var supervisor = new Supervisor(rig.Node, board, board);
        board.At(2000, supervisor.Stop);
        Assert.True(supervisor.Run());
        Assert.Single(rig.Payloads("NDEATH/N1"));
        Assert.True(board.Pets > 10);
    }

    [Fact]
    public void Steps_that_fail_now_and_then_are_counted_and_the_run_goes_on()
    {
        var rig = new VirtualNode();
        var board = new Board(rig);
        var supervisor = new Supervisor(rig.Node, board, board);
        board.At(1000, () => board.FailNext = 3);
        board.At(3000, supervisor.Stop);
        Assert.True(supervisor.Run());
        Assert.Equal(3, rig.Events.Count(e => e.What == NodeEvent.StepFailed));
        Assert.Null(board.RebootReason);
    }

    [Fact]
    public void Steps_that_fail_in_a_row_end_in_a_restart_with_its_reason()
    {
        var rig = new VirtualNode();
        var board = new Board(rig) { FailNext = 1000 };
        Assert.False(new Supervisor(rig.Node, board, board).Run());
        Assert.Equal(Supervisor.RebootStepFaults, board.RebootReason);
        Assert.Equal(Supervisor.FaultsMax, rig.Events.Count(e => e.What == NodeEvent.StepFailed));
    }

    /// <summary>A board whose clock is the virtual line's; it can make the next steps fail.</summary>
    private sealed class Board(VirtualNode rig) : IClock, IPower
    {
        private readonly List<(long AtMs, Action Do)> plans = [];

        public int FailNext { get; set; }
        public int Pets { get; private set; }
        public int? RebootReason { get; private set; }

        public void At(long ms, Action what) => plans.Add((ms, what));

        public long NowMs() => rig.Line.NowMs;

        public long UtcMs() => FailNext-- > 0 ? throw new InvalidOperationException("a board's clock that breaks") : rig.Utc;

        public void Sleep(int ms)
        {
            rig.Line.Advance(Math.Clamp(ms, 1, 50) * 1000);
            foreach ((long atMs, Action what) in plans.Where(p => p.AtMs <= rig.Line.NowMs).ToList())
            {
                plans.Remove((atMs, what));
                what();
            }
        }

        public void Pet()
        {
            Pets++;
            rig.Line.Advance(50);
        }

        public void Reboot(int reason) => RebootReason = reason;
    }
}
