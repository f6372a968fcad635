using System.CommandLine;

namespace FieldNode.Cli;

/// <summary><c>fieldnode scan</c>: who is on the wires, before anybody writes a node file.</summary>
internal static class ScanVerb
{
    internal const string Examples = """
        Examples:
          fieldnode scan modbus --port /dev/ttyUSB0
          fieldnode scan i2c --bus 1
          fieldnode scan modbus --port simulated        with nothing at hand

        Exit status: 0 somebody answers and nothing is wrong, 1 nobody answers, or something is wrong, 2 used wrongly.
        """;

    internal const string ModbusExamples = """
        Examples:
          fieldnode scan modbus --port /dev/ttyUSB0
          fieldnode scan modbus --port /dev/ttyUSB0 --baud 9600,19200,38400,115200 --parity none,even,odd --units 1-32
          fieldnode scan modbus --port /dev/ttyUSB0 --baud 19200 --parity even --timeout 500 --json
          fieldnode scan modbus --port simulated        the demo's plant, with nothing at hand

        It reads one holding register at each address (--function and --register change that); every slave answers, if only
        with an exception. Those that answer are asked for their identification (function 43/14). Nothing is written.
        The longest time that it can take is printed first. Stop a node that uses the port: a bus has one master.
        --json prints one object at the end:
          { port, whole, ok, echo, asked, units: [{ unit, baud, parity, readable, exception, ms, asked, damaged,
            vendor, product, revision, trouble }] }
        Exit status: 0 somebody answers and nothing is wrong, 1 nobody answers, or something is wrong, 2 used wrongly.
        """;

    internal const string I2cExamples = """
        Examples:
          fieldnode scan i2c --bus 1
          fieldnode scan i2c --bus 1 --no-identify --json
          fieldnode scan i2c --bus simulated            the simulated board, with nothing at hand

        It reads one byte at each address from 0x08 to 0x77. It writes no register and sends no "quick commands": a write
        can set an output, a display or a converter, and some parts take any write as a command.
        To find out what a part is, it sends the number of an id register and reads it. SHT4x, SHT3x, SCD30 and SCD4x do not
        acknowledge a bare read; they are asked for their serial number or status, at their own addresses only. A multiplexer
        at 0x76 or 0x77 would take such a number as its channels: --no-identify sends nothing at all. Parts that belong to a
        kernel driver are not asked.
        Stop a node that measures on the bus: nothing locks it, and the node could get the answer to a question of the scan.
        sure: it gave its id, or a right CRC; likely: its registers are as after power-on; guess: only the address.
        --json prints one object at the end: { bus, whole, ok, stuck, parts: [{ address, part, certainty, why, kind }] }
        Exit status: 0 somebody answers, 1 nobody answers, or the bus is held, 2 used wrongly.
        """;

    private const int TimeoutMsMin = 10;
    private const int TimeoutMsMax = 10_000;

    internal static Command Create(TextWriter output) =>
        new("scan", "Find the devices on a serial line or an I2C bus.") { Modbus(output), I2c(output) };

    private static Command Modbus(TextWriter output)
    {
        var port = new Option<string>("--port")
        {
            Description = "Serial port, or 'simulated'.", Required = true, HelpName = "PORT",
        };
        // Modbus over serial line V1.02, 3.3: 9600 and 19200 must be there, even parity is the default.
        var baud = Text("--baud", "Baud rates, with commas.", "9600,19200");
        var parity = Text("--parity", "none, even, odd, with commas.", "even,none");
        var units = Text("--units", "Addresses, such as 1-10,20.", "1-247");
        var timeout = Number("--timeout", "How long a slave may take, in ms: 10 to 10000.", 200);
        var function = Number("--function", "Function that reads: 1 to 4.", 3);
        var register = Number("--register", "0-based address that is read.", 0);
        var noIdentify = new Option<bool>("--no-identify") { Description = "Ask nobody for an identification." };
        var json = new Option<bool>("--json") { Description = "One JSON object at the end." };
        var command = new Command("modbus", "Find Modbus slaves on a serial line.")
        {
            port, baud, parity, units, timeout, function, register, noIdentify, json,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var options = new ModbusScanOptions
            {
                Forms = ModbusScanOptions.ParseForms(parsed.GetRequiredValue(baud), parsed.GetRequiredValue(parity)),
                Units = ModbusScanOptions.ParseUnits(parsed.GetRequiredValue(units)),
                TimeoutMs = InRange("--timeout", parsed.GetValue(timeout), TimeoutMsMin, TimeoutMsMax),
                Function = InRange("--function", parsed.GetValue(function), 1, 4),
                Address = InRange("--register", parsed.GetValue(register), 0, 65535),
                Identify = !parsed.GetValue(noIdentify),
            };
            var run = new ModbusScanRun(
                parsed.GetRequiredValue(port), options, new ScanScreen(output, parsed.GetValue(json)));
            return Task.Run(() => run.Run(cancellation), CancellationToken.None);
        });
        return command;
    }

    private static Command I2c(TextWriter output)
    {
        var bus = new Option<string>("--bus")
        {
            Description = "Number of the bus: 1 is /dev/i2c-1; or 'simulated'.", Required = true, HelpName = "N",
        };
        var noIdentify = new Option<bool>("--no-identify") { Description = "Bare reads only: who is there, not what." };
        var json = new Option<bool>("--json") { Description = "One JSON object at the end." };
        var command = new Command("i2c", "Find parts on an I2C bus of this board.") { bus, noIdentify, json };
        command.SetAction((parsed, cancellation) =>
        {
            var run = new I2cScanRun(parsed.GetRequiredValue(bus), !parsed.GetValue(noIdentify),
                new ScanScreen(output, parsed.GetValue(json)));
            return Task.Run(() => run.Run(cancellation), CancellationToken.None);
        });
        return command;
    }

    private static Option<string> Text(string name, string description, string usual) => new(name)
    {
        Description = description, DefaultValueFactory = _ => usual, HelpName = "LIST",
    };

    private static Option<int> Number(string name, string description, int usual) => new(name)
    {
        Description = description, DefaultValueFactory = _ => usual, HelpName = "N",
    };

    private static int InRange(string name, int value, int low, int high) => value >= low && value <= high
        ? value
        : throw new UserError($"{name} {value} is not allowed: {low} to {high}", ExitStatus.Usage);
}
