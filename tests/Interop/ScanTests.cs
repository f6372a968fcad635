using FieldNode.Cli;

namespace FieldNode.Interop.Tests;

/// <summary><c>fieldnode scan modbus</c> over a pair of pseudo-terminals, with pymodbus's slaves at the other end.</summary>
public sealed class ScanTests
{
    [Fact(Timeout = 90_000)]
    public async Task Every_unit_that_pymodbus_serves_is_found_and_no_other()
    {
        string python = Peers.PythonWithPymodbus();
        await using var stage = new Stage();
        SerialPair pair = await SerialPair.StartAsync(stage);
        PeerProcess slave = stage.Own(PeerProcess.Start(python, [Peers.Script("modbus_slave.py"), pair.SlaveEnd, "3,17,200"]));
        string text = "";
        for (int attempt = 0; attempt < 20 && !text.EndsWith("found=3 troubled=0 ok\n", StringComparison.Ordinal); attempt++) // it takes a while to start
        {
            using var output = new StringWriter();
            await CommandLine.RunAsync(
                ["scan", "modbus", "--port", pair.NodeEnd, "--baud", "19200", "--parity", "none", "--timeout", "500",
                    "--units", "2-4,16-18,199-201"],
                output, output, TestContext.Current.CancellationToken);
            text = output.ToString();
        }
        Assert.True(text.EndsWith("scan: asked=9 found=3 troubled=0 ok\n"), text + slave.Output);
        Assert.Contains("unit 3 at 19200 Bd, no parity: answers after ", text);
        Assert.Contains("unit 17 at ", text);
        Assert.Contains("unit 200 at ", text);
    }
}
