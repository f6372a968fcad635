namespace FieldNode.Tags.Tests;

/// <summary>What keeps tags and devices from working is told where it begins and where it ends, and not again.</summary>
public sealed class TagListenerTests : ITagListener
{
    private readonly List<(int Tag, QualityReason Why)> tagsTold = [];
    private readonly List<(int Device, bool Online, QualityReason Why)> devicesTold = [];
    private readonly TagTable table;
    private readonly int device;
    private readonly int tag;

    public TagListenerTests()
    {
        table = new TagTable(4, 3);
        device = table.AddDevice("Pump1");
        tag = table.Add(device, new TagSpec { Name = "Flow", DataType = ProtoLite.DataType.Float });
        table.Seal(true);
        table.Listener = this;
        table.BeginSample(1_790_000_000_000);
    }

    void ITagListener.OnTag(int which, QualityReason why) => tagsTold.Add((which, why));

    void ITagListener.OnDevice(int which, bool online, QualityReason why) => devicesTold.Add((which, online, why));

    [Fact]
    public void A_first_good_value_is_no_news()
    {
        table.SetReal(tag, 1);
        Assert.Empty(tagsTold);
    }

    [Fact]
    public void A_bad_tag_is_told_once_and_once_when_it_is_good_again()
    {
        table.SetBad(tag, QualityReason.Refused);
        table.SetBad(tag, QualityReason.Refused);
        table.SetReal(tag, 1);
        table.SetReal(tag, 2);
        Assert.Equal([(tag, QualityReason.Refused), (tag, QualityReason.None)], tagsTold);
    }

    [Fact]
    public void Another_reason_is_told()
    {
        table.SetReal(tag, 1);
        table.SetReal(tag, double.NaN);
        table.SetBad(tag, QualityReason.Refused);
        Assert.Equal([(tag, QualityReason.OutOfRange), (tag, QualityReason.Refused)], tagsTold);
    }

    [Fact]
    public void What_a_person_holds_is_told_and_its_release_ends_it()
    {
        table.SetReal(tag, 1);
        table.TakeOutOfService(tag);
        table.SetBad(tag, QualityReason.NoAnswer); // not heard
        table.Release(tag);
        table.SetReal(tag, 1);
        Assert.Equal([(tag, QualityReason.OutOfService), (tag, QualityReason.None)], tagsTold);
    }

    [Fact]
    public void A_device_that_never_answered_is_told_once()
    {
        table.SetDeviceState(device, false, QualityReason.NoAnswer);
        table.SetDeviceState(device, false, QualityReason.NoAnswer);
        table.SetDeviceState(device, false, QualityReason.Damaged);
        table.SetDeviceState(device, true, QualityReason.None);
        Assert.Equal([(device, false, QualityReason.NoAnswer), (device, true, QualityReason.None)], devicesTold);
    }

    [Fact]
    public void Behind_a_port_that_is_not_there_the_port_is_told_and_the_device_only_once_it_could_answer()
    {
        table.SetDeviceState(device, false, QualityReason.PortLost);
        table.SetDeviceState(device, false, QualityReason.PortLost);
        Assert.Empty(devicesTold);
        table.SetDeviceState(device, false, QualityReason.NoAnswer);
        Assert.Equal([(device, false, QualityReason.NoAnswer)], devicesTold);
    }

    [Fact]
    public void A_device_that_is_lost_with_its_port_is_told()
    {
        table.SetDeviceState(device, true, QualityReason.None);
        table.SetDeviceState(device, false, QualityReason.PortLost);
        Assert.Equal([(device, true, QualityReason.None), (device, false, QualityReason.PortLost)], devicesTold);
    }
}
