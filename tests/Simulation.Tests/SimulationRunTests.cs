namespace FieldNode.Simulation.Tests;

public sealed class SimulationRunTests
{
    [Theory]
    [InlineData(11, 1)]
    [InlineData(7, 3)] // brokers
    public void The_same_seed_gives_the_same_bytes_and_another_one_others(int seed, int brokers)
    {
        Assert.Equal(brokers, Profile.Of((ulong)seed).Brokers().Length);
        Assert.Equal(HashOf((ulong)seed), HashOf((ulong)seed));
        Assert.NotEqual(HashOf((ulong)seed), HashOf((ulong)seed + 1));
    }

    [Theory]
    [InlineData(1)] // one of each kind of broker
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]  // three brokers, and a host that moves
    [InlineData(27)] // two
    public void Hours_of_faults_break_nothing_and_every_sample_is_accounted_for(int seed)
    {
        var run = new SimulationRun(new RunOptions((ulong)seed, 0.15));
        run.Run();
        Tally tally = run.World.Tally;
        Assert.Equal(0, tally.LostBeforeFirstBroker);
        Assert.True(tally.Samples > 3_000, $"{tally.Samples} samples");
        Assert.True(tally.Faults > 2, $"{tally.Faults} faults");
        Assert.True(run.Held > 60, $"{run.Held} statements were seen to hold");
    }

    [Fact]
    public void The_seeds_of_a_set_have_all_brokers_and_all_families_of_faults()
    {
        Profile[] profiles = [.. Enumerable.Range(1, 48).Select(seed => Profile.Of((ulong)seed))];
        Assert.Equal(Enum.GetValues<BrokerKind>(), profiles.Select(profile => profile.Broker).Distinct().Order());
        Assert.All(Enum.GetValues<FaultFamily>(), family => Assert.Contains(profiles, profile => profile.Families.HasFlag(family)));
        Assert.Contains(profiles, profile => profile.HasPrimaryHost);
        Assert.Contains(profiles, profile => profile.VerifiesBirths);
        Assert.InRange(profiles.Count(profile => profile.SecondBroker is not null), 12, 24);
        Assert.All((int[])[2, 3], brokers => Assert.Contains(profiles, profile => profile.Brokers().Length == brokers && profile.HostMoves));
        Assert.All((int[])[2, 3], brokers => Assert.Contains(profiles, profile => profile.Brokers().Length == brokers && profile.OneStaysDown));
        Assert.Contains(profiles, profile => profile is { SecondBroker: not null, HasPrimaryHost: true, HostMoves: false });
    }

    private static (ulong, long) HashOf(ulong seed)
    {
        var run = new SimulationRun(new RunOptions(seed, 0.1));
        run.Run();
        return (run.World.Trail.Hash, run.World.Trail.Steps);
    }
}
