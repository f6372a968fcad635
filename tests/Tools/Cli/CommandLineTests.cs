using FieldNode.Cli;

namespace FieldNode.Tools.Tests;

public sealed class CommandLineTests
{
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();

    [Theory]
    [InlineData("")]
    [InlineData("dance")]
    [InlineData("run")]
    [InlineData("watch")]
    [InlineData("watch --host")]
    [InlineData("demo --seconds soon")]
    [InlineData("demo --seconds -1")]
    [InlineData("demo --seconds 4.9")]
    [InlineData("watch --host x --plain --seconds 0")]
    [InlineData("watch --host x --plain --seconds NaN")]
    [InlineData("demo --nonsense")]
    [InlineData("check")]
    [InlineData("watch --host x --port 70000 --plain")]
    [InlineData("watch --host x --plain --rebirth node1")]
    [InlineData("watch --host x --plain --rebirth a/b/c")]
    [InlineData("watch --host x")]
    [InlineData("watch --host x --plain --node n")]
    [InlineData("write g/n/d/t --host x --plain")]
    [InlineData("write g/n 1 --host x --plain")]
    [InlineData("write g/n/d/+ 1 --host x --plain")]
    [InlineData("write g/n/d/t 1 --host x --plain --timeout 0")]
    [InlineData("watch --host x --ca /nowhere/ca.pem")]
    [InlineData("watch --host x --ca /nowhere/ca.pem --cert c.pem")]
    [InlineData("run --config /nowhere/node.json")]
    [InlineData("settings-record")]
    [InlineData("settings-record /nowhere/node.json")]
    [InlineData("settings-record --show /nowhere/node.record")]
    [InlineData("scan")]
    [InlineData("scan modbus")]
    [InlineData("scan modbus --port x --baud 9601")]
    [InlineData("scan modbus --port x --parity mark")]
    [InlineData("scan modbus --port x --units 0-300")]
    [InlineData("scan modbus --port x --timeout 1")]
    [InlineData("scan modbus --port x --function 6")]
    [InlineData("scan i2c --bus one")]
    [InlineData("loop-check")]
    [InlineData("loop-check g/n/d/t")]
    [InlineData("loop-check g/n/d --host x --ca c --cert c --key k --yes")]
    [InlineData("loop-check g/n/d/t --host x --plain --yes")]
    [InlineData("loop-check g/n/d/t --host x --plain --low 0 --yes")]
    [InlineData("loop-check g/n/d/t --host x --plain --square-root --yes")]
    [InlineData("loop-check g/n/d/t --host x --plain --config /nowhere/node.json --yes")]
    [InlineData("loop-check --verify /nowhere/record.json")]
    [InlineData("pki")]
    [InlineData("pki init")]
    [InlineData("pki node n --group g --pki /nowhere")]
    [InlineData("pki list --pki /nowhere")]
    [InlineData("pki revoke n --reason boredom")]
    [InlineData("pki renew-ca root")]
    [InlineData("pki sign /nowhere/n.csr --as host")]
    [InlineData("provision")]
    [InlineData("provision node.json")]
    [InlineData("provision --virtual x")]
    [InlineData("provision /nowhere/node.json --virtual x")]
    [InlineData("provision node.json --virtual x --port y")]
    [InlineData("provision node.json --virtual x --firmware y")]
    [InlineData("provision node.json --port /dev/ttyUSB0")]
    [InlineData("provision node.json --virtual x --serial a/b")]
    [InlineData("provision node.json --virtual x --serial a --replace A")]
    [InlineData("provision --virtual x --replace a --records /nowhere")]
    [InlineData("provision node.json --virtual x --birth-within 0")]
    [InlineData("provision node.json --batch nodes.csv")]
    [InlineData("records")]
    [InlineData("records verify /nowhere/r.json --pki /nowhere")]
    [InlineData("records verify --records /nowhere")]
    [InlineData("firmware")]
    [InlineData("firmware join /nowhere -o x")]
    [InlineData("firmware check /nowhere/Firmware.bin")]
    public async Task Wrong_use_is_one_line_and_status_2(string line)
    {
        Assert.Equal(2, await RunAsync(line));

        string text = error.ToString();
        Assert.StartsWith("fieldnode", text);
        Assert.Single(text.TrimEnd().Split('\n'));
        Assert.Empty(output.ToString());
    }

