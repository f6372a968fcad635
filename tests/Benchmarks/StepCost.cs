namespace FieldNode.Benchmarks;

/// <summary>
/// A whole node's steps in which ten of the configured tags are due and change: their time with 10 and with 1,000 tags, and what they
/// allocate. It fails above a rise of 10 % and with any allocation. The further tags are one slave's, so that it is tags that are compared.
/// </summary>
internal static class StepCost
{
    private const double RiseMax = 0.10;
    private const int Attempts = 3; // another program may have had the cache meanwhile

    public static int Run()
    {
        var small = new StepNode(StepNode.Due, 1000);
        var large = new StepNode(1000, 1000);
        var many = new StepNode(1000, 60);
        double[] ns = [];
        double bytes = 0;
        double rise = double.PositiveInfinity;
        for (int attempt = 0; attempt < Attempts && rise > RiseMax; attempt++)
        {
            (ns, bytes) = Ratio.Measure(4000, n => Steps(small, n), n => Steps(large, n), n => Steps(many, n));
            rise = ns[1] / ns[0] - 1;
        }

        Console.WriteLine(FormattableString.Invariant(
            $"node.step, {StepNode.Due} due and changing: {ns[0]:F0} ns with {StepNode.Due} tags, {ns[1]:F0} ns with 1000 ({rise:+0.0%;-0.0%}), {bytes:F0} B"));
        Console.WriteLine(FormattableString.Invariant(
            $"node.step: {ns[2]:F0} ns where the 1000 are on {many.Devices} devices: each device is looked at in each step, each scan in each poll"));
        Console.WriteLine(FormattableString.Invariant(
            $"node.step: a poll takes {small.StepsPerPoll:F0} steps, of which this is the mean: one asks, one takes the reply and publishes"));
        return rise <= RiseMax && bytes == 0 ? 0 : 1;
    }

    private static void Steps(StepNode node, int count)
    {
        for (; count > 0; count--)
        {
            node.Step();
        }
    }
}
