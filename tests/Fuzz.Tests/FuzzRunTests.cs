namespace FieldNode.Fuzz.Tests;

public sealed class FuzzRunTests
{
    [Fact]
    public void A_search_that_is_told_to_end_says_what_it_has_done()
    {
        const int Enough = 1000;
        var output = new StringWriter();
        var target = new CountingTarget();
        var run = new FuzzRun(target, new FuzzOptions { Seed = 1, Runs = long.MaxValue, FindingsFolder = "nowhere" }, output);
        target.After(Enough, run.End);

        Assert.True(run.Run());

        Assert.Equal(Enough, target.Count);
        Assert.Matches($@"^fuzz: target=counting runs={Enough} edges=\d+ corpus=1 findings=0 seed=1 seconds=\d+ ok\s*$", output.ToString());
    }

    private sealed class CountingTarget : FuzzTarget
    {
        private int enough;
        private Action end = () => { };

        internal override string Name => "counting";

        internal override string What => "how many there are";

        internal int Count { get; private set; }

        internal void After(int count, Action then) => (enough, end) = (count, then);

        internal override IEnumerable<byte[]> Seeds() => [[1, 2, 3]];

        internal override void Run(byte[] input)
        {
            if (++Count == enough)
            {
                end();
            }
        }
    }
}
