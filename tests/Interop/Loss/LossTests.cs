using System.Diagnostics;
using System.Globalization;

namespace FieldNode.Interop.Tests;

/// <summary>
/// The claim about what is lost, against a real broker: for two minutes (or FIELDNODE_LOSS_SECONDS) broker and node are killed and their
/// connection is cut at random moments. What the tap recorded is the witness.
/// </summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")] // the slave is on a pseudo-terminal
public sealed class LossTests
{
    private const int DefaultSeconds = 120;
    private const int QuietSeconds = 240; // in which the node comes back, also from its longest pause, and sends what it kept

    private readonly SortedSet<long> excused = [];
    private int cuts;
    private int brokerKills;
    private int nodeKills;

    [Fact(Timeout = 1_800_000)]
    public async Task What_was_captured_reaches_mosquitto_though_broker_and_node_are_killed_and_the_connection_is_cut()
    {
        Random random = Seeded.Random();
        await using var stage = new Stage { Witness = new WireWitness() };
        PeerProcess broker = await MosquittoBroker.StartAsync(stage);
        await using var host = new PatientHost(stage);
        var slave = new NumberedSlave(stage);
        PeerProcess node = stage.StartNode(slave.Lines, NumberedSlave.Devices);
        await Wait.UntilAsync(() => slave.Last > 0, 60, () => "the node's first read: " + node.Output);

        int seconds = int.Parse(
            Environment.GetEnvironmentVariable("FIELDNODE_LOSS_SECONDS") ?? $"{DefaultSeconds}", CultureInfo.InvariantCulture);
        for (long began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began).TotalSeconds < seconds;)
        {
            await Task.Delay(random.Next(200, 9000), TestContext.Current.CancellationToken);
            switch (random.Next(4))
            {
                case 0:
                    brokerKills++;
                    broker.Kill();
                    await Task.Delay(random.Next(50, 4000), TestContext.Current.CancellationToken);
                    broker = await MosquittoBroker.StartAsync(stage);
                    break;
                case 1:
                    nodeKills++;
                    node.Kill();
                    stage.Judge!.MissesConnects(); // killed behind its flash write and before its CONNECT, it has used up a bdSeq
                    for (long quiet = -1; quiet != slave.Last;) // its last request may still be on the wire, and its number then belongs to nobody
                    {
                        quiet = slave.Last;
                        await Task.Delay(200, TestContext.Current.CancellationToken);
                    }
                    // What it held in RAM alone is gone with it, as at a power cut; so is what its slave has just told.
                    excused.UnionWith(stage.Witness.MissingUpTo(slave.Last));
                    node = stage.RunNode();
                    break;
                default:
                    cuts++;
                    stage.CutWires();
                    break;
            }
        }
        long last = slave.Last;
        await Wait.UntilAsync(() => Lost(stage.Witness, last).Count == 0, QuietSeconds, () =>
            $"the numbers {string.Join(", ", Lost(stage.Witness, last).Take(50))} of {last}; the node said: {node.Output}");
        await host.EndAsync();

        List<long> arrived = [.. Enumerable.Range(1, (int)last).Select(number => (long)number).Except(stage.Witness.MissingUpTo(last))];
        int inRam = stage.Witness.MissingUpTo(last).Count;
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"seconds={seconds} cuts={cuts} broker_kills={brokerKills} node_kills={nodeKills} samples={last} "
            + $"lost_before_first_broker={Lost(stage.Witness, last).Count} lost_after_receipt={arrived.Count(number => !host.Held.Contains(number))} "
            + $"lost_with_ram={inRam} sent_again={stage.Witness.SentAgain} duplicates={stage.Witness.Duplicates} times_changed={stage.Witness.TimesChanged}");
        Assert.Equal(0, stage.Witness.TimesChanged);
        Assert.True(stage.Witness.SentAgain > 0, "nothing was sent again: no fault came at a moment that matters");
    }

    private List<long> Lost(WireWitness witness, long last) => [.. witness.MissingUpTo(last).Where(number => !excused.Contains(number))];
}
