namespace FieldNode.Journal.Tests;

/// <summary>
/// Sessions that end anywhere, brokers that read any part of what was sent, rings that are too small, devices that come and go: whatever happens,
/// the sums agree, and each sample reached the broker or is counted as dropped.
/// </summary>
public sealed class SampleJournalChanceTests
{
    [Theory]
    [InlineData(4096, 60_000, false, true)]
    [InlineData(4096, 0, false, true)]
    [InlineData(65_536, 5_000, false, true)]
    [InlineData(65_536, 60_000, true, true)]
    [InlineData(65_536, 60_000, false, false)]
    public void Every_sample_reached_the_broker_or_is_counted_as_dropped(int ramBytes, int holdMs, bool inOrder, bool aliases)
    {
        Random random = Seeded.Random();
        for (int run = 0; run < 20; run++)
        {
            Life(random, new JournalRig(ramBytes, holdMs, 2000, inOrder, aliases));
        }
    }

    private static void Life(Random random, JournalRig rig)
    {
        var captured = new HashSet<double>();
        var reached = new HashSet<double>();
        double next = 1;
        bool isUp = false;
        for (int step = 0; step < 1500; step++)
        {
            rig.Now += random.Next(200);
            switch (random.Next(isUp ? 12 : 5))
            {
                case 0 or 1 or 2:
                    int device = random.Next(3);
                    double[] values = [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => next++)];
                    captured.UnionWith(values);
                    if (isUp && !rig.Born[device])
                    {
                        rig.Owe(device, values); // it flaps, and its birth waits
                    }
                    else
                    {
                        rig.Sample(device, values);
                    }

                    break;
                case 3 when !isUp:
                    rig.Born[1] = random.Next(3) > 0;
                    rig.Born[2] = random.Next(3) > 0;
                    rig.Begin();
                    Births(rig, reached);
                    isUp = true;
                    break;
                case 3:
                    // What the broker had not read is gone; a receipt for what it had read may have come or not.
                    reached.UnionWith(rig.Wire.Where(o => o.Message <= rig.Messages - random.Next(6)).Select(o => o.Value));
                    rig.Lose();
                    isUp = false;
                    break;
                case 4:
                    reached.UnionWith(rig.Wire.Select(o => o.Value)); // it read all, and says so
                    if (isUp)
                    {
                        rig.Confirm();
                    }

                    break;
                case 5:
                    rig.Ask();
                    break;
                case 6 or 7:
                    int came = random.Next(1, 3);
                    if (rig.Born[came] = random.Next(2) == 0 || rig.Born[came])
                    {
                        Births(rig, reached);
                        rig.Journal.OnBorn(came);
                    }

                    break;
                case 8 when random.Next(4) == 0:
                    rig.Born[random.Next(1, 3)] = false;
                    break;
                default:
                    rig.Resend();
                    break;
            }

            rig.CheckSums();
        }

        rig.Born[1] = rig.Born[2] = true;
        if (!isUp)
        {
            rig.Begin();
        }

        Births(rig, reached);
        rig.Journal.OnBorn(1);
        rig.Journal.OnBorn(2);
        rig.ResendAll();
        reached.UnionWith(rig.Wire.Select(o => o.Value));
        rig.Confirm();
        rig.CheckSums();
        Assert.Equal(0, rig.Journal.Depth);
        Assert.Equal(captured.Count, rig.Journal.Captured);
        captured.ExceptWith(reached);
        Assert.InRange(captured.Count, 0, rig.Journal.Dropped);
    }

    // A birth tells what the tags have.
    private static void Births(JournalRig rig, HashSet<double> reached)
    {
        for (int tag = 0; tag < rig.Tags.Count; tag++)
        {
            if (rig.Born[rig.Tags.DeviceOf(tag)])
            {
                reached.Add(rig.Tags.GetReal(tag));
            }
        }
    }
}
