using FieldNode.Field;
using FieldNode.Field.Gpio;
using FieldNode.ProtoLite;
using FieldNode.Tags;
using FieldNode.Virtual.Sim;

namespace FieldNode.Level0;

public sealed class DigitalOutputTests
{
    private readonly SimPin pin = new();
    private readonly TagTable tags = new(4, 2);
    private int tag;
    private GpioPoints driver = null!;
    private readonly WriteLog writes = new();
    private long nowMs = 1000;

    [Theory]
    [InlineData(false, false, false)]
    [InlineData(true, false, true)]
    [InlineData(false, true, true)]
    [InlineData(true, true, false)]
    public void From_boot_it_has_its_state_without_a_pulse(bool onAtBoot, bool inverted, bool level)
    {
        Build(new OutputSpec { OnAtBoot = onAtBoot, Inverted = inverted });
        Run(5000);
        Assert.Equal([level], pin.History);
        Assert.Equal(onAtBoot, tags.GetBool(tag));
    }

    [Fact]
    public void A_command_is_done_and_reported_at_once()
    {
        Build(new OutputSpec());
        Run(2000);
        Assert.Equal(WriteResult.Queued, driver.TryWrite(tag, 1, 1));
        Assert.True(pin.Level);
        Run(1);
        Assert.True(tags.GetBool(tag));
        Assert.Equal(WriteResult.OutOfRange, driver.TryWrite(tag, 2, 2));
    }

    [Theory]
    [InlineData(LinkLoss.Hold, true)]
    [InlineData(LinkLoss.Off, false)]
    [InlineData(LinkLoss.On, true)]
    public void After_a_link_loss_it_goes_where_it_should(LinkLoss atLoss, bool after)
    {
        Build(new OutputSpec { AtLinkLoss = atLoss, LinkLossMs = 10_000 });
        Run(1000);
        driver.TryWrite(tag, 1, 1);
        driver.IsLinkUp = false;
        Run(9000);
        Assert.True(pin.Level);
        Run(2000);
        Assert.Equal(after, pin.Level);
        Assert.Equal(after, tags.GetBool(tag));
    }

    [Fact]
    public void An_output_that_was_off_goes_on_at_link_loss_if_that_is_safe()
    {
        Build(new OutputSpec { AtLinkLoss = LinkLoss.On, LinkLossMs = 1000 });
        driver.IsLinkUp = false;
        Run(2500);
        Assert.True(pin.Level);
    }

    [Fact]
    public void A_link_that_comes_back_starts_nothing()
    {
        Build(new OutputSpec { AtLinkLoss = LinkLoss.Off, LinkLossMs = 1000 });
        Run(1000);
        driver.TryWrite(tag, 1, 1);
        driver.IsLinkUp = false;
        Run(3000);
        driver.IsLinkUp = true;
        Run(10_000);
        Assert.False(pin.Level);
        Assert.Equal(1, driver.Counter(1));
        Assert.Equal(WriteResult.Queued, driver.TryWrite(tag, 1, 1));
        Assert.True(pin.Level);
    }

    [Fact]
    public void A_short_link_loss_changes_nothing_and_the_next_one_counts_from_its_own_start()
    {
        Build(new OutputSpec { AtLinkLoss = LinkLoss.Off, LinkLossMs = 1000 });
        Run(1000);
        driver.TryWrite(tag, 1, 1);
        for (int i = 0; i < 5; i++)
        {
            driver.IsLinkUp = false;
            Run(800);
            driver.IsLinkUp = true;
            Run(100);
        }

        Assert.True(pin.Level);
    }

    [Fact]
    public void In_a_trial_it_is_as_at_boot_and_takes_no_command()
    {
        Build(new OutputSpec());
        Run(1000);
        driver.TryWrite(tag, 1, 1);
        driver.IsInTrial = true;
        Run(100);
        Assert.False(pin.Level);
        Assert.Equal(WriteResult.NotWritable, driver.TryWrite(tag, 1, 1));
        Assert.False(pin.Level);
    }

