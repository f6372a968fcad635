using System.Text.Json;
using FieldNode.Cli;
using FieldNode.Field.Modbus;
using FieldNode.Journal;
using FieldNode.Mqtt;
using FieldNode.Sparkplug;
using FieldNode.Tags;
using FieldNode.Virtual;

namespace FieldNode.Tools.Tests;

public sealed class EventsVerbTests : IDisposable
{
    private const long Utc = 1_790_000_000_000; // 2026-09-21 14:13:20
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();
    private readonly string folder = Directory.CreateTempSubdirectory("fieldnode-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Events_are_lines_with_time_run_kind_and_words()
    {
        EventRing ring = Start(1000);
        ring.Add(EventKind.TlsFailed, (int)MqttFault.TlsRefusedUs, WireDetail.Of(WireDetail.Alert, 48), (string)null!, 2000, Utc + 2000);
        ring.Add(EventKind.SlaveFault, (int)ModbusFault.Timeout, 0, "Meter", 3000, Utc + 3000);
        ring.Add(EventKind.SlaveFault, (int)ModbusFault.Timeout, 0, "Meter", 4000, Utc + 4000);
        ring.Add(EventKind.SlaveFault, (int)ModbusFault.Timeout, 0, "Meter", 5000, Utc + 5000);
        ring.Close(6000, Utc + 6000);

        Assert.Equal(0, await EventsAsync(folder));

        Assert.Equal(
            """
            2026-09-21 14:13:21.000 run 1 started: started, version 1.2.3; no earlier run is known
            2026-09-21 14:13:22.000 run 1 tls-failed: no connection: TLS refused us (27); the broker's alert unknown_ca (48)
            2026-09-21 14:13:23.000 run 1 slave-fault: Meter: timeout (1)
            2026-09-21 14:13:25.000 run 1 slave-fault: Meter: timeout (1) (2 times)

            """, output.ToString().ReplaceLineEndings("\n"));
        Assert.Empty(error.ToString());
    }

    [Theory]
    [InlineData(EventKind.BirthNotEchoed, 0, "", "the node's birth did not come back: the broker's access list forbids to publish or to read it")]
    [InlineData(EventKind.BirthNotEchoed, 2, "Meter", "the birth of Meter did not come back: the broker's access list forbids to publish or to read it")]
    [InlineData(EventKind.BirthByOther, 2, "Meter", "somebody else published on the topic of the birth of Meter: two nodes have this name")]
    [InlineData(EventKind.BirthByOther, -1, "", "somebody else published on the topic of the birth of a device that the node does not have: two nodes have this name")]
    [InlineData(EventKind.BirthRetained, 0, "", "the broker keeps a message on the topic of the node's birth: hosts take it for a birth, delete it")]
    public void What_became_of_a_birth_is_told_with_whose_it_is(EventKind kind, int device, string name, string words) =>
        Assert.Equal(words, EventWords.Of(Event(kind, device) with { Name = name }));

    [Fact]
    public void Every_kind_and_every_number_of_its_enum_has_words()
    {
        foreach (EventKind kind in Enum.GetValues<EventKind>().Where(k => k != EventKind.None))
        {
            string text = EventWords.Of(Event(kind, 1));
            Assert.DoesNotContain("event " + (int)kind, text);
            Assert.False(text.Contains(kind.ToString(), StringComparison.Ordinal), text);
            Assert.Matches("^[a-z]+(-[a-z]+)*$", EventWords.KindName(kind));
            Assert.Contains(EventWords.GroupOf(kind), EventWords.GroupNames);
        }

        AllWords<MqttFault>(EventKind.LinkDown);
        AllWords<QualityReason>(EventKind.DeviceDied);
        AllWords<ModbusFault>(EventKind.SlaveFault);
        AllWords<FieldNode.Field.SerialFault>(EventKind.PortState);
        AllWords<QualityReason>(EventKind.TagState);
        AllWords<FieldNode.Update.UpdateReason>(EventKind.OfferRefused);
        AllWords<CommandVerdict>(EventKind.CommandRefused);
        AllWords<FieldNode.ProtoLite.DecodeError>(EventKind.CommandUnreadable);
        AllWords<EdgeEvent>(EventKind.InternalFault);
        AllWords<RunEnd>(EventKind.Started);
    }

    [Theory]
    [InlineData(WireDetail.Alert | 42, "; the broker's alert bad_certificate (42)")]
    [InlineData(WireDetail.Alert | 200, "; the broker's alert unknown (200)")]
    [InlineData(WireDetail.MbedFlags | 0x0A, "; its certificate: revoked, not trusted")]
    [InlineData(WireDetail.MbedError | 0x7780, "; mbedTLS -0x7780")]
    [InlineData(WireDetail.OpenSsl | 258, "; OpenSSL reason 258")]
    [InlineData(WireDetail.ChainFlags | 1, "; its certificate: NotTimeValid")]
    [InlineData(0, "")]
    public void The_number_behind_a_tls_fault_has_words(int detail, string words) => Assert.Equal(words, TlsWords.Of(detail));

    [Theory]
    [InlineData(7200, 0, "the clock was set forward by 02:00:00")]
    [InlineData(-1, -500, "the clock was set back by 1.5 s")]
    [InlineData(200_000, 0, "the clock was set forward by 2 d 07:33:20")]
    public void A_time_step_is_told_as_a_person_says_it(int seconds, int ms, string words) =>
        Assert.Equal(words, EventWords.Of(Event(EventKind.TimeStep, seconds) with { B = ms }));

    [Fact]
    public void What_a_newer_firmware_wrote_is_shown_as_numbers() =>
        Assert.Equal("event 200 (5, 6) x", EventWords.Of(Event((EventKind)200, 5) with { B = 6, Name = "x" }));

    /// <summary>Found by fuzzing a state folder: their sums are right, and their numbers are no dates.</summary>
    [Fact]
    public void Times_that_are_none_are_told_as_numbers_or_not_at_all()
    {
        byte[] record = new byte[EventRecord.Count];
        (record[0], record[1]) = (1, (byte)EventKind.TimeRefused);
        record.AsSpan(8, 6).Fill(0xFF);
        BitConverter.TryWriteBytes(record.AsSpan(20), int.MaxValue);
        BitConverter.TryWriteBytes(record.AsSpan(60), Crc32.Of(record, 0, 60));

        LoggedEvent one = RingReader.RecordAt(record, 0)!;

        Assert.Null(one.Time);
        Assert.Equal("the clock shows day 2147483647: not believed", EventWords.Of(one));
        LoggedEvent late = one with { Time = DateTimeOffset.UnixEpoch.AddYears(1), UpMs = (1L << 48) - 1, Sequence = 2 };
        Assert.Null(Clocks.Apply([one, late])[0].Time);
    }

    [Fact]
    public void A_name_cannot_drive_the_terminal() =>
        Assert.Equal("\\u001b[2J answers", EventWords.Of(Event(EventKind.DeviceBorn, 0) with { Name = "\u001b[2J" }));

    [Fact]
    public async Task For_scripts_each_event_is_one_json_object()
    {
        Start(1000).Close(2000, Utc);

        Assert.Equal(0, await EventsAsync(folder, "--json"));

        JsonElement json = JsonDocument.Parse(output.ToString().Trim()).RootElement;
        Assert.Equal(
            ["sequence", "run", "time", "reckoned", "upMs", "kind", "group", "a", "b", "times", "name", "text"],
            json.EnumerateObject().Select(p => p.Name));
        Assert.Equal("started", json.GetProperty("kind").GetString());
        Assert.Equal("2026-09-21T14:13:21.000Z", json.GetProperty("time").GetString());
    }

    [Fact]
    public async Task Events_from_before_the_clock_was_set_get_a_time_that_is_marked()
    {
        var ring = new EventRing(new DiskFlashStore(folder));
        ring.Start(RunEnd.Unmarked, "1", 1000, 0);
        ring.Add(EventKind.NoTime, 0, 0, (string)null!, 2000, 0);
        ring.Add(EventKind.ClockSet, 0, 0, (string)null!, 61_000, Utc);
        ring.Close(61_000, Utc);
        var next = new EventRing(new DiskFlashStore(folder));
        next.Start(RunEnd.Unmarked, "1", 500, 0);

        await EventsAsync(folder);

        string[] lines = Lines();
        Assert.StartsWith("~2026-09-21 14:12:20.000 run 1 started", lines[0]);
        Assert.StartsWith("~2026-09-21 14:12:21.000 run 1 no-time", lines[1]);
        Assert.StartsWith("2026-09-21 14:13:20.000 run 1 clock-set", lines[2]);
        Assert.StartsWith("+0.500 s run 2 started", lines[3]);
    }

    [Theory]
    [InlineData("--kind link", 2)]
    [InlineData("--kind link-up", 1)]
    [InlineData("--kind node,field", 2)]
    [InlineData("--kind link field", 3)]
    [InlineData("--last 1", 1)]
    [InlineData("--since 2026-09-21T14:13:24Z", 2)]
    [InlineData("--since 2026-09-21", 4)]
    [InlineData("--since 1h", 0)]
    public async Task Only_what_is_asked_for_is_shown(string options, int count)
    {
        EventRing ring = Start(1000);
        ring.Add(EventKind.LinkUp, 3, 0, (string)null!, 2000, Utc + 2000);
        ring.Add(EventKind.DeviceBorn, 0, 0, "Meter", 4000, Utc + 4000);
        ring.Add(EventKind.LinkDown, 13, 3, (string)null!, 5000, Utc + 5000);
        ring.Close(6000, Utc);

        Assert.Equal(0, await EventsAsync([folder, .. options.Split(' ')]));

        Assert.Equal(count, Lines().Length);
    }

    [Fact]
    public async Task Damage_is_told_and_the_rest_is_shown()
    {
        EventRing ring = Start(1000);
        for (int i = 0; i < 150; i++)
        {
            Refuse(ring, i);
        }

        Assert.Equal(0, await EventsAsync(folder));
        int whole = Lines().Length;
        // The two oldest segments: of the newest there may be two copies, and damage of one is then no loss.
        string[] files = Segments();
        byte[] file = File.ReadAllBytes(files[0]);
        file[RecordRing.HeadCount + 3 * EventRecord.Count + 5] ^= 1;
        File.WriteAllBytes(files[0], file);
        byte[] head = File.ReadAllBytes(files[1]);
        head[4] ^= 1;
        File.WriteAllBytes(files[1], head);

        Assert.Equal(1, await EventsAsync(folder));

        string[] told = error.ToString().TrimEnd().Split('\n');
        Assert.Contains(told, line => line.EndsWith(Path.GetFileName(files[1]) + ": its head is damaged, all of it is skipped", StringComparison.Ordinal));
        Assert.Contains(told, line => line.EndsWith(Path.GetFileName(files[0]) + ": record 4 is damaged", StringComparison.Ordinal));
        Assert.InRange(Lines().Length, whole - 33, whole - 1);
    }

    [Fact]
    public async Task A_lost_file_is_told()
    {
        EventRing ring = Start(1000);
        for (int i = 0; i < 150; i++)
        {
            Refuse(ring, i);
        }

        File.Delete(Segments()[2]);

        Assert.Equal(1, await EventsAsync(folder));
        Assert.Contains("segments", error.ToString());
    }

    [Fact]
    public async Task An_image_of_a_board_and_the_folder_of_a_node_file_are_read_as_well()
    {
        Directory.CreateDirectory(Path.Combine(folder, "node"));
        new EventRing(new DiskFlashStore(Path.Combine(folder, "node"))).Start(RunEnd.Hang, "1", 0, Utc);
        Assert.Equal(0, await EventsAsync(folder));
        Assert.Contains("hung", output.ToString());

        Directory.Move(Path.Combine(folder, "node"), Path.Combine(folder, "state"));
        Assert.Equal(0, await EventsAsync("--config", Path.Combine(folder, "node.json")));
        Assert.Contains("hung", output.ToString());
    }

    [Fact]
    public async Task Reading_does_not_disturb_a_node_that_runs()
    {
        EventRing ring = Start(1000);
        for (int i = 0; i < 60; i++)
        {
            Refuse(ring, i);
            Assert.Equal(0, await EventsAsync(folder));
            Assert.Equal(i + 2, Lines().Length);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("/nowhere/at/all")]
    [InlineData("HERE --since soon")]
    [InlineData("HERE --kind nonsense")]
    [InlineData("HERE --last 0")]
    [InlineData("HERE --state HERE")]
    public async Task Wrong_use_is_one_line_and_status_2(string line)
    {
        Start(1000);
        Assert.Equal(2, await EventsAsync([.. line.Replace("HERE", folder).Split(' ', StringSplitOptions.RemoveEmptyEntries)]));
        Assert.Single(error.ToString().TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task A_folder_without_a_ring_is_wrong_use()
    {
        File.WriteAllText(Path.Combine(folder, "events.often.x"), "no");
        Assert.Equal(2, await EventsAsync(folder));
        Assert.Contains("no event files there", error.ToString());
    }

    [Fact]
    public async Task Random_bytes_in_the_files_never_break_it()
    {
        Random random = Seeded.Random();
        for (int round = 0; round < 100; round++)
        {
            Start(1000).Close(2000, Utc);
            foreach (string file in Directory.GetFiles(folder))
            {
                byte[] bytes = File.ReadAllBytes(file);
                bytes[random.Next(bytes.Length)] ^= (byte)random.Next(256);
                File.WriteAllBytes(file, bytes[..random.Next(1, bytes.Length + 1)]);
            }

            Assert.InRange(await EventsAsync(folder), 0, 1);
        }
    }

    private static void AllWords<T>(EventKind kind) where T : struct, Enum
    {
        foreach (T value in Enum.GetValues<T>())
        {
            string text = EventWords.Of(Event(kind, Convert.ToInt32(value)));
            Assert.DoesNotMatch(@"\bnumber \d", text); // "bad number (15)" is the name of a reason
            Assert.DoesNotContain("ended with ", text);
        }
    }

    private static LoggedEvent Event(EventKind kind, int a) => new()
    {
        Kind = kind, A = a, B = 0, Sequence = 1, Run = 2, Times = 1, UpMs = 0, Name = "Meter",
    };

    /// <summary>A command is refused, and the record of it on the disk.</summary>
    private static void Refuse(EventRing ring, int i)
    {
        ring.Add(EventKind.CommandRefused, i % 9, 0, "Device " + i, 2000 + i, Utc);
        ring.Close(3000 + i, Utc);
    }

    /// <summary>The segments of what happens often, the oldest first.</summary>
    private string[] Segments() =>
        [.. Directory.GetFiles(folder, "events.often.*").OrderBy(f => BitConverter.ToInt32(File.ReadAllBytes(f), 8))];

    private EventRing Start(long nowMs)
    {
        var ring = new EventRing(new DiskFlashStore(folder));
        ring.Start(RunEnd.Unmarked, "1.2.3", nowMs, Utc + nowMs);
        return ring;
    }

    private string[] Lines() => output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private Task<int> EventsAsync(params string[] arguments)
    {
        output.GetStringBuilder().Clear();
        error.GetStringBuilder().Clear();
        return CommandLine.RunAsync(["events", .. arguments], output, error, TestContext.Current.CancellationToken);
    }
}
