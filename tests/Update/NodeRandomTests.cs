namespace FieldNode.Update.Tests;

public sealed class NodeRandomTests
{
    private static readonly byte[] OwnKey = Bundles.Bytes(32, 77);
    private static readonly byte[] What = [1, 2, 3];

    /// <summary>The supply goes at its one write, with whatever flash leaves of it: what was given out never comes again.</summary>
    [Fact]
    public void Nothing_is_given_out_twice_whatever_the_supply_does()
    {
        var given = new HashSet<string>();
        foreach (Remains remains in Enum.GetValues<Remains>())
        {
            var store = new CuttingStore { Remains = remains };
            for (int turn = 0; turn < 12; turn++)
            {
                store.CutAtWrite = turn % 3 == 2 ? store.Writes : -1;
                try
                {
                    byte[] output = new NodeRandom(store, new PcHmac(), OwnKey, [(byte)remains, .. What]).Next()!;
                    Assert.True(given.Add(Convert.ToHexString(output)), $"{remains}, turn {turn}");
                }
                catch (PowerCut)
                {
                    // nothing was given out
                }
            }
        }

        Assert.Equal(4 * 8, given.Count);
    }

    [Fact]
    public void What_it_is_for_and_noise_make_it_another_even_from_a_state_that_flash_took_back()
    {
        var first = new NodeRandom(new CuttingStore(), new PcHmac(), OwnKey, What);
        var second = new NodeRandom(new CuttingStore(), new PcHmac(), OwnKey, [1, 2, 4]);
        var other = new NodeRandom(new CuttingStore(), new PcHmac(), Bundles.Bytes(32, 78), What);

        byte[][] outputs = [first.Next()!, second.Next()!, other.Next()!];

        Assert.Equal(3, outputs.Select(Convert.ToHexString).Distinct().Count());
    }

    [Fact]
    public void Without_a_hash_or_a_store_there_are_none()
    {
        Assert.Null(new NodeRandom(new CuttingStore(), new PcHmac { IsBroken = true }, OwnKey, What).Next());
        var random = new NodeRandom(new CuttingStore { Full = true }, new PcHmac(), OwnKey, What);
        Assert.Null(random.Next());
        Assert.True(random.IsBroken);
    }
}
