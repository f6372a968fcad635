using System.CommandLine;
using System.Security.Cryptography.X509Certificates;
using FieldNode.Virtual;

namespace FieldNode.Cli;

/// <summary><c>fieldnode loop-check</c>: from the terminals to the host, with a record that can be filed.</summary>
internal static class LoopCheckVerb
{
    internal const string Examples = """
        Examples:
          fieldnode loop-check plant/node1/Tank/Level --host broker.example --ca ca.pem --cert me.pem --key me.key
              --by "A. Meier" --instrument "Fluke 707, no. 4711, due 2027-03" --out records
          fieldnode loop-check plant/node1/Tank/Flow ... --config node.json --faults --tolerance 0.25
          fieldnode loop-check plant/node1/Tank/Speed ... --points 0=0,2048=750,4095=1500 --drive tag:plant/node1/Out/AO1
          fieldnode loop-check --verify records/loop-check_plant_node1_Tank_Level_20260301-101500.json --ca ca.pem
          fieldnode loop-check Loops/Level --simulated --by me        with nothing at hand

        It asks for each point, waits until the value at the host has stayed within the tolerance for --settle, and writes
        a signed JSON record and a page for A4. Range: --config (which also has the square root), --low and
        --high, or the birth's engLow and engHigh, linear. --faults adds 21.5, 3.5 and 0 mA, which must arrive as bad,
        each with its reason (NAMUR NE 43). Deadband and filter of the tag are part of what is checked.
        --drive puts the points in by itself: tag: writes them to an output whose wire leads to the input; file: sets an
        input of the simulated board (inputs.txt in the node's state folder). --yes waits for each point without asking.
        The record is signed with --key; --verify says what is wrong with one, and with --ca whether its signer is known.
        Ctrl-C ends it without a record. --json prints the record's content, and everything else to stderr.
        Exit status: 0 all points pass, or the record is whole; 1 some fail, or it is not; 2 used wrongly.
        """;

    internal static Command Create(TextWriter output, TextWriter error)
    {
        var tag = new Argument<string?>("TAG")
        {
            Description = "GROUP/NODE/DEVICE/TAG.", Arity = ArgumentArity.ZeroOrOne,
        };
        var link = new LinkArguments(isHostRequired: false);
        var command = new Command("loop-check", "Check a measuring point from terminal to host, for the files.") { tag };
        link.AddTo(command);
        var points = Add(Text("--points", "Currents in mA, or RAW=VALUE, with commas. Default: 4,12,20.", "LIST"));
        var faults = Add(new Option<bool>("--faults") { Description = "Also 21.5, 3.5 and 0 mA, which must arrive as faults." });
        var low = Add(Number("--low", "Value at 4 mA. Default: by the birth."));
        var high = Add(Number("--high", "Value at 20 mA. Default: by the birth."));
        var squareRoot = Add(new Option<bool>("--square-root") { Description = "The node extracts the square root." });
        var config = Add(Text("--config", "Node file to take range and scaling from.", "FILE"));
        var tolerance = Add(Number("--tolerance", "Allowed deviation in % of span. Default: 0.5."));
        var settle = Add(Number("--settle", "Seconds that a value must stay. Default: 3."));
        var timeout = Add(Number("--timeout", "Longest wait for a point in seconds. Default: 30; 120 with --yes."));
        var by = Add(Text("--by", "Who does it. Default: the name in the certificate.", "NAME"));
        var instrument = Add(Text("--instrument", "Calibrator: type, number, due date.", "TEXT"));
        var note = Add(Text("--note", "A remark for the record.", "TEXT"));
        var folder = Add(Text("--out", "Folder for record and page. Default: this one.", "DIR"));
        var drive = Add(Text("--drive", "Put the points in: tag:GROUP/NODE/DEVICE/TAG or file:PATH#INPUT.", "WHAT"));
        var yes = Add(new Option<bool>("--yes") { Description = "Ask nobody: wait for each point." });
        var simulated = Add(new Option<bool>("--simulated") { Description = "Against the demo's broker and node." });
        var verify = Add(Text("--verify", "Say whether a record is whole, and who signed it.", "FILE"));
        var json = Add(new Option<bool>("--json") { Description = "Print the record's content as one JSON object." });
        command.SetAction((parsed, cancellation) =>
        {
            if (parsed.GetValue(verify) is string file)
            {
                return Task.FromResult(Verify(file, link.CaFile(parsed), parsed.GetValue(json), output));
            }
            bool isSimulated = parsed.GetValue(simulated);
            if (parsed.GetValue(tag) is not string name || link.HasHost(parsed) == isSimulated)
            {
                throw new UserError("say which TAG, and --host or --simulated; or --verify FILE", ExitStatus.Usage);
            }
            var typed = new LoopCheckArguments
            {
                Tag = name,
                Link = isSimulated ? null : link.Of(parsed),
                Points = parsed.GetValue(points) ?? "4,12,20",
                Faults = parsed.GetValue(faults),
                Low = parsed.GetValue(low),
                High = parsed.GetValue(high),
                SquareRoot = parsed.GetValue(squareRoot),
                ConfigFile = parsed.GetValue(config),
                TolerancePercent = parsed.GetValue(tolerance) ?? 0.5,
                SettleSeconds = parsed.GetValue(settle) ?? 3,
                TimeoutSeconds = parsed.GetValue(timeout),
                By = parsed.GetValue(by) ?? "",
                Instrument = parsed.GetValue(instrument) ?? "",
                Note = parsed.GetValue(note) ?? "",
                Folder = parsed.GetValue(folder) ?? ".",
                Drive = parsed.GetValue(drive),
                Yes = parsed.GetValue(yes),
                Json = parsed.GetValue(json),
            };
            TextReader? input = Console.IsInputRedirected ? null : Console.In;
            return new LoopCheckRun(typed, output, error, input).RunAsync(cancellation);
        });
        return command;

        T Add<T>(T option) where T : Option
        {
            command.Add(option);
            return option;
        }
    }

    private static int Verify(string file, string? caFile, bool isJson, TextWriter output)
    {
        byte[] bytes;
        try
        {
            bytes = RegularFile.ReadAllBytes(file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"--verify {file}: {NamedFile.WhyNot(file, failure)}", ExitStatus.Usage, failure);
        }
        using X509Certificate2? ca = caFile is null ? null : TlsFiles.LoadCa(caFile);
        RecordCheck check = RecordCheck.Of(bytes, ca);
        bool isWhole = check.Wrong is null;
        if (isJson)
        {
            output.WriteLine(System.Text.Json.JsonSerializer.Serialize(new
            {
                file, ok = isWhole, wrong = check.Wrong, signer = check.Signer, trusted = check.IsTrusted, tag = check.Tag,
                verdict = check.Verdict, finishedUtc = check.FinishedUtc,
            }));
        }
        else
        {
            output.WriteLine(SafeText.Of($"{file}: " + (isWhole
                ? $"whole: {check.Tag}, {check.Verdict}, {check.FinishedUtc}, signed by {check.Signer}"
                    + (check.IsTrusted ? " (known to the CA)" : " (not held against a CA: give --ca)")
                : $"WRONG: {check.Wrong}")));
        }
        return isWhole ? ExitStatus.Ok : ExitStatus.Wrong;
    }

    private static Option<string?> Text(string name, string description, string help) =>
        new(name) { Description = description, HelpName = help };

    private static Option<double?> Number(string name, string description) =>
        new(name) { Description = description, HelpName = "N" };
}
