using System.Text;
using FieldNode.ProtoLite;

namespace FieldNode.Tags.Tests;

public sealed class TagTableTests
{
    [Fact]
    public void The_node_itself_is_device_0_and_has_no_name_and_the_devices_follow()
    {
        var table = new TagTable(0, 3);
        Assert.Equal(1, table.DeviceCount);
        Assert.Null(table.DeviceName(0));
        Assert.Equal(1, table.AddDevice("Pump"));
        Assert.Equal(2, table.AddDevice("Tank"));
        Assert.Equal("Tank", table.DeviceName(2));
        Assert.Throws<ArgumentException>(() => table.AddDevice("No room"));
    }

    [Fact]
    public void What_a_tag_was_added_with_is_read_back_before_and_after_seal()
    {
        var table = new TagTable(2, 2);
        int device = table.AddDevice("Pump");
        var spec = new TagSpec { Name = "Füllstand/Behälter 1", DataType = DataType.Double, Writable = true };
        int level = table.Add(0, spec);
        int state = table.Add(device, new TagSpec { Name = "State", DataType = DataType.Int8 });
        for (int round = 0; round < 2; round++)
        {
            Assert.Equal(2, table.Count);
            Assert.Equal("Füllstand/Behälter 1", table.NameOf(level));
            Assert.Equal("State", table.NameOf(state));
            Assert.Equal((0, device), (table.DeviceOf(level), table.DeviceOf(state)));
            Assert.Equal((DataType.Double, DataType.Int8), (table.TypeOf(level), table.TypeOf(state)));
            Assert.Equal((true, false), (table.IsWritable(level), table.IsWritable(state)));
            Assert.Equal(round == 1, table.IsSealed);
            if (round == 0)
            {
                table.Seal(true);
            }
        }
    }

    [Fact]
    public void Nothing_can_be_added_once_the_table_is_sealed_or_full()
    {
        var table = new TagTable(1, 5);
        table.Add(0, Spec("A"));
        Assert.Throws<ArgumentException>(() => table.Add(0, Spec("No room")));
        table.Seal(true);
        Assert.Throws<ArgumentException>(() => table.AddDevice("Late"));
        Assert.Throws<ArgumentException>(() => table.Add(0, Spec("Late")));
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(32_768, 1)]
    [InlineData(1, 0)]
    [InlineData(1, 256)]
    public void A_table_of_impossible_size_is_refused(int tagsMax, int devicesMax) =>
        Assert.Throws<ArgumentException>(() => new TagTable(tagsMax, devicesMax));

    [Fact]
    public void A_tag_that_makes_no_sense_is_refused()
    {
        TagSpec[] specs =
        [
            new() { Name = "", DataType = DataType.Float },
            new() { DataType = DataType.Float },
            new() { Name = "A" },
            new() { Name = "A", DataType = (DataType)16 },
            new() { Name = "A", DataType = (DataType)18 },
            new() { Name = "A", DataType = DataType.Float, Scale = 0 },
            new() { Name = "A", DataType = DataType.Float, Scale = double.NaN },
            new() { Name = "A", DataType = DataType.Float, Scale = double.PositiveInfinity },
            new() { Name = "A", DataType = DataType.Float, Offset = double.NaN },
            new() { Name = "A", DataType = DataType.Float, Offset = double.NegativeInfinity },
            new() { Name = "A", DataType = DataType.Float, Deadband = -1 },
            new() { Name = "A", DataType = DataType.Float, Deadband = double.NaN },
            new() { Name = "A", DataType = DataType.Float, DeadbandPercent = -1 },
            new() { Name = "A", DataType = DataType.Float, DeadbandPercent = double.NaN },
            new() { Name = "A", DataType = DataType.Float, PeriodMs = -1 },
            new() { Name = "A", DataType = DataType.String, TextBytesMax = -1 },
            new() { Name = "A", DataType = DataType.String, TextBytesMax = 32_768 },
        ];
        foreach (TagSpec spec in specs)
        {
            var table = new TagTable(1, 1);
            Assert.Throws<ArgumentException>(() => table.Add(0, spec));
            Assert.Equal(0, table.Count);
        }

        Assert.Throws<ArgumentException>(() => new TagTable(1, 2).Add(1, Spec("The device was not added")));
        Assert.Throws<ArgumentException>(() => new TagTable(1, 2).Add(-1, Spec("No such device")));
    }

    [Fact]
    public void A_name_is_found_in_its_own_device_only_and_only_whole()
    {
        var table = new TagTable(4, 2);
        int pump = table.AddDevice("Pump");
        int nodeState = table.Add(0, Spec("State"));
        int pumpState = table.Add(pump, Spec("State"));
        int pumpSpeed = table.Add(pump, Spec("Speed/ü"));
        table.Seal(true);
        Assert.Equal(nodeState, Find(0, "State"));
        Assert.Equal(pumpState, Find(pump, "State"));
        Assert.Equal(pumpSpeed, Find(pump, "Speed/ü"));
        Assert.Equal(-1, Find(0, "Speed/ü"));
        Assert.Equal(-1, Find(pump, "Stat"));
        Assert.Equal(-1, Find(pump, "States"));
        Assert.Equal(-1, Find(pump, "state"));
        Assert.Equal(-1, Find(pump, ""));

        int Find(int device, string name)
        {
            byte[] message = Encoding.UTF8.GetBytes("...." + name + "....");
            return table.FindByName(device, message, 4, message.Length - 8);
        }
    }

    [Fact]
    public void An_alias_that_was_not_given_out_finds_nothing()
    {
        var table = Tables.Sealed(true, Spec("A"), Spec("B"));
        Assert.Equal(0, table.FindByAlias(1));
        Assert.Equal(1, table.FindByAlias(2));
        foreach (long alias in new[] { 0, 3, -1, 0x1_0000_0001, long.MinValue })
        {
            Assert.Equal(-1, table.FindByAlias(alias));
        }

        Assert.Equal(-1, Tables.Sealed(false, Spec("A")).FindByAlias(0));
    }

    private static TagSpec Spec(string name) => new() { Name = name, DataType = DataType.Int32 };
}
