using System.Text.Json;
using FieldNode.Cli;
using FieldNode.Field;
using FieldNode.Virtual.Serial;

namespace FieldNode.Tools.Tests;

/// <summary>The verb as it is typed; the simulated plant hangs on a real pseudo-terminal.</summary>
public sealed class ScanVerbTests
{
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();

    [Fact]
    public async Task The_simulated_plant_is_found_on_a_real_pseudo_terminal()
    {
        NeedsLinux();
        Assert.Equal(0, await RunAsync("scan modbus --port simulated --units 1-4 --timeout 2000"));

        string text = output.ToString();
        Assert.Contains("4 addresses, 1 setting of the line, 2000 ms each: at most ", text);
        Assert.Contains("unit 1 at 9600 Bd, even parity: answers with exception 2", text);
        Assert.Contains("FieldNode EM3 1.2", text);
        Assert.EndsWith("scan: asked=4 found=3 troubled=0 ok\n", text);
        Assert.Empty(error.ToString());
    }

    [Fact]
    public async Task For_scripts_it_is_one_object_and_nobody_there_is_status_1()
    {
        NeedsLinux();
        Assert.Equal(1, await RunAsync("scan modbus --port simulated --units 100-101 --timeout 50 --json"));
        Assert.Empty(error.ToString());

        JsonElement json = JsonDocument.Parse(output.ToString()).RootElement;
        Assert.False(json.GetProperty("ok").GetBoolean());
        Assert.Equal(2, json.GetProperty("asked").GetInt32());
        Assert.Equal(0, json.GetProperty("units").GetArrayLength());
    }

    [Fact]
    public async Task A_port_that_a_node_holds_is_not_scanned_also_under_another_name()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Skip("a pseudo-terminal needs Linux");
            return;
        }
        using var terminal = new PseudoTerminal();
        using var node = new SystemSerialLine(terminal.Path, 9600, "none", 0);
        Assert.Equal(SerialFault.None, node.Open());
        string link = Path.Combine(Path.GetTempPath(), $"fieldnode-test-{Guid.NewGuid():N}");
        File.CreateSymbolicLink(link, terminal.Path);
        try
        {
            Assert.Equal(1, await RunAsync($"scan modbus --port {link}"));
        }
        finally
        {
            File.Delete(link);
        }

        Assert.Equal(
            $"fieldnode scan modbus: {link}: in use by a node or another scan. End that first: a bus has one master\n",
            error.ToString());
        Assert.Empty(output.ToString());
    }

    [Fact]
    public async Task The_simulated_boards_bus_is_scanned()
    {
        Assert.Equal(0, await RunAsync("scan i2c --bus simulated"));

        Assert.Contains("0x76 (118): BME280 (sure: id 0x60 in register 0xd0)", output.ToString());
        Assert.EndsWith("scan: found=6 guesses=0 ok\n", output.ToString());
    }

    [Fact]
    public async Task A_bus_that_is_not_there_is_one_line()
    {
        Assert.Equal(1, await RunAsync("scan i2c --bus 4711"));
        Assert.StartsWith("fieldnode scan i2c: /dev/i2c-4711: no such bus. ", error.ToString());
        Assert.Single(error.ToString().TrimEnd().Split('\n'));
    }

    private static void NeedsLinux()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Skip("the simulated plant needs a pseudo-terminal of Linux");
        }
    }

    private Task<int> RunAsync(string line) =>
        CommandLine.RunAsync(line.Split(' '), output, error, TestContext.Current.CancellationToken);
}
