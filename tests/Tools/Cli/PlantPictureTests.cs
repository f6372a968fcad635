using FieldNode.Cli;
using FieldNode.Host;
using FieldNode.Host.Protobuf;
using FieldNode.Virtual.Sim;
using Google.Protobuf;

namespace FieldNode.Tools.Tests;

public sealed class PlantPictureTests
{
    private readonly HostModel model = new();
    private readonly PlantPicture picture = new();

    [Fact]
    public void The_demos_own_plant_fits_80_by_24_before_and_after_its_birth()
    {
        picture.Devices = PlantDevice.Of(new PaperPlant().CreateSettings("demo", "node1"));
        Assert.Equal(3 + SimBoardSettings.Devices, picture.Devices.Count);
        Fits();
        Say("NBIRTH/node1", Messages.NBirth(0));
        ulong seq = 0;
        foreach (PlantDevice device in picture.Devices)
        {
            Say("DBIRTH/node1/" + device.Name, Messages.With(++seq, Unit(Messages.Float("A metric", seq, 12345.678f), "m³/h")));
        }
        foreach (string name in picture.Story.Select(line => line.Name).ToArray())
        {
            picture.Tell(new StoryLine(name, StoryState.Done, new string('x', 60)));
        }
        picture.Note = new string('n', 80);
        Fits();
        Assert.DoesNotContain('…', Text());
        Assert.Contains("12345.68 m³/h", Text());
    }

    [Fact]
    public void A_dead_device_has_no_value_and_its_wire_is_cut()
    {
        picture.Devices = [new PlantDevice("Meter", "RS-485"), new PlantDevice("Tank", "RS-485")];
        Say("NBIRTH/node1", Messages.NBirth(0));
        Say("DBIRTH/node1/Meter", Messages.With(1, Messages.Float("Power", 1, 8.25f)));
        Say("DBIRTH/node1/Tank", Messages.With(2, Unit(Messages.Float("Level", 2, 2.5f), "m")));
        Say("DDEATH/node1/Meter", Messages.With(3));

        Assert.Matches("✗ Meter +dead +RS-485✗┐", Text());
        Assert.Matches("● Tank +2\\.50 m +RS-485─┘", Text());
    }

    [Fact]
    public void A_bad_tag_is_told_with_its_reason_and_a_forced_one_is_not()
    {
        picture.Devices = [new PlantDevice("Loops", "I2C")];
        Say("NBIRTH/node1", Messages.NBirth(0));
        Say("DBIRTH/node1/Loops", Messages.With(1, Messages.Float("Level", 1, 1.5f), Quality(Messages.Float("Set by hand", 2, 7), 500, 17)));
        Assert.Matches("● Loops +1\\.50", Text());
        Say("DDATA/node1/Loops", Messages.With(2, Quality(Messages.ByAlias(1, 0), 0, 8)));

        Assert.Matches("▲ Loops +bad \\(wire break\\) +I2C────", Text());
    }

    [Fact]
    public void Before_a_birth_a_device_is_there_and_says_nothing()
    {
        picture.Devices = [new PlantDevice("Loops", "I2C")];

        Assert.Contains("· Loops", Text());
        Assert.Contains("┤ unborn  ├", Text());
    }

    [Fact]
    public void The_bus_of_each_device_is_read_from_the_settings()
    {
        IReadOnlyList<PlantDevice> devices = PlantDevice.Of(new PaperPlant().CreateSettings("demo", "node1"));

        Assert.Equal(
            ["Meter RS-485", "Boiler RS-485", "Tank RS-485", "Room I2C", "Duct I2C", "Greenhouse I2C", "Loops I2C", "Oven SPI", "Pipe 1-Wire", "Battery ADC", "Terminals GPIO"],
            devices.Select(device => $"{device.Name} {device.Bus}"));
    }

    private void Fits()
    {
        IReadOnlyList<StyledLine> lines = picture.Draw(model, TimeSpan.FromSeconds(3));
        Assert.True(lines.Count <= 24, $"{lines.Count} lines");
        Assert.All(lines, line => Assert.True(line.Width <= 80, StyledLineTests.TextOf(line)));
    }

    private string Text() => string.Join('\n', picture.Draw(model, TimeSpan.FromSeconds(3)).Select(StyledLineTests.TextOf));

    private void Say(string typeAndPlace, Payload payload) => model.Consume("spBv1.0/demo/" + typeAndPlace, payload.ToByteArray(), Messages.Utc);

    private static Metric Unit(Metric metric, string unit)
    {
        metric.Properties = new PropertySet();
        metric.Properties.Keys.Add("engUnit");
        metric.Properties.Values.Add(new PropertyValue { Type = 12, StringValue = unit });
        return metric;
    }

    private static Metric Quality(Metric metric, int quality, int reason)
    {
        metric.Properties = new PropertySet();
        metric.Properties.Keys.Add(["Quality", "QualityReason"]);
        metric.Properties.Values.Add(
            [new PropertyValue { Type = 3, IntValue = (uint)quality }, new PropertyValue { Type = 3, IntValue = (uint)reason }]);
        return metric;
    }
}
