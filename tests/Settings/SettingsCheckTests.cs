namespace FieldNode.Settings.Tests;

public sealed class SettingsCheckTests
{
    [Fact]
    public void An_empty_model_is_told_what_it_lacks()
    {
        Assert.Equal(["version", "group", "node", "broker"], PathsOf(new NodeSettings()));
    }

    [Fact]
    public void Nulls_anywhere_are_faults_and_not_exceptions()
    {
        var settings = Good();
        settings.Lines = [.. settings.Lines, null];
        var device = new DeviceSettings { Name = "x", Line = "line1", Unit = 9, Tags = [null] };
        settings.Devices = [.. settings.Devices, null, device];

        Assert.Equal(["lines[1]", "devices[1]", "devices[2].tags[0]"], PathsOf(settings));
    }

    [Fact]
    public void Not_a_number_is_refused_wherever_a_number_may_stand()
    {
        foreach (var member in typeof(TagSettings).GetProperties().Where(each => each.PropertyType == typeof(double)))
        {
            foreach (var bad in new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity })
            {
                var settings = Good();
                member.SetValue(settings.Devices[0].Tags[0], bad);
                var name = char.ToLowerInvariant(member.Name[0]) + member.Name[1..];
                Assert.Equal(["devices[0].tags[0]." + name], PathsOf(settings));
            }
        }
    }

    [Fact]
    public void Two_thousand_tags_pass_and_one_more_does_not()
    {
        var settings = Good();
        settings.Devices = [.. Enumerable.Range(0, 20).Select(i => Device(i, 100))];
        Assert.Empty(PathsOf(settings));

        settings.Devices[19] = Device(19, 101);
        Assert.Equal(["devices"], PathsOf(settings));
    }

    [Fact]
    public void Sixty_four_devices_pass_and_one_more_does_not()
    {
        var settings = Good();
        settings.Devices = [.. Enumerable.Range(0, 64).Select(i => Device(i, 1))];
        Assert.Empty(PathsOf(settings));

        settings.Devices = [.. settings.Devices, Device(64, 1)];
        Assert.Equal(["devices"], PathsOf(settings));
    }

    [Fact]
    public void Eight_lines_pass_and_one_more_does_not()
    {
        var settings = Good();
        settings.Lines = [.. Enumerable.Range(1, 8).Select(i => new LineSettings { Name = "line" + i, Port = "C" + i })];
        Assert.Empty(PathsOf(settings));

        settings.Lines = [.. settings.Lines, new LineSettings { Name = "line9", Port = "COM9" }];
        Assert.Equal(["lines"], PathsOf(settings));
    }

    [Fact]
    public void Every_baud_rate_of_the_list_passes()
    {
        foreach (var baud in new[] { 1200, 2400, 4800, 9600, 14400, 19200, 28800, 38400, 57600, 115200, 230400 })
        {
            var settings = Good();
            settings.Lines[0].Baud = baud;
            Assert.Empty(PathsOf(settings));
        }
    }

    [Fact]
    public void A_list_of_any_size_bears_a_file_with_more_faults()
    {
        for (var size = 1; size < 40; size++)
        {
            var settings = Good();
            settings.Devices = new DeviceSettings[5];
            Array.Fill(settings.Devices, new DeviceSettings { Tags = [new TagSettings()] });
            var faults = new FaultList(size);

            Assert.False(SettingsCheck.Run(settings, faults));
            Assert.Equal(Math.Min(size, 25), faults.Count);
            Assert.Equal(size <= 25, faults.IsFull);
        }
    }

    private static NodeSettings Good() => new()
    {
        Version = 1,
        Group = "G",
        Node = "N",
        Broker = new BrokerSettings { Host = "h", CaFile = "a", CertificateFile = "b", KeyFile = "c" },
        Lines = [new LineSettings { Name = "line1", Port = "COM1" }],
        Devices = [Device(0, 1)],
    };

    private static DeviceSettings Device(int index, int tags) => new()
    {
        Name = "d" + index,
        Line = "line1",
        Unit = index + 1,
        Tags = [.. Enumerable.Range(0, tags).Select(i => new TagSettings { Name = "t" + i, Address = 40001 + i })],
    };

    private static string[] PathsOf(NodeSettings settings)
    {
        var faults = new FaultList(100);
        var sound = SettingsCheck.Run(settings, faults);
        Assert.Equal(faults.Count == 0, sound);
        return [.. Enumerable.Range(0, faults.Count).Select(faults.PathOf)];
    }
}
