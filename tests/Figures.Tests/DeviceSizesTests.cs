using FieldNode.Figures.Heap;

namespace FieldNode.Figures.Tests;

/// <summary>Each of the sizes that were measured on the real runtime, and what follows from its sources.</summary>
public sealed class DeviceSizesTests
{
    [Fact]
    public void An_object_with_eight_byte_fields_takes_108_bytes() =>
        Assert.Equal(108, Weigh(new EightBytes()));

    [Fact]
    public void An_object_without_fields_takes_one_block() => Assert.Equal(12, Weigh(new Nothing()));

    [Fact]
    public void Fields_of_base_classes_count_too() => Assert.Equal(108 + 12, Weigh(new NineBytes()));

    [Fact]
    public void An_array_of_16_bytes_takes_36() => Assert.Equal(36, Weigh(new byte[16]));

    [Theory]
    [InlineData(typeof(byte), 0, 24)]
    [InlineData(typeof(byte), 4, 24)]
    [InlineData(typeof(byte), 5, 36)]
    [InlineData(typeof(bool), 16, 36)]
    [InlineData(typeof(short), 8, 36)]
    [InlineData(typeof(char), 8, 36)]
    [InlineData(typeof(int), 4, 36)]
    [InlineData(typeof(float), 4, 36)]
    [InlineData(typeof(long), 2, 36)]
    [InlineData(typeof(double), 3, 48)]
    [InlineData(typeof(Small), 16, 36)]
    [InlineData(typeof(DateTime), 1, 36)]
    [InlineData(typeof(string), 4, 72)]
    [InlineData(typeof(byte[]), 4, 72)]
    public void An_array_is_20_bytes_and_its_elements_in_whole_blocks_references_a_block_each(Type element, int length, int bytes) =>
        Assert.Equal(bytes, Weigh(Array.CreateInstance(element, length)));

    [Fact]
    public void A_boxed_number_takes_two_blocks() => Assert.Equal(24, Weigh((object)7));

    [Fact]
    public void An_array_list_with_one_number_takes_144_bytes() => Assert.Equal(144, Weigh(new NanoArrayList()));

    [Fact]
    public void A_hashtable_with_one_pair_of_numbers_takes_276_bytes() => Assert.Equal(276, Weigh(new NanoHashtable()));

    [Fact]
    public void A_delegate_takes_36_bytes_and_what_it_is_bound_to() => Assert.Equal(36 + 12, Weigh((Action)new Nothing().Do));

    [Fact]
    public void A_delegate_of_a_static_function_takes_36_bytes() => Assert.Equal(36, Weigh(Delegate.CreateDelegate(typeof(Action), typeof(Nothing), nameof(Nothing.DoStatic))));

    [Fact]
    public void A_thread_that_sleeps_takes_912_bytes() => Assert.Equal(912, DeviceSizes.Thread);

    [Theory]
    [InlineData("1", 24)]
    [InlineData("12345678901", 24)]
    [InlineData("123456789012", 36)]
    [InlineData("°°°°°°", 36)]
    public void A_string_is_a_block_its_utf8_and_a_nul(string text, int bytes) => Assert.Equal(bytes, Weigh(new string(text.ToCharArray())));

    [Fact]
    public void A_literal_of_the_code_is_a_block_at_each_place_where_it_is_held() =>
        Assert.Equal(12 + 2 * 12 + 2 * 12, Weigh(new TwoTexts { A = "a literal", B = "a literal" }));

    [Fact]
    public void A_struct_in_a_field_is_an_object_of_its_own() => Assert.Equal(24 + 36, Weigh(new WithStruct()));

    [Fact]
    public void Structs_in_an_array_are_objects_of_their_own() => Assert.Equal(48 + 2 * 36, Weigh(new Pair[2]));

    internal static int Weigh(object root)
    {
        var walk = new HeapWalk(t => t.Assembly == typeof(DeviceSizesTests).Assembly);
        walk.Walk(root, "test", "root");
        return walk.Bytes;
    }

    internal enum Small : byte
    {
        Zero,
    }

#pragma warning disable CS0414, CS0169, CS0649 // fields that are there to be weighed
    internal struct Pair
    {
        public byte A;
        public long B;
    }

    internal class EightBytes
    {
        private byte a, b, c, d, e, f, g, h;
    }

    internal sealed class NineBytes : EightBytes
    {
        private long i;
    }

    internal sealed class Nothing
    {
        public static void DoStatic()
        {
        }

        public void Do()
        {
        }
    }

    internal sealed class TwoTexts
    {
        public string? A;
        public string? B;
    }

    internal sealed class WithStruct
    {
        private Pair pair;
    }

    // The fields of nanoFramework's ArrayList (CoreLibrary), with one item.
    private sealed class NanoArrayList
    {
        private object?[] items = [1, null, null, null];
        private int size = 1;
        private object? syncRoot;
    }

    // The fields of nanoFramework's Hashtable and its Bucket (System.Collections), with one item.
    private sealed class NanoHashtable
    {
        private NanoBucket?[] buckets = [new NanoBucket(), null, null, null, null, null, null];
        private int loadSize;
        private float loadFactor;
        private int count;
        private int version;
    }

    private sealed class NanoBucket
    {
        private object key = 1;
        private object value = 2;
        private int hash;
    }
#pragma warning restore CS0414, CS0169, CS0649
}
