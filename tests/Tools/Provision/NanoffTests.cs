using System.Text.Json;
using FieldNode.Cli.Provision;

namespace FieldNode.Tools.Tests;

/// <summary>Boards behind a nanoff of the test's own, which notes what it is given and fails as nanoff 2.5 does.</summary>
public sealed class NanoffTests : IDisposable
{
    private const string Red = "printf '\\033[91mError deploying content file node.key to I:\\\\node.key\\n\\033[37m'";

    private readonly ProvisionBench bench = new();

    public NanoffTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "the stand-in for nanoff is a shell script");

    [Fact]
    public async Task Nanoff_is_called_with_the_command_lines_of_docs_flashing()
    {
        (int status, string said) = await bench.RunAsync(bench.Board(bench.NanoffThat("")));
        Assert.True(status == 1 && said.Contains("UNPROVEN"), said); // there is no broker
        string port = bench.At("ttyUSB0");
        Assert.Equal(
            [
                $"1|--platform esp32 --serialport {port} --devicedetails --suppressnanoffversioncheck",
                $"1|--target ESP32_OLIMEX_WROVER --fwversion 1.17.0.1 --serialport {port} --update --masserase --fromarchive --archivepath {bench.At("archive")} --suppressnanoffversioncheck",
                $"1|--serialport {port} --filedeployment {bench.At("records", ".flash-node7", "files.json")} --suppressnanoffversioncheck",
                $"1|--target ESP32_OLIMEX_WROVER --serialport {port} --deploy --image {bench.At("Firmware.bin")} --address 0x1E0000 --suppressnanoffversioncheck",
            ],
            File.ReadAllLines(bench.NanoffLog));
        Assert.Contains("NANOFRAMEWORK_TELEMETRY_OPTOUT=1 " + bench.At("nanoff") + " --target ESP32_OLIMEX_WROVER", said);
        Assert.Equal("30AEA41234AB", KeptRecord.Read(bench.At("records", "30AEA41234AB.json")).Serial);
    }

    [Fact]
    public async Task The_list_of_files_has_nanoffs_form_and_the_files_the_firmwares()
    {
        await bench.RunAsync(bench.Board(bench.NanoffThat("")));
        using var list = JsonDocument.Parse(File.ReadAllText(bench.At("list.json")));
        Assert.Equal(["serialport", "files"], list.RootElement.EnumerateObject().Select(member => member.Name));
        Assert.Equal(bench.At("ttyUSB0"), list.RootElement.GetProperty("serialport").GetString());
        Assert.All(list.RootElement.GetProperty("files").EnumerateArray(),
            file => Assert.Equal(["DestinationFilePath", "SourceFilePath"], file.EnumerateObject().Select(member => member.Name)));
        Assert.Equal(["I:\\board.json", "I:\\node.json", "I:\\ca.pem", "I:\\node.pem", "I:\\node.key"],
            list.RootElement.GetProperty("files").EnumerateArray().Select(file => file.GetProperty("DestinationFilePath").GetString()));
        foreach (string pem in new[] { "ca.pem", "node.pem", "node.key" })
        {
            byte[] content = File.ReadAllBytes(bench.At($"seen-flash-{pem}"));
            Assert.Equal("-----BEGIN"u8.ToArray(), content[..10]);
            Assert.Equal("\n\0"u8.ToArray(), content[^2..]);
        }
        Assert.Contains(File.ReadAllLines(bench.At("modes")), line => line.StartsWith("600 ") && line.EndsWith("flash-node.key"));
        Assert.False(Directory.Exists(bench.At("records", ".flash-node7")));
    }

    [Theory]
    [InlineData("case \"$*\" in *--filedeployment*) " + Red + ";; esac", "files: Error deploying content file node.key to I:\\node.key (nanoff ended with status 0)")]
    [InlineData("case \"$*\" in *--devicedetails*) echo 'Error E6000: Could not open serial device.'; exit 112;; esac", "End the program that has the port")]
    [InlineData("case \"$*\" in *--deploy*) echo 'Error E4003: Failed to write new firmware to ESP32.'; exit 163;; esac", "program: Error E4003")]
    [InlineData("case \"$*\" in *--filedeployment*) echo 'Error E2000: Error connecting to nano device.'; exit 208;; esac", "Is a board on this port")]
    public async Task What_nanoff_fails_of_is_a_failure_whatever_its_status(string script, string expected)
    {
        (int status, string said) = await bench.RunAsync(bench.Board(bench.NanoffThat(script)));
        Assert.Equal(1, status);
        Assert.Contains(expected, said);
        Assert.False(File.Exists(bench.At("records", "30AEA41234AB.json")));
        Assert.False(Directory.Exists(bench.At("records", ".flash-node7"))); // no key is left behind
        bench.NanoffThat("");
        (_, said) = await bench.RunAsync(bench.Board(bench.At("nanoff")));
        Assert.Contains("UNPROVEN", said); // the same command goes on
    }

    [Fact]
    public async Task A_board_that_is_cut_off_before_its_program_has_none()
    {
        await bench.RunAsync(bench.Board(bench.NanoffThat("case \"$*\" in *--filedeployment*) kill -9 $$;; esac")));
        Assert.DoesNotContain(File.ReadAllLines(bench.NanoffLog), line => line.Contains("--deploy"));
        Assert.Contains(File.ReadAllLines(bench.NanoffLog), line => line.Contains("--masserase"));
    }

    [Fact]
    public async Task A_port_that_is_not_there_is_said_before_anything_is_issued()
    {
        ProvisionOptions options = bench.Board(bench.NanoffThat(""));
        File.Delete(bench.At("ttyUSB0"));
        (int status, string said) = await bench.RunAsync(options);
        Assert.Equal(2, status);
        Assert.Contains("is the board connected?", said);
        Assert.False(File.Exists(bench.NanoffLog));
    }

    [Fact]
    public async Task A_nanoff_that_is_not_there_says_how_to_get_it()
    {
        (int status, string said) = await bench.RunAsync(bench.Board(bench.At("no-nanoff")));
        Assert.Equal(2, status);
        Assert.Contains("dotnet tool install -g nanoff", said);
    }

    [Fact]
    public async Task A_plan_prints_the_commands_and_runs_none()
    {
        (int status, string said) = await bench.RunAsync(bench.Board(bench.NanoffThat("")) with { Yes = false });
        Assert.Equal(0, status);
        Assert.Contains("--deploy --image", said);
        Assert.False(File.Exists(bench.NanoffLog));
    }

    [Fact]
    public async Task A_runtime_that_is_another_than_pinned_is_not_flashed()
    {
        ProvisionOptions options = bench.Board(bench.NanoffThat(""));
        File.AppendAllText(bench.At("archive", "ESP32_OLIMEX_WROVER-1.17.0.1.zip"), "!");
        (int status, string said) = await bench.RunAsync(options);
        Assert.Equal(1, status);
        Assert.Contains("another runtime. Nothing was flashed", said);
        Assert.False(File.Exists(bench.NanoffLog));
    }

    [Theory]
    [InlineData("\u001b[91mbad\u001b[97m good", "bad")]
    [InlineData("\u001b[31mone\ntwo\u001b[0m three", "one,two")]
    [InlineData("\u001b[1;91mbold\u001b[39m", "bold")]
    [InlineData("\u001b[32mOK\u001b[37m", "")]
    [InlineData("plain Error text", "")]
    public void Red_is_what_stands_between_the_colours(string text, string expected) =>
        Assert.Equal(expected, string.Join(',', Nanoff.RedLines(text)));

    public void Dispose() => bench.Dispose();
}
