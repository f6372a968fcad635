using System.Net.NetworkInformation;
using System.Text;
using FieldNode.Settings;
using FieldNode.Virtual.Settings;

namespace FieldNode.Esp32.Tests;

/// <summary>Starts from JSON, from the node's own record and from one that came from the bench: which one counts, and what is told.</summary>
public sealed class SettingsSourceTests
{
    private const string Node = """
        { "version": 1, "group": "G", "node": "N", "broker": { "host": "b.site", "caFile": "ca.pem", "certificateFile": "node.pem", "keyFile": "node.key" },
          "lines": [ { "name": "l1", "port": "COM2" } ],
          "devices": [ { "name": "d", "line": "l1", "unit": 1, "tags": [ { "name": "t", "address": 30001, "unit": null } ] } ] }
        """;

    private readonly FakeChip chip = new();

    public SettingsSourceTests()
    {
        chip.Interfaces.Add(new FakeInterface(NetworkInterfaceType.Ethernet) { Address = "10.1.2.3" });
        Put("board.json", "{ \"board\": \"olimex-esp32-poe-iso-wrover\", \"ntp\": \"ntp.site\" }");
        Put("node.json", Node);
        Put("ca.pem", "PEM ca");
        Put("node.pem", "PEM own");
        Put("node.key", "PEM key");
    }

    [Fact]
    public void The_second_start_reads_no_json_and_polls_the_same_slave()
    {
        Start();
        Assert.Equal(3, PartsParsed());
        Assert.Contains("node file read; its record 1", chip.Lines);
        byte[][] asked = [.. chip.Sent.Take(3)];

        Start();

        Assert.Equal(0, PartsParsed());
        Assert.DoesNotContain(chip.Lines, line => line.StartsWith("node file read", StringComparison.Ordinal));
        Assert.Equal(asked, chip.Sent.Take(3));
        Assert.NotEmpty(asked);
    }

    [Fact]
    public void A_file_that_changed_is_read_and_one_that_comes_back_is_not()
    {
        Start();
        Put("node.json", Node.Replace("30001", "30002"));
        Start();
        Assert.Equal(3, PartsParsed());
        Assert.Contains("node file read; its record 5", chip.Lines);
        Assert.Equal(1, chip.Sent[0][3]); // the register

        Put("node.json", Node);
        Start();

        Assert.Equal(0, PartsParsed());
        Assert.Equal(0, chip.Sent[0][3]);
    }

    [Fact]
    public void Each_change_of_the_file_is_an_event_whatever_is_read()
    {
        Start();
        Put("node.json", Node + " ");
        Start();
        Put("node.json", Node);
        Start();
        Start();

        Assert.Equal(3, Kinds(7));
    }

    [Fact]
    public void A_damaged_record_means_json_and_the_next_start_has_a_record_again()
    {
        Start();
        string own = @"I:\node\settings-record.a";
        foreach (byte[] damaged in new byte[][] { [], chip.Files[own][..50], [.. chip.Files[own].Select((b, i) => (byte)(i == 100 ? b ^ 4 : b))] })
        {
            chip.Files[own] = damaged;
            Start();
            Assert.Equal(3, PartsParsed());
            Assert.Contains("node file read; its record 2", chip.Lines);
            Start();
            Assert.Equal(0, PartsParsed());
        }
    }

