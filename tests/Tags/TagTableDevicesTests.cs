using FieldNode.ProtoLite;

namespace FieldNode.Tags.Tests;

public sealed class TagTableDevicesTests
{
    private readonly TagTable tags = new(4, 5);
    private readonly int[] values;

    public TagTableDevicesTests()
    {
        int[] devices = [.. Enumerable.Range(1, 4).Select(i => tags.AddDevice("D" + i))];
        values = [.. devices.Select(device => tags.Add(device, new TagSpec { Name = "V", DataType = DataType.Float }))];
        tags.Seal(true);
        tags.BeginSample(1_790_000_000_000);
        Array.ForEach(values, tag => tags.SetFloat(tag, 1));
        _ = Enumerable.Range(0, 5).Select(device => Wire.Birth(tags, device)).ToList();
        tags.ForgetNews();
    }

    [Fact]
    public void Without_anything_new_there_is_no_device_to_look_at()
    {
        tags.SetFloat(values[2], 1);

        Assert.Empty(News());
    }

    [Fact]
    public void The_devices_to_look_at_reach_from_the_first_to_the_last_with_something_new()
    {
        tags.SetFloat(values[2], 5);
        Assert.Equal([3], News());

        tags.SetBad(values[0], QualityReason.NoAnswer);
        Assert.Equal([1, 2, 3], News());

        tags.ForgetNews();
        tags.SetDeviceState(4, true, QualityReason.None);
        Assert.Equal([4], News());
    }

    [Fact]
    public void A_run_of_floats_is_new_if_one_of_them_changed()
    {
        tags.SetFloatRun(values, 1, 2, BitConverter.GetBytes(1f), 0, 3);
        Assert.Empty(News());

        tags.SetFloatRun(values, 1, 2, BitConverter.GetBytes(2f), 0, 3);
        Assert.Equal([2], News());
    }

    private IEnumerable<int> News() => tags.LastNews < 0 ? [] : Enumerable.Range(tags.FirstNews, tags.LastNews - tags.FirstNews + 1);
}