    [Theory]
    [InlineData("dance", "fieldnode: 'dance' is no command. Try: fieldnode --help")]
    [InlineData("chek node.json --json", "fieldnode: 'chek' is no command. Did you mean check? Try: fieldnode --help")]
    [InlineData("scan modbuss --port x", "fieldnode scan: 'modbuss' is no command. Did you mean modbus? Try: fieldnode scan --help")]
    [InlineData("check a b", "fieldnode check: 'b' is one word too many. Try: fieldnode check --help")]
    [InlineData("scan", "fieldnode scan: say what to do: modbus, i2c. Try: fieldnode scan --help")]
    [InlineData("check", "fieldnode check: FILE is missing. Try: fieldnode check --help")]
    [InlineData("run", "fieldnode run: --config FILE is missing. Try: fieldnode run --help")]
    [InlineData("check a --board", "fieldnode check: --board NAME: the value is missing. Try: fieldnode check --help")]
    [InlineData("check a --jsn", "fieldnode check: --jsn: no such option. Did you mean --json? Try: fieldnode check --help")]
    [InlineData("run --confg a", "fieldnode run: --confg: no such option. Did you mean --config? Try: fieldnode run --help")]
    [InlineData("keys make --password release", "fieldnode keys make: --password: no such option. Try: fieldnode keys make --help")]
    [InlineData("loop-check --simulate", "fieldnode loop-check: --simulate: no such option. Did you mean --simulated? Try: fieldnode loop-check --help")]
    [InlineData("demo --seconds soon", "fieldnode demo: --seconds soon: not a number. Try: fieldnode demo --help")]
    [InlineData("check /nowhere/x", "fieldnode check: /nowhere/x: no such file. Say which node file to check")]
    [InlineData("check .", "fieldnode check: .: a folder, not a file. Say which node file to check")]
    [InlineData("check --loud", "fieldnode check: --loud: no such option. Try: fieldnode check --help")]
    [InlineData("diff . .", "fieldnode diff: .: a folder, not a file. Say which two node files to compare")]
    [InlineData("import .", "fieldnode import: .: a folder, not a file. Say which register map to import")]
    [InlineData("events --config /nowhere/node.json",
        "fieldnode events: /nowhere/node.json: no such file. Say which node file: --config FILE, or the state folder itself")]
    [InlineData("events /dev/null", "fieldnode events: /dev/null: a file, not a folder. A node file goes with --config; else say where the node keeps its state")]
    [InlineData("fleet --host b --ends-within 30 --alerts", "fieldnode fleet: --ends-within lists nodes, and ends: not with --alerts or --serve")]
    [InlineData("fleet --host b --ends-within -1", "fieldnode fleet: --ends-within -1 is not allowed: 0 or more days")]
    [InlineData("loop-check --verify .", "fieldnode loop-check: --verify .: a folder, not a file")]
    [InlineData("loop-check --verify /nowhere/x", "fieldnode loop-check: --verify /nowhere/x: no such file")]
    [InlineData("loop-check Loops/Level --simulated --out /dev/null/x",
        "fieldnode loop-check: --out /dev/null/x: nothing can be written there. Name a folder of yours")]
    public async Task Wrong_use_is_said_in_words_of_the_command_line(string line, string expected)
    {
        Assert.Equal(2, await RunAsync(line));
        Assert.Equal(expected + "\n", error.ToString());
    }

    [Fact]
    public async Task The_first_command_is_asked_for_by_the_names_of_those_that_there_are()
    {
        Assert.Equal(2, await RunAsync(""));
        Assert.StartsWith("fieldnode: say what to do: demo, run, init, ", error.ToString());
        Assert.DoesNotContain("pages", error.ToString());
    }

    [Fact]
    public async Task Behind_two_dashes_a_word_with_a_dash_is_a_file()
    {
        Assert.Equal(2, await RunAsync("check -- --loud"));
        Assert.Equal("fieldnode check: --loud: no such option, and no such file either. --help shows the options\n", error.ToString());
    }

    [Theory]
    [InlineData("--help", "fieldnode watch --host")]
    [InlineData("demo --help", "fieldnode demo --seconds 20")]
    [InlineData("run --help", "fieldnode run --config node.json")]
    [InlineData("check --help", "fieldnode check node.json --json")]
    [InlineData("watch --help", "--rebirth plant/node1")]
    [InlineData("events --help", "fieldnode events --config node.json --since 2h")]
    [InlineData("loop-check --help", "fieldnode loop-check --verify records/")]
    [InlineData("replay --help", "fieldnode replay --config node.json")]
    [InlineData("scan --help", "fieldnode scan i2c --bus 1")]
    [InlineData("scan modbus --help", "--units 1-32")]
    [InlineData("scan i2c --help", "quick")]
    [InlineData("pki host --help", "fieldnode pki host historian")]
    [InlineData("pki writer --help", "--host-id SCADA")]
    [InlineData("pki maintenance --help", "--only-group kiln")]
    [InlineData("pki sign --help", "--as writer")]
    [InlineData("schema --help", "node.schema.json")]
    [InlineData("profiles --help", "fieldnode profiles show")]
    [InlineData("pages --help", "fieldnode pages metrics")]
    [InlineData("init --help", "fieldnode init plant1 --group Kiln")]
    [InlineData("pki init --help", "fieldnode pki init pki --site Kiln")]
    [InlineData("service --help", "fieldnode service status")]
    [InlineData("service install --help", "--dry-run")]
    [InlineData("service status --help", "fitsNodeFile")]
    public async Task Help_has_examples_and_the_exit_status(string line, string example)
    {
        Assert.Equal(0, await RunAsync(line));
        Assert.Contains(example, output.ToString());
        Assert.Contains("Exit status: 0", output.ToString());
        Assert.Empty(error.ToString());
    }

    [Fact]
    public async Task A_broker_that_is_not_there_is_one_line_and_status_1()
    {
        Assert.Equal(1, await RunAsync("watch --host 127.0.0.1 --port 1 --plain"));
        Assert.Equal(
            "fieldnode watch: 127.0.0.1:1: nothing listens there. Is the broker running, and is the port right?\n",
            error.ToString());
    }

    [Fact]
    public void An_unforeseen_failure_is_one_line_without_a_stack_trace()
    {
        int status = CommandLine.Report("fieldnode demo", Thrown(), error);

        Assert.Equal(1, status);
        Assert.Single(error.ToString().TrimEnd().Split('\n'));
        Assert.DoesNotContain(" at ", error.ToString());
    }

    private static Exception Thrown()
    {
        try
        {
            throw new InvalidOperationException("first\nsecond");
        }
        catch (InvalidOperationException failure)
        {
            return failure;
        }
    }

    private Task<int> RunAsync(string line) => CommandLine.RunAsync(
        line.Split(' ', StringSplitOptions.RemoveEmptyEntries), output, error, TestContext.Current.CancellationToken);
}
