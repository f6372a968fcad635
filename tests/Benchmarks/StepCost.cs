namespace FieldNode.Benchmarks;

/// <summary>One step in which ten of the configured tags are due and change: its time with 10 and with 1,000 tags, and its allocations.</summary>
internal static class StepCost
{
    private const int Changing = 10;

    public static int Run()
    {
        var small = new EncodeRig(0, Changing);
        var large = new EncodeRig(0, 1000);
        int call = 0;
        (double[] ns, double bytes) = Ratio.Measure(5000, n => Steps(small, n), n => Steps(large, n));
        double rise = ns[1] / ns[0] - 1;
        Console.WriteLine(FormattableString.Invariant(
            $"step, {Changing} changing: {ns[0]:F0} ns with 10 tags, {ns[1]:F0} ns with 1000 ({rise:+0.0%;-0.0%}), {bytes:F0} B"));
        return rise <= 0.10 && bytes == 0 ? 0 : 1;

        void Steps(EncodeRig rig, int count)
        {
            for (; count > 0; count--)
            {
                call++;
                long utc = EncodeRig.Utc0 + call;
                rig.Tags.Tick(1000);
                rig.Session.Step(1000, utc);
                rig.Tags.BeginSample(utc);
                for (int tag = 0; tag < Changing; tag++)
                {
                    rig.Tags.SetFloatBytes(tag, (byte)call, (byte)(call >> 8), 3, 66);
                }

                rig.Edge.Step(1000, utc);
            }
        }
    }
}
