namespace FieldNode.Simulation.Tests;

/// <summary>Samples of one tag with one time, as a clock that is set back makes them.</summary>
public sealed class OpenSamplesTests
{
    [Fact]
    public void A_millisecond_that_comes_a_second_time_hides_no_sample()
    {
        var open = new OpenSamples();
        Sample first = Add(open, 1, 1000, 7), second = Add(open, 1, 1000, 8), other = Add(open, 2, 1000, 7);
        Assert.Same(first, open.Find(1, 1000, 7));
        Assert.Same(second, open.Find(1, 1000, 8));
        Assert.Null(open.Find(1, 1000, 9));
        Assert.Same(second, open.Last(1, 1000));
        Assert.Equal([7, 7, 8], open.All().Select(sample => sample.Bits).Order());
        Assert.Contains(other, open.All());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void One_of_several_is_taken_out_and_the_others_stay(int which)
    {
        var open = new OpenSamples();
        Sample[] three = [Add(open, 1, 1000, 7), Add(open, 1, 1000, 8), Add(open, 1, 1000, 9)];
        open.Remove(three[which]);
        Assert.Null(open.Find(1, 1000, three[which].Bits));
        Assert.Equal(three.Where(sample => sample != three[which]).Select(sample => sample.Bits), open.All().Select(sample => sample.Bits).Order());
    }

    [Fact]
    public void After_the_last_one_nothing_is_left()
    {
        var open = new OpenSamples();
        open.Remove(Add(open, 1, 1000, 7));
        Assert.Empty(open.All());
        Assert.Null(open.Last(1, 1000));
    }

    private static Sample Add(OpenSamples open, int tag, long utcMs, long bits)
    {
        var sample = new Sample(tag, utcMs, bits);
        open.Add(sample);
        return sample;
    }
}
