namespace FieldNode.NodeTests;

public sealed class SupervisorTests
{
    [Fact]
    public void A_stop_ends_the_run_after_the_ndeath()
    {
        SimNode rig = SimNode.OnPlant();
        rig.At(2000, () => rig.Stop()).Run(4000);
        Assert.False(rig.IsRunning);
        Assert.Null(rig.RebootReason);
        Assert.Single(rig.Payloads("NDEATH/N1"));
        Assert.True(rig.Pets > 10);
    }

    [Fact]
    public void Steps_that_fail_now_and_then_are_counted_and_the_run_goes_on()
    {
        SimNode rig = Failing(SimNode.OnPlant().Run(1000), 3);
        rig.Run(2000);
        Assert.Equal(3, Failures(rig));
        Assert.True(rig.IsRunning);
        Assert.Null(rig.RebootReason);
    }

    [Fact]
    public void Steps_that_fail_in_a_row_end_in_a_restart_with_its_reason()
    {
        SimNode rig = Failing(SimNode.OnPlant(), 1000).Run(10_000);
        Assert.False(rig.IsRunning);
        Assert.Equal(Supervisor.RebootStepFaults, rig.RebootReason);
        Assert.Equal(Supervisor.FaultsMax, Failures(rig));
    }

    [Fact]
    public void Only_steps_that_fail_in_a_row_count_for_a_restart()
    {
        SimNode rig = SimNode.OnPlant();
        for (int burst = 0; burst < 4; burst++)
        {
            Failing(rig, Supervisor.FaultsMax - 1).Run(2000); // good steps follow
        }

        Assert.Equal(4 * (Supervisor.FaultsMax - 1), Failures(rig));
        Assert.True(rig.IsRunning);
        Failing(rig, Supervisor.FaultsMax).Run(2000);
        Assert.Equal(Supervisor.RebootStepFaults, rig.RebootReason);
    }

    [Fact]
    public void A_stop_that_comes_in_the_midst_of_a_step_is_a_stop_like_any_other()
    {
        SimNode rig = SimNode.OnPlant();
        bool isAsked = false;
        rig.Logged = what =>
        {
            if (what == NodeEvent.DeviceBorn && !isAsked)
            {
                isAsked = true;
                rig.Stop();
            }
        };
        Assert.True(rig.RunToEnd());
        Assert.Single(rig.Payloads("NDEATH/N1"));
        Assert.Contains(rig.Broker.Messages, p => p.Topic.Contains("/DBIRTH/"));
        Assert.Equal(rig.Broker.Messages.Count(p => p.Topic.Contains("/DBIRTH/")), rig.Broker.Messages.Count(p => p.Topic.Contains("/DDEATH/")));
        Assert.Equal("DISCONNECT", rig.Broker.Sent.Last());
    }

    [Fact]
    public void A_log_that_throws_costs_neither_a_step_nor_the_run()
    {
        SimNode rig = SimNode.OnPlant();
        rig.Logged = _ => throw new IOException("No space left on device");
        rig.At(1000, () => Failing(rig, 3)).At(3000, () => rig.Stop());
        Assert.True(rig.RunToEnd());
        Assert.Equal(3, Failures(rig)); // those of the clock, and none of the log
        Assert.Single(rig.Payloads("NBIRTH/N1"));
        Assert.All(new[] { "Meter", "Boiler", "Tank" }, d => Assert.Single(rig.Payloads("DBIRTH/N1/" + d)));
        Assert.Single(rig.Payloads("NDEATH/N1"));
    }

    [Fact]
    public void A_run_ends_as_its_turns_do()
    {
        SimNode stopped = SimNode.OnPlant();
        stopped.At(500, () => stopped.Stop());
        Assert.True(stopped.RunToEnd());
        Assert.False(Failing(SimNode.OnPlant(), 1000).RunToEnd());
    }

    private static int Failures(SimNode rig) => rig.Log.Count(e => e.What == NodeEvent.StepFailed);

    // The next steps find a board whose clock breaks.
    private static SimNode Failing(SimNode rig, int steps)
    {
        rig.StepBegins = () =>
        {
            if (steps-- > 0)
            {
                throw new InvalidOperationException("a board's clock that breaks");
            }
        };
        return rig;
    }
}
