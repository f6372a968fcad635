namespace FieldNode.Fuzz.Tests;

public sealed class MutatorTests
{
    [Fact]
    public void What_is_made_is_never_longer_than_the_target_takes_and_a_seed_makes_the_same_again()
    {
        byte[] from = [.. Enumerable.Range(0, 60).Select(i => (byte)i)];
        var first = new Mutator(new Random(5), [[1, 2, 3], new byte[50]], 64);
        var second = new Mutator(new Random(5), [[1, 2, 3], new byte[50]], 64);
        int changed = 0;
        for (int i = 0; i < 20_000; i++)
        {
            byte[] made = first.Of(i % 3 == 0 ? [] : from, i % 5 == 0 ? [] : from);
            Assert.InRange(made.Length, 0, 64);
            Assert.Equal(made, second.Of(i % 3 == 0 ? [] : from, i % 5 == 0 ? [] : from));
            changed += made.AsSpan().SequenceEqual(from) ? 0 : 1;
        }

        Assert.True(changed > 19_000, $"{changed} of 20000 differ from what they were made of");
    }
}