    [Fact]
    public void A_faulty_file_gets_no_record()
    {
        Put("node.json", Node.Replace("\"unit\": 1", "\"unit\": 0"));
        Start();
        Start();

        Assert.Equal(3, PartsParsed());
        Assert.DoesNotContain(chip.Files.Keys, file => file.Contains("settings-record"));
        Assert.Contains(chip.Lines, line => line.StartsWith("settings 0 devices[0].unit: 0, allowed ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_record_that_cannot_be_kept_is_told_and_the_node_runs()
    {
        chip.IsDriveFull = true;

        Start();

        Assert.Contains(chip.Lines, line => line.StartsWith("settings record not kept", StringComparison.Ordinal));
        Assert.NotEmpty(chip.Sent);
    }

    [Fact]
    public void The_watchdog_is_fed_while_json_is_read()
    {
        chip.EndMs = 1; // the run ends as soon as the loop asks for the time
        Start();

        Assert.True(chip.Driven.Count(one => one.StartsWith("14=", StringComparison.Ordinal)) >= 3, string.Join(" ", chip.Driven));
    }

    [Fact]
    public void A_record_from_the_bench_is_enough_without_a_node_file()
    {
        chip.Files["I:\\node.record"] = Record(Node);
        chip.Files.Remove("I:\\node.json");

        Start();
        Start();

        Assert.Equal(0, PartsParsed());
        Assert.NotEmpty(chip.Sent);
        Assert.Equal(1, Kinds(7));
        Assert.DoesNotContain(chip.Files.Keys, file => file.Contains("settings-record"));
    }

    [Fact]
    public void A_record_from_the_bench_beside_its_file_spares_the_first_start_the_text()
    {
        chip.Files["I:\\node.record"] = Record(Node);

        Start();

        Assert.Equal(0, PartsParsed());
        Assert.NotEmpty(chip.Sent);
        Assert.DoesNotContain(chip.Lines, line => line.StartsWith("settings record not taken", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_a_record_and_a_file_that_disagree_the_file_counts()
    {
        chip.Files["I:\\node.record"] = Record(Node.Replace("30001", "30009"));

        Start();

        Assert.Contains(@"settings record not taken 5 I:\node.record", chip.Lines);
        Assert.Equal(3, PartsParsed());
        Assert.Equal(0, chip.Sent[0][3]);
    }

    [Theory]
    [InlineData("cut", "2")]
    [InlineData("form", "3")]
    [InlineData("firmware", "4")]
    public void A_record_that_does_not_count_is_no_settings_without_a_file_and_json_with_one(string what, string fault)
    {
        byte[] record = Record(Node);
        chip.Files["I:\\node.record"] = what switch
        {
            "cut" => record[..^1],
            "form" => Resummed(record, 12),
            _ => Resummed(record, 40),
        };
        Start();
        Assert.Contains(@"settings record not taken " + fault + @" I:\node.record", chip.Lines);
        Assert.NotEmpty(chip.Sent);

        chip.Files.Remove("I:\\node.json");
        Start();

        Assert.Contains(@"settings 0 I:\node.record: fault " + fault + @", and no I:\node.json", chip.Lines);
        Assert.Empty(chip.Sent);
    }

    [Fact]
    public void The_nodes_own_record_does_not_stand_alone()
    {
        Start();
        chip.Files.Remove("I:\\node.json");
        Start();
        Assert.Contains(@"settings 0 I:\node.json is missing", chip.Lines);

        chip.Files["I:\\node.record"] = chip.Files[@"I:\node\settings-record.a"];
        Start();

        Assert.Empty(chip.Sent);
    }

    [Theory]
    [InlineData("docs/node.esp32.example.json")]
    [InlineData("tests/Figures/node-10x10.json")]
    [InlineData("tests/Figures/node-mixed.json")]
    public void The_bench_and_the_board_make_the_same_content_of_a_file(string file)
    {
        byte[] json = System.IO.File.ReadAllBytes(System.IO.Path.Combine(Root(), file));
        byte[] bench = RecordFile.Make(json, out _)!;
        NodeSettings settings = new SettingsJson(null).ParseNode(json);

        byte[] board = SettingsRecord.Make(settings, Esp32Ports.FirmwareVersion, new RecordSource(json), SettingsRecord.Open(bench, bench.Length, RecordFile.Firmware).SourceCrc, 0, true);

        Assert.Equal(bench, board);
    }

    private static byte[] Record(string json) => RecordFile.Make(Encoding.UTF8.GetBytes(json), out _)
        ?? throw new InvalidOperationException("faults");

    private static byte[] Resummed(byte[] record, int changed)
    {
        record[changed] ^= 1;
        BitConverter.GetBytes(RecordSum.Of(record, 0, record.Length - 8)).CopyTo(record, record.Length - 8);
        return record;
    }

    private void Put(string name, string content) => chip.Files["I:\\" + name] = Encoding.UTF8.GetBytes(content);

    /// <summary>A start and some seconds of run.</summary>
    private void Start()
    {
        chip.Parsed.Clear();
        chip.Sent.Clear();
        chip.Lines.Clear();
        chip.OpenFiles.Clear();
        chip.Reserved.Clear();
        chip.SerialPorts.Clear();
        chip.EndMs = chip.EndMs == 1 ? chip.NowMs : chip.NowMs + 8000;
        Assert.Throws<EndOfRunException>(() => new Boot(null).Run());
    }

    /// <summary>Beside the board file.</summary>
    private int PartsParsed() => chip.Parsed.Count - 1;

    private int Kinds(byte kind)
    {
        var seen = new HashSet<string>();
        foreach (byte[] file in chip.Files.Where(file => file.Key.Contains("events.rare")).Select(file => file.Value))
        {
            for (int at = 16; at + 64 <= file.Length; at += 64)
            {
                _ = file[at] == 1 && file[at + 1] == kind && seen.Add(Convert.ToHexString(file, at, 64));
            }
        }

        return seen.Count;
    }

    private static string Root()
    {
        string folder = AppContext.BaseDirectory;
        while (!System.IO.File.Exists(System.IO.Path.Combine(folder, "Firmware.sln")))
        {
            folder = System.IO.Path.GetDirectoryName(folder)!;
        }

        return folder;
    }
}
