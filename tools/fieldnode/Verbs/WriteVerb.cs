using System.CommandLine;

namespace FieldNode.Cli;

/// <summary><c>fieldnode write</c>: one value to one tag, and the value that came back.</summary>
internal static class WriteVerb
{
    internal const string Examples = """
        Examples:
          fieldnode write plant/node1/Tank/Setpoint 2.5 --host broker.example --ca ca.pem --cert host.pem --key host.key
          fieldnode write plant/node1/Pump1/Run off --host 127.0.0.1 --port 1883 --plain
          fieldnode write "plant/node1/Node Control/Scan Rate" 5000 --host ... --json

        It asks the node for its births, takes the datatype from there, shows the value that holds and the one that is asked for, sends
        one command without retain, and waits for the value that comes back. What the birth does not allow is not sent: a property
        readOnly or writable that says so, a value outside engLow to engHigh or the datatype.
        A FieldNode takes values in sparkplug.mode commands and for tags that are writable; what it refuses is told in its own words
        (docs/symptoms.md, "Commands", has them all). Of other makers' nodes only the value that comes back tells.
        --json prints one object: tag, type, unit, old, asked, back, quality, afterMs, outcome (Written, Differs, Refused, Died,
        NotPassedOn, Unanswered), verdict (the node's number, 0: none), words.
        Exit status: 0 the value that was asked for came back, 1 it did not, or no connection, 2 used wrongly.
        """;

    private const double SecondsMax = 600;

    internal static Command Create(TextWriter output)
    {
        var tag = new Argument<string>("TAG") { Description = "GROUP/NODE/DEVICE/TAG." };
        var value = new Argument<string>("VALUE") { Description = "The value: a number with a point, true or false, a text, a time." };
        var timeout = new Option<double?>("--timeout") { Description = "Longest wait for the value in seconds. Default: 10.", HelpName = "N" };
        var json = new Option<bool>("--json") { Description = "One JSON object instead of lines." };
        var link = new LinkArguments(isHostRequired: true);
        var command = new Command("write", "Write a value to a tag, and see what comes back.") { tag, value, timeout, json };
        link.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            WriteTarget target = WriteTarget.Parse(parsed.GetRequiredValue(tag));
            double seconds = parsed.GetValue(timeout) ?? 10;
            if (!(seconds >= 1 && seconds <= SecondsMax))
            {
                throw new UserError($"--timeout {seconds} is not allowed: 1 to {SecondsMax}", ExitStatus.Usage);
            }
            var options = new WriteOptions { TimeoutMs = (long)(1000 * seconds), Json = parsed.GetValue(json) };
            return new WriteRun(link.Of(parsed), target, parsed.GetRequiredValue(value), options, output).RunAsync(cancellation);
        });
        return command;
    }
}