    [Fact]
    public void A_shorted_output_is_a_device_failure()
    {
        Build(new OutputSpec());
        Run(1000);
        pin.IsShorted = true;
        driver.TryWrite(tag, 1, 1);
        Run(1100);
        Assert.Equal(QualityReason.DeviceFailure, tags.ReasonOf(tag));
    }

    [Fact]
    public void A_pin_that_cannot_be_had_is_a_lost_port_and_a_command_fails()
    {
        pin.IsTaken = true;
        Build(new OutputSpec());
        Run(1100);
        Assert.Equal(QualityReason.PortLost, tags.ReasonOf(tag));
        Assert.Equal(WriteResult.Offline, driver.TryWrite(tag, 1, 1));
        pin.IsTaken = false;
        Run(2200);
        Assert.Equal(Quality.Good, tags.QualityOf(tag));
        Assert.False(pin.Level); // the command was refused: it does not happen later
        Assert.Equal(0, driver.Counter(1));
    }

    [Fact]
    public void A_command_is_told_done_once_the_pin_is_set_and_refused_where_it_cannot_be()
    {
        Build(new OutputSpec());
        Run(1000);
        driver.TryWrite(tag, 1, 1);
        Assert.Equal([(tag, WriteResult.Done)], writes.Told);
        pin.IsTaken = true; // lost since the driver looked
        Assert.Equal(WriteResult.Queued, driver.TryWrite(tag, 0, 0));
        Assert.Equal((tag, WriteResult.Refused), writes.Told[^1]);
        pin.IsTaken = false;
        Run(2200);
        Assert.True(pin.Level); // what was refused does not happen later
        Assert.True(tags.GetBool(tag));
    }

    [Fact]
    public void A_command_that_is_only_checked_sets_no_pin()
    {
        Build(new OutputSpec());
        Run(1000);
        driver.BeginWrites();
        Assert.Equal(WriteResult.Queued, driver.CheckWrite(tag, 1, 1));
        Run(1000);
        Assert.False(pin.Level);
        Assert.Empty(writes.Told);
    }

    [Fact]
    public void A_shorted_output_that_is_written_again_is_reported_bad_again()
    {
        Build(new OutputSpec());
        tags.SetDeviceState(1, true, QualityReason.None);
        Run(1000);
        pin.IsShorted = true;
        driver.TryWrite(tag, 1, 1);
        Run(1100);
        byte[] frame = new byte[256];
        tags.AppendChanges(1, frame, 0, frame.Length);
        driver.TryWrite(tag, 1, 1);
        Run(1);
        Assert.True(tags.HasChanges(1));
        Assert.Equal(QualityReason.DeviceFailure, tags.ReasonOf(tag));
    }

    [Fact]
    public void A_command_that_changes_nothing_is_echoed_as_well()
    {
        Build(new OutputSpec());
        tags.SetDeviceState(1, true, QualityReason.None);
        Run(2000);
        byte[] frame = new byte[256];
        tags.AppendChanges(1, frame, 0, frame.Length);
        Assert.False(tags.HasChanges(1));
        Assert.Equal(WriteResult.Queued, driver.TryWrite(tag, 0, 0));
        Run(1);
        Assert.True(tags.HasChanges(1));
    }

    [Fact]
    public void An_output_that_the_settings_do_not_let_hosts_write_refuses()
    {
        Build(new OutputSpec(), writable: false);
        Run(1000);
        Assert.Equal(WriteResult.NotWritable, driver.TryWrite(tag, 1, 1));
        Assert.False(pin.Level);
    }

    private void Build(OutputSpec spec, bool writable = true)
    {
        tags.AddDevice("IO");
        tag = tags.Add(1, new TagSpec { Name = "Pump", DataType = DataType.Boolean, Writable = writable });
        driver = new GpioPoints("io", tags, 10, 0, 1, 0) { Listener = writes };
        spec.Pin = pin;
        spec.Tag = tag;
        driver.Add(new DigitalOutput(spec));
        tags.Seal(true);
    }

    private void Run(long ms)
    {
        for (long endMs = nowMs + ms; nowMs < endMs; nowMs++)
        {
            tags.Tick(nowMs);
            driver.Step(nowMs, SensorRig.Utc);
        }
    }
}
