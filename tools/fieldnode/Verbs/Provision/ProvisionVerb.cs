using System.CommandLine;
using FieldNode.Cli.Pki;
using FieldNode.Cli.Provision;

namespace FieldNode.Cli;

/// <summary><c>fieldnode provision</c>: from a board in its bag to a node that is proven, with its label and its record.</summary>
internal static class ProvisionVerb
{
    internal const string Examples = """
        Examples:
          fieldnode provision node7.json --virtual flash7 --place "hall 2, panel 4"          says what would be done
          fieldnode provision node7.json --virtual flash7 --place "hall 2, panel 4" --yes    does it
          fieldnode provision node7.json --port /dev/ttyUSB0 --board-file board.json \
            --firmware Firmware.bin --runtime nanoclr.json --yes
          fieldnode provision --replace 30AEA41234AB --port /dev/ttyUSB0 --board-file board.json \
            --firmware Firmware.bin --runtime nanoclr.json --yes
          fieldnode provision node.json --batch nodes.csv --yes

        Steps: settings, board, certificate, bake, flash, first boot, proof, record. Each can be repeated: after a fault or a power cut, give the
        same command again. The proof goes through the broker: the node logs in with its own certificate, its birth shows the settings, firmware
        and certificate that it got, it answers a rebirth, its devices answer, and what it publishes for another node is not delivered. Only a
        node that passes all of it gets a label. docs/bench.md has the details.
        A new node needs rights at the broker: --broker-update takes the command that brings the broker up to date, such as
        "fieldnode broker mosquitto broker && systemctl reload mosquitto".
        --replace gives a dead board's identity to this one; the settings are those of its record if none are named.
        --batch takes a list with the columns node, group, settings, serial, place, port, virtual, board-file.
        Exit status: 0 proven (or only planned), 1 not proven or it cannot be, 2 used wrongly.
        """;

    internal static Command Create(TextWriter output, TextWriter error)
    {
        var settings = new Argument<string?>("FILE") { Description = "The node file.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("provision", "Make a board a node: certificate, files, flash, proof, label.") { settings };
        Option<string?> port = Text("--port", "The board's serial port.", "PORT");
        Option<string?> virtualFolder = Text("--virtual", "A folder that stands for the flash of a virtual node.", "DIR");
        Option<string?> boardFile = Text("--board-file", "board.json: what the board is and how it gets to the network.", "FILE");
        Option<string?> firmware = Text("--firmware", "Firmware.bin: the joined assemblies.", "FILE");
        Option<string?> runtime = Text("--runtime", "nanoclr.json: which runtime is flashed.", "FILE");
        Option<string?> updateKeys = Text("--update-keys", "Record of the keys that updates are signed with (fieldnode keys record). The board gets a key of its own besides.", "FILE");
        Option<string?> serial = Text("--serial", "The board's serial number. Default: its MAC address.", "S");
        Option<string?> place = Text("--place", "Where it will be.", "TEXT");
        Option<string?> replaces = Text("--replace", "Serial number of the dead board that this one stands in for.", "S");
        Option<string?> batch = Text("--batch", "A list of boards.", "FILE");
        Option<string?> pki = Text("--pki", "The site's PKI. Default: the folder pki.", "DIR");
        Option<string?> password = Text("--password-file", "File with the password of the issuing CAs.", "FILE");
        Option<string?> bench = Text("--bench", "Certificate that watches and signs. Default: bench.", "NAME");
        Option<string?> records = Text("--records", "Where records and labels go. Default: the folder records.", "DIR");
        Option<string?> update = Text("--broker-update", "Command that brings the broker up to date with the PKI.", "COMMAND");
        Option<string?> nanoff = Text("--nanoff", "The nanoff to start. Default: nanoff.", "FILE");
        var noField = new Option<bool>("--no-field") { Description = "This bench has no field devices: do not wait for them." };
        var within = new Option<double?>("--birth-within") { Description = "Seconds to wait for births. Default: 60.", HelpName = "S" };
        var yes = new Option<bool>("--yes") { Description = "Do it. Without this, only show the plan." };
        command.Add(noField);
        command.Add(within);
        command.Add(yes);
        command.SetAction((parsed, cancellation) =>
        {
            string? typed = null;
            var options = new ProvisionOptions
            {
                SettingsFile = parsed.GetValue(settings), Port = parsed.GetValue(port), VirtualFolder = parsed.GetValue(virtualFolder),
                BoardFile = parsed.GetValue(boardFile), Firmware = parsed.GetValue(firmware), Runtime = parsed.GetValue(runtime),
                UpdateKeys = parsed.GetValue(updateKeys), Serial = parsed.GetValue(serial), Place = parsed.GetValue(place),
                Replaces = parsed.GetValue(replaces), PkiFolder = parsed.GetValue(pki) ?? "pki", Bench = parsed.GetValue(bench) ?? "bench",
                RecordsFolder = parsed.GetValue(records) ?? "records", Nanoff = parsed.GetValue(nanoff) ?? ProvisionOptions.NanoffUsual,
                BrokerUpdate = parsed.GetValue(update), NoField = parsed.GetValue(noField), Yes = parsed.GetValue(yes), BirthWithin = Seconds(parsed.GetValue(within) ?? 60),
                Password = () => typed ??= PkiPassword.Bench.Read(parsed.GetValue(password), isNew: false, error),
            };
            if (parsed.GetValue(batch) is not { } list)
            {
                return new Provisioning(options, output).RunAsync(cancellation);
            }
            if (!options.Yes || options.Replaces is not null)
            {
                throw new UserError("--batch goes with --yes, and not with --replace", ExitStatus.Usage);
            }
            return new Batch(BatchFile.Read(list, options), output, Console.In).RunAsync(cancellation);
        });
        return command;

        Option<string?> Text(string name, string description, string help)
        {
            var option = new Option<string?>(name) { Description = description, HelpName = help };
            command.Add(option);
            return option;
        }
    }

    private static TimeSpan Seconds(double seconds) => seconds is > 0 and <= 3600
        ? TimeSpan.FromSeconds(seconds)
        : throw new UserError($"--birth-within {seconds}: above 0, 3600 at most", ExitStatus.Usage);
}
