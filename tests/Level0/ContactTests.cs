using FieldNode.Field;
using FieldNode.Field.Gpio;
using FieldNode.ProtoLite;
using FieldNode.Tags;
using FieldNode.Virtual.Sim;

namespace FieldNode.Level0;

public sealed class ContactTests
{
    private readonly SimPin pin = new();
    private readonly TagTable tags = new(4, 2);
    private readonly int tag;
    private readonly GpioPoints driver;
    private long nowMs = 1000;

    public ContactTests()
    {
        tags.AddDevice("IO");
        tag = tags.Add(1, new TagSpec { Name = "Door", DataType = DataType.Boolean });
        driver = new GpioPoints("io", tags, 5, 1, 0, 0);
        driver.Add(new Contact { Pin = pin, Tag = tag, DebounceMs = 20, Inverted = true });
        pin.Level = true; // pulled up: open
        tags.Seal(true);
    }

    [Fact]
    public void An_open_contact_is_false_and_its_device_is_born_after_the_debounce_time()
    {
        Run(10);
        Assert.False(tags.HasValue(tag));
        Assert.False(tags.IsDeviceOnline(1));
        Run(1100);
        Assert.True(tags.HasValue(tag));
        Assert.False(tags.GetBool(tag));
        Assert.True(tags.IsDeviceOnline(1));
        Assert.Equal(PinUse.InputPullUp, pin.Use);
    }

    [Fact]
    public void A_bouncing_contact_changes_once()
    {
        Run(1100);
        int changes = 0;
        bool last = false;
        for (int i = 0; i < 8; i++) // 8 bounces of 10 ms
        {
            pin.Level = !pin.Level;
            Run(10);
            changes += tags.GetBool(tag) != last ? 1 : 0;
            last = tags.GetBool(tag);
        }

        Assert.Equal(0, changes);
        pin.Level = false;
        Run(30);
        Assert.True(tags.GetBool(tag));
    }

    [Fact]
    public void A_closing_is_told_within_the_debounce_time_and_two_polls()
    {
        Run(1100);
        pin.Level = false;
        Run(19);
        Assert.False(tags.GetBool(tag));
        Run(11);
        Assert.True(tags.GetBool(tag));
    }

    [Fact]
    public void A_pin_that_cannot_be_had_is_a_lost_port_and_comes_back()
    {
        pin.IsTaken = true;
        Run(1100);
        Assert.Equal(QualityReason.PortLost, tags.ReasonOf(tag));
        Assert.True(driver.Counter(0) > 0);
        pin.IsTaken = false;
        Run(2200);
        Assert.Equal(Quality.Good, tags.QualityOf(tag));
    }

    [Fact]
    public void A_level_that_cannot_be_read_is_unknown_at_once_and_the_next_one_must_stand_as_long_as_a_first()
    {
        var debounce = new Debounce(20);
        Assert.Equal([-1, -1, 1], new[] { 0, 19, 20 }.Select(ms => debounce.Next(1, ms)));
        Assert.Equal(-1, debounce.Next(-1, 25));
        Assert.Equal([-1, -1, 0], new[] { 30, 49, 50 }.Select(ms => debounce.Next(0, ms)));
    }

    [Fact]
    public void A_contact_cannot_be_written() => Assert.Equal(WriteResult.NotWritable, driver.TryWrite(tag, 1, 1));

    private void Run(long ms)
    {
        for (long endMs = nowMs + ms; nowMs < endMs; nowMs++)
        {
            tags.Tick(nowMs);
            driver.Step(nowMs, SensorRig.Utc);
        }
    }
}
