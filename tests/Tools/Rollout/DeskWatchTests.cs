using FieldNode.Cli;
using FieldNode.Cli.Rollouts;
using FieldNode.Host.Protobuf;

namespace FieldNode.Tools.Tests;

public sealed class DeskWatchTests
{
    private static readonly DateTime Now = new(2027, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void A_mark_goes_to_a_node_and_back_and_says_who_it_is()
    {
        var mark = new DeskMark("0123456789ab", "desk one", "A. Meier/é", 4711, 1_800_000_000_000, Rolls: true);
        Assert.Equal(mark, DeskMark.Of(Payload.Parser.ParseFrom(mark.Alone(Now))));
        Payload rebirth = Payload.Parser.ParseFrom(mark.Rebirth(Now));
        Assert.Equal(mark, DeskMark.Of(rebirth));
        Assert.Equal("Device Control/Rebirth", Assert.Single(rebirth.Metrics).Name);
        Assert.Equal("A. Meier/é@desk one, pid 4711, since 2027-01-15 08:00:00Z", mark.Words);
    }

    [Theory]
    [InlineData("")]
    [InlineData("fieldnode-desk/1 0123456789ab a b 99999999999 1 rolls")]
    [InlineData("fieldnode-desk/1 0123456789ab a b 1 999999999999999 rolls")]
    [InlineData("fieldnode-desk/2 0123456789ab a b 1 1 rolls")]
    [InlineData("fieldnode-desk/1 0123456789ab a b 1 1 rolls\n")]
    public void What_is_no_mark_is_none(string uuid) => Assert.Null(DeskMark.Of(new Payload { Uuid = uuid }));

    [Fact]
    public void A_mark_does_nothing_at_a_node()
    {
        var node = new UpdatableNode(UpdatableNode.Settings("kiln", "n1"));
        node.Run(8000);
        long refused = node.Node.Counter("Node/Commands/Refused by policy");
        Assert.True(node.Node.Broker.Publish("spBv1.0/kiln/DCMD/n1/Update", DeskMark.Own(Now, rolls: true).Alone(Now)));
        int births = node.Node.Payloads("DBIRTH/n1/Update").Length;
        node.Run(8000);
        Assert.Equal((refused, births), (node.Node.Counter("Node/Commands/Refused by policy"), node.Node.Payloads("DBIRTH/n1/Update").Length));
        Assert.True(node.Node.Broker.Publish("spBv1.0/kiln/DCMD/n1/Update", DeskMark.Own(Now, rolls: true).Rebirth(Now)));
        node.Run(8000);
        Assert.Equal(births + 1, node.Node.Payloads("DBIRTH/n1/Update").Length);
    }

    [Fact]
    public void Of_two_desks_the_one_that_began_first_has_the_field_and_both_find_the_same()
    {
        DeskMark first = Mark("aaaaaaaaaaaa", 1000);
        DeskMark second = Mark("bbbbbbbbbbbb", 1000);
        (DeskWatch a, DeskWatch b) = (new DeskWatch(first), new DeskWatch(second));
        a.Step(0);
        b.Step(0);
        a.Hear(second);
        b.Hear(first);
        Assert.Null(a.Holder());
        Assert.Equal(first, b.Holder());
    }

    [Fact]
    public void A_desk_that_is_asked_says_at_once_that_it_is_there_and_one_that_fell_silent_is_forgotten()
    {
        var holder = new DeskWatch(Mark("aaaaaaaaaaaa", 1000));
        Assert.True(holder.Step(0));
        Assert.False(holder.Step(2000));
        holder.Hear(Mark("bbbbbbbbbbbb", 2000));
        Assert.True(holder.Step(2100));
        Assert.False(holder.Step(2200));
        Assert.True(holder.Step(2100 + DeskWatch.SayEveryMs));

        var other = new DeskWatch(Mark("bbbbbbbbbbbb", 2000));
        other.Step(0);
        other.Hear(Mark("aaaaaaaaaaaa", 1000));
        Assert.NotNull(other.Holder());
        other.Step(DeskWatch.GoneMs);
        Assert.Null(other.Holder());
    }

    [Fact]
    public void Who_only_looks_has_no_field_to_give_and_says_nothing_by_itself()
    {
        var looks = new DeskWatch(Mark("aaaaaaaaaaaa", 1000, rolls: false));
        Assert.False(looks.Step(0));
        looks.Hear(Mark("bbbbbbbbbbbb", 2000, rolls: false));
        Assert.Null(looks.Holder());
        looks.Hear(Mark("cccccccccccc", 9000));
        Assert.Equal("cccccccccccc", looks.Holder()!.Id);
    }

    [Fact]
    public void On_one_machine_the_second_desk_is_told_who_has_the_lock_until_the_first_one_ends()
    {
        string folder = Directory.CreateTempSubdirectory("fieldnode-lock-").FullName;
        try
        {
            DeskMark first = Mark("aaaaaaaaaaaa", 1_800_000_000_000);
            using (DeskLock.Take("site", "kiln", first, folder))
            {
                string said = Assert.Throws<UserError>(() => DeskLock.Take("site", "kiln", Mark("bbbbbbbbbbbb", 1), folder)).Message;
                Assert.StartsWith("another desk rolls out to group kiln: meier@desk, pid 7, since 2027-01-15 08:00:00Z", said, StringComparison.Ordinal);
                DeskLock.Take("site", "mill", first, folder).Dispose();
                DeskLock.Take("other site", "kiln", first, folder).Dispose();
            }
            DeskLock.Take("site", "kiln", first, folder).Dispose();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_link_where_the_lock_should_be_is_not_followed_and_what_to_do_is_said()
    {
        string folder = Directory.CreateTempSubdirectory("fieldnode-lock-").FullName;
        try
        {
            string path = DeskLock.PathOf("site", "kiln", folder);
            string other = Path.Combine(folder, "of-somebody-else");
            foreach (bool isThere in new[] { false, true })
            {
                if (isThere)
                {
                    File.WriteAllText(other, "");
                }
                File.Delete(path);
                File.CreateSymbolicLink(path, other);
                UnixFileMode? before = isThere && !OperatingSystem.IsWindows() ? File.GetUnixFileMode(other) : null;
                string said = Assert.Throws<UserError>(() => DeskLock.Take("site", "kiln", Mark("aaaaaaaaaaaa", 1), folder)).Message;
                Assert.Contains("a link, not a file. It is the lock of a roll-out to group kiln: delete it if none runs there", said, StringComparison.Ordinal);
                Assert.Equal(isThere, File.Exists(other));
                if (before is { } mode && !OperatingSystem.IsWindows())
                {
                    Assert.Equal(mode, File.GetUnixFileMode(other));
                }
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static DeskMark Mark(string id, long sinceMs, bool rolls = true) => new(id, "desk", "meier", 7, sinceMs, rolls);
}
