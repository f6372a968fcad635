using FieldNode.ProtoLite;

namespace FieldNode.Tags.Tests;

public sealed class TagTableDevicesTests
{
    [Fact]
    public void The_devices_with_changes_or_another_state_than_was_told_are_found_and_no_others()
    {
        var tags = new TagTable(4, 5);
        int[] devices = [.. Enumerable.Range(1, 4).Select(i => tags.AddDevice("D" + i))];
        int[] values = [.. devices.Select(device => tags.Add(device, new TagSpec { Name = "V", DataType = DataType.Int32 }))];
        tags.Seal(true);
        var told = new bool[5];
        told[0] = true;
        Assert.Empty(ToTell(tags, told));

        tags.SetDeviceState(devices[1], true, QualityReason.None);
        told[devices[3]] = true; // born, and gone since
        Assert.Equal([devices[1], devices[3]], ToTell(tags, told));
        told[devices[1]] = true;
        told[devices[3]] = false;
        Assert.Empty(ToTell(tags, told));

        tags.BeginSample(1_790_000_000_000);
        tags.SetInt(values[1], 5);
        tags.SetInt(values[2], 6);
        Assert.Equal([devices[1], devices[2]], ToTell(tags, told));
    }

    private static List<int> ToTell(TagTable tags, bool[] told)
    {
        var found = new List<int>();
        for (int device = tags.NextToTell(told, 0); device >= 0; device = tags.NextToTell(told, device + 1))
        {
            found.Add(device);
        }

        return found;
    }
}
