using FieldNode.Figures.Heap;

namespace FieldNode.Figures.Tests;

/// <summary>What the walk counts, once, and what it refuses.</summary>
public sealed class HeapWalkTests
{
    [Fact]
    public void An_object_that_two_hold_counts_once()
    {
        var shared = new byte[16];
        Assert.Equal(2 * 12 + 12 + 36, DeviceSizesTests.Weigh(new TwoHolders { A = shared, B = shared }));
    }

    [Fact]
    public void A_ring_ends()
    {
        var ring = new TwoHolders();
        ring.A = ring;
        Assert.Equal(36, DeviceSizesTests.Weigh(ring));
    }

    [Fact]
    public void A_type_without_a_rule_stops_the_walk_with_its_name_and_holder()
    {
        var fault = Assert.Throws<InvalidOperationException>(() => DeviceSizesTests.Weigh(new TwoHolders { A = new Uri("http://x") }));
        Assert.Contains("System.Uri", fault.Message);
        Assert.Contains("TwoHolders.A", fault.Message);
    }

    [Fact]
    public void In_the_place_of_an_object_of_the_pc_stands_what_the_device_has()
    {
        var pc = new MemoryStream();
        HeapWalk walk = New();
        walk.Replace(pc, new byte[16]);
        walk.Walk(new TwoHolders { A = pc }, "test", "root");
        Assert.Equal(36 + 36, walk.Bytes);
    }

    [Fact]
    public void What_has_no_counterpart_is_not_weighed()
    {
        var pc = new MemoryStream();
        HeapWalk walk = New();
        walk.Replace(pc, null);
        walk.Walk(new TwoHolders { A = pc }, "test", "root");
        Assert.Equal(36, walk.Bytes);
    }

    [Fact]
    public void A_static_field_takes_a_block_and_what_it_holds_a_constant_takes_nothing()
    {
        HeapWalk walk = New();
        walk.WalkStatics(typeof(Statics));
        Assert.Equal(2 * 12 + 36, walk.Bytes);
    }

    [Fact]
    public void Each_item_says_who_holds_it_and_in_which_field()
    {
        HeapWalk walk = New();
        walk.Walk(new TwoHolders { A = new int[4] }, "test", "root");
        Assert.Contains(walk.Items, i => i.Holder.EndsWith("TwoHolders", StringComparison.Ordinal) && i.What == "A Int32[]" && i.Bytes == 36);
    }

    private static HeapWalk New() => new(t => t.Assembly == typeof(HeapWalkTests).Assembly);

    private sealed class TwoHolders
    {
        public object? A { get; set; }

        public object? B { get; set; }
    }

    private static class Statics
    {
        public const int None = 3;
        public static readonly int Number = 7;
        public static readonly byte[] Bytes = new byte[16];
    }
}
