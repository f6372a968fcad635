using FieldNode.Host;

namespace FieldNode.PurdueLab.Tests;

/// <summary>The numbers of Level 0, as a host sees them arrive.</summary>
public sealed class NodeWatchTests
{
    private const long Forged = 9_000_000_000;

    /// <summary>What the attack with a stolen certificate looks for at Level 4.</summary>
    [Fact]
    public void A_forged_number_that_a_broker_lets_pass_is_seen()
    {
        var model = new HostModel(new HostOptions { JoinsLate = true });
        var watch = new NodeWatch();
        foreach ((string type, long number) in new[] { ("DBIRTH", 1L), ("DDATA", 2L), ("DDATA", Forged) })
        {
            DateTime now = DateTime.UtcNow;
            HostMessage taken = model.Consume($"spBv1.0/kiln/{type}/node1/Kiln", CommandWriter.Write(NumberedPlant.Tag, SparkplugType.Int64, number, now), now);
            watch.Take(taken.Parts!, taken, 1);
        }

        Assert.Equal([1L, 2L, Forged], watch.Samples.Keys.Select(sample => sample.Number).Order());
    }
}
