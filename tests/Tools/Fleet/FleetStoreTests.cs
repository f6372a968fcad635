using FieldNode.Cli;
using FieldNode.Cli.Fleet;
using Microsoft.Data.Sqlite;

namespace FieldNode.Tools.Tests;

/// <summary>What a desk keeps, and what it says of a file that it cannot use.</summary>
public sealed class FleetStoreTests : IDisposable
{
    private const string Broker = "broker:8883";

    private readonly string folder = Directory.CreateTempSubdirectory("fieldnode-fleet-").FullName;
    private readonly FleetStage stage = new();

    private string File => Path.Combine(folder, "deeper", "fleet.db");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void What_is_kept_comes_back_as_it_was()
    {
        stage.Birth(more: FleetStage.Number("Journal/Dropped", 5, 30)).Take("DBIRTH Tank", Messages.With(1, Messages.Float("Level", 50, 1))).Pass(10).Death(1).Pass(1);
        StoredNode kept = stage.Stored();
        using (FleetStore store = FleetStore.Open(File, Broker))
        {
            store.Save([kept], [new FleetEvent(stage.Utc, "g", "n", "died, 'bdSeq' \"1\" — ü")]);
        }
        using FleetStore again = FleetStore.Open(File, Broker);
        StoredNode back = Assert.Single(again.Nodes());
        Assert.Equal(kept with { Facts = back.Facts }, back);
        Assert.Equal(kept.Facts with { Devices = back.Facts.Devices }, back.Facts);
        Assert.Equal(kept.Facts.Devices, back.Facts.Devices);
        Assert.Equal("died, 'bdSeq' \"1\" — ü", Assert.Single(again.Events("g", "n")).Text);
        Assert.Equal(stage.Utc, again.Events("g", "n")[0].Utc);
    }

    [Fact]
    public void Nobody_else_on_the_machine_may_read_it()
    {
        using FleetStore store = FleetStore.Open(File, Broker);
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes");
            return;
        }
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
    }

    [Fact]
    public void Of_two_desks_with_one_file_the_one_that_heard_later_counts()
    {
        stage.Birth().Pass(5);
        StoredNode early = stage.Stored();
        stage.Data(1).Pass(5);
        StoredNode late = stage.Stored();
        using FleetStore one = FleetStore.Open(File, Broker);
        using FleetStore other = FleetStore.Open(File, Broker);
        one.Save([late], []);
        other.Save([early], [new FleetEvent(stage.Utc, "g", "n", "same")]);
        one.Save([], [new FleetEvent(stage.Utc, "g", "n", "same")]);
        Assert.Equal(late.HeardUtc, Assert.Single(other.Nodes()).HeardUtc);
        Assert.Single(one.Events("g", "n"));
    }

    [Fact]
    public void An_alert_is_raised_and_cleared_by_one_of_two_desks()
    {
        using FleetStore one = FleetStore.Open(File, Broker);
        using FleetStore other = FleetStore.Open(File, Broker);
        var alert = new StandingAlert("g", "n", AlertKind.Gone, stage.Utc, 1);
        int told = 0;
        Assert.True(one.Raise(alert, () => told++));
        Assert.False(other.Raise(alert, () => told++));
        other.CountAgain(alert with { Count = 3 });
        Assert.Equal(alert with { Count = 3 }, Assert.Single(one.Alerts()));
        Assert.True(other.Clear(alert, () => told++));
        Assert.False(one.Clear(alert, () => told++));
        Assert.Equal(2, told);
    }

    [Fact]
    public void An_alert_whose_telling_failed_is_raised_again()
    {
        var alert = new StandingAlert("g", "n", AlertKind.Gone, stage.Utc, 1);
        using FleetStore store = FleetStore.Open(File, Broker);
        Assert.Throws<IOException>(() => store.Raise(alert, () => throw new IOException("the pipe is gone"))); // and not as a fault of the store
        Assert.Empty(store.Alerts());
        Assert.True(store.Raise(alert, () => { }));
    }

    [Fact]
    public void Events_of_a_node_are_bounded()
    {
        using FleetStore store = FleetStore.Open(File, Broker);
        store.Save([], [.. Enumerable.Range(0, FleetStore.EventsPerNode + 50).Select(i => new FleetEvent(stage.Utc.AddSeconds(i), "g", "n", $"event {i}"))]);
        IReadOnlyList<FleetEvent> kept = store.Events("g", "n", 1000);
        Assert.Equal((FleetStore.EventsPerNode, $"event {FleetStore.EventsPerNode + 49}"), (kept.Count, kept[0].Text));
    }

    [Fact]
    public void A_file_of_another_broker_program_or_time_is_refused_in_words()
    {
        FleetStore.Open(File, Broker).Dispose();
        Says(ExitStatus.Usage, "of the broker broker:8883, not other:8883", "other:8883");
        Sql("PRAGMA user_version = 7");
        Says(ExitStatus.Usage, "written by a newer fieldnode (form 7, this one knows 1)");
        Sql("PRAGMA user_version = 0");
        Says(ExitStatus.Usage, "of form 0, which this fieldnode does not convert");
        Sql("PRAGMA application_id = 1");
        Says(ExitStatus.Usage, "a database of another program");
    }

    [Fact]
    public void A_damaged_file_is_one_line_that_says_what_to_do()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        System.IO.File.WriteAllText(File, new string('x', 5000));
        Says(ExitStatus.Wrong, "Move it away");
        System.IO.File.Delete(File);
        stage.Birth().Step();
        using (FleetStore store = FleetStore.Open(File, Broker))
        {
            store.Save([.. Enumerable.Range(0, 300).Select(i => stage.Stored() with { Name = $"n{i}" })], []);
        }
        using (FileStream file = System.IO.File.OpenWrite(File))
        {
            file.Position = 3 * 4096;
            file.Write(Enumerable.Repeat((byte)0x55, 8 * 4096).ToArray());
        }
        Says(ExitStatus.Wrong, "Move it away");
    }

    [Fact]
    public void A_row_that_nobody_can_read_is_a_damaged_file()
    {
        stage.Birth().Step();
        using FleetStore store = FleetStore.Open(File, Broker);
        store.Save([stage.Stored()], []);
        Sql("UPDATE node SET facts = '{'");
        Assert.Contains("damaged", Assert.Throws<UserError>(store.Nodes).Message);
    }

    [Fact]
    public void A_locked_file_is_one_line_that_says_what_to_do()
    {
        FleetStore.Open(File, Broker).Dispose();
        using var other = new SqliteConnection($"Data Source={File};Pooling=False");
        other.Open();
        using SqliteTransaction holds = other.BeginTransaction();
        Says(ExitStatus.Wrong, "another program holds it locked");
    }

    [Fact]
    public void A_folder_or_a_place_without_rights_is_no_store()
    {
        Assert.Contains("a folder, not a file", Assert.Throws<UserError>(() => FleetStore.Open(folder, Broker)).Message);
        Assert.Contains("/proc/nowhere/fleet.db: ", Assert.Throws<UserError>(() => FleetStore.Open("/proc/nowhere/fleet.db", Broker)).Message);
    }

    private void Says(int status, string words, string broker = Broker)
    {
        UserError error = Assert.Throws<UserError>(() => FleetStore.Open(File, broker).Dispose());
        Assert.Equal(status, error.Status);
        Assert.Contains(words, error.Message);
        Assert.Contains(File, error.Message);
        Assert.DoesNotContain('\n', error.Message);
    }

    private void Sql(string text)
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }
}
