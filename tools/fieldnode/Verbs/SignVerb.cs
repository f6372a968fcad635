using System.CommandLine;
using System.Globalization;
using FieldNode.Cli.Pki;

namespace FieldNode.Cli;

/// <summary><c>fieldnode sign</c>: assemblies, settings, certificates or keys to a signed bundle.</summary>
internal static class SignVerb
{
    internal const string Examples = """
        Examples:
          fieldnode sign --board esp32-s3-n16r8 --version 0.2.0 --key release.key -o 0.2.0.fnb
              --assembly FieldNode.Core.pe --assembly FieldNode.Field.pe --assembly FieldNode.Settings.pe --assembly Firmware.pe
          fieldnode sign --board esp32-s3-n16r8 --version "site 12" --settings node.json --key release.key -o site12.fnb
          fieldnode sign ... --public release.pub --signer-command 'pkcs11-tool --sign --mechanism SHA256-RSA-PKCS --id 01'
          fieldnode sign ... --public release.pub --signer-command './kms-sign "$FIELDNODE_DIGEST"'
          fieldnode sign --board esp32-s3-n16r8 --version "keys 2" --keys update-keys.next --key rotate.key -o keys2.fnb
          fieldnode sign --board esp32-s3-n16r8 --version "new key" --new-key --key release.key -o newkey.fnb
          fieldnode sign --inspect 0.2.0.fnb
          fieldnode sign --verify 0.2.0.fnb --record update-keys.a

        sign reads from the assemblies which libraries they need and in which order they load. --libraries checks them against what the board
        has, and the bundle then asks for all of that. NAME=FILE gives a part another name than its file.
        --sequence must be higher than that of every bundle before. By default it is the time in minutes since 1970.
        --signer-command gets the manifest on its standard input and its SHA-256 in FIELDNODE_DIGEST, and prints the signature: 384 bytes or
        base64 (RSA-3072, PKCS#1 v1.5, SHA-256). sign checks it before it writes anything.
        A bundle must not hold a private key or a password: it travels through a broker.
        Exit status: 0 done, or the bundle is right; 1 a file cannot go into a bundle, or the bundle is not right; 2 used wrongly.
        """;

    private const string UsualExpiry = "90d";

    internal static Command Create(TextWriter output, TextWriter error) => Create(output, error, TimeProvider.System);

    internal static Command Create(TextWriter output, TextWriter error, TimeProvider clock)
    {
        var command = new Command("sign", "Make a signed bundle that nodes take as an update.");
        var board = Add(Text("--board", "The board, as the settings name it.", "NAME"));
        var version = Add(Text("--version", "The version in words, up to 32 characters.", "TEXT"));
        var product = Add(new Option<string>("--product") { Description = "The product.", HelpName = "NAME", DefaultValueFactory = _ => BundleContent.FieldNode });
        var target = Add(new Option<string?>("--output", "-o") { Description = "Where the bundle goes.", HelpName = "FILE" });
        var assemblies = Add(Texts("--assembly", "A program for the device (.pe); again for more."));
        var settings = Add(Texts("--settings", "node.json, node.record or board.json."));
        var certificates = Add(Texts("--certificate", "A certificate, without its key."));
        var keys = Add(Text("--keys", "The next keys, as keys next makes them; alone.", "FILE"));
        var newKey = Add(new Option<bool>("--new-key") { Description = "An order to make a new key on the node; alone." });
        var libraries = Add(Texts("--libraries", "What the board has: device projects (.nfproj), or lines of name and version."));
        var loader = Add(new Option<int>("--loader") { Description = "The lowest loader that starts it.", HelpName = "NUMBER", DefaultValueFactory = _ => 1 });
        var sequence = Add(new Option<int?>("--sequence") { Description = "Its number. Default: minutes since 1970; for keys their generation.", HelpName = "NUMBER" });
        var expires = Add(new Option<string>("--expires") { Description = "How long nodes take it, or until when.", HelpName = "90d|DATE", DefaultValueFactory = _ => UsualExpiry });
        var key = Add(Text("--key", "The private key (keys make).", "FILE"));
        var password = Add(Text("--password-file", "File with its password.", "FILE"));
        var signer = Add(Text("--signer-command", "Signs in the place of --key.", "COMMAND"));
        var publicKey = Add(Text("--public", "The public key of --signer-command; with --verify the key to judge by.", "FILE"));
        var inspect = Add(Text("--inspect", "Show what is in a bundle.", "BUNDLE"));
        var verify = Add(Text("--verify", "Say whether a bundle is right.", "BUNDLE"));
        var record = Add(Text("--record", "With --verify: the keys of the nodes.", "FILE"));
        var json = Add(new Option<bool>("--json") { Description = "One JSON object instead of lines." });
        command.SetAction(async (parsed, cancellation) =>
        {
            bool isJson = parsed.GetValue(json);
            if (parsed.GetValue(inspect) is { } shown)
            {
                return Inspect(shown, isJson, output);
            }
            if (parsed.GetValue(verify) is { } judged)
            {
                return Verify(judged, parsed.GetValue(record), parsed.GetValue(publicKey), isJson, output);
            }
            var order = new SignOrder
            {
                Board = parsed.GetValue(board) ?? throw Missing("--board"),
                Version = parsed.GetValue(version) ?? throw Missing("--version"),
                Product = parsed.GetRequiredValue(product),
                Target = parsed.GetValue(target) ?? throw Missing("-o"),
                Assemblies = parsed.GetValue(assemblies) ?? [], Settings = parsed.GetValue(settings) ?? [],
                Certificates = parsed.GetValue(certificates) ?? [], Keys = parsed.GetValue(keys), NewKey = parsed.GetValue(newKey), Libraries = parsed.GetValue(libraries) ?? [],
                Loader = parsed.GetValue(loader), Sequence = parsed.GetValue(sequence), Expires = Until(parsed.GetRequiredValue(expires), clock),
            };
            BundleContent content = order.Content(clock);
            using ISigner signs = Signers.Of("--key", parsed.GetValue(key), parsed.GetValue(password), "--signer-command", parsed.GetValue(signer),
                "--public", parsed.GetValue(publicKey), PkiPassword.Signing, error);
            BundleFile bundle = await order.WriteAsync(content, signs, cancellation);
            Tell(order.Target, bundle, signs.Key, isJson, output);
            return ExitStatus.Ok;
        });
        return command;

        T Add<T>(T option) where T : Option
        {
            command.Add(option);
            return option;
        }
    }

    private static void Tell(string path, BundleFile bundle, VerifyKey key, bool isJson, TextWriter output)
    {
        if (isJson)
        {
            BundleTable.PrintJson(output, path, bundle, key.Fingerprint, null);
            return;
        }
        BundleTable.Print(output, path, bundle);
        output.WriteLine($"  signed by {key.Fingerprint}");
    }

    private static int Inspect(string path, bool isJson, TextWriter output)
    {
        BundleFile bundle = BundleFile.Read(path);
        if (isJson)
        {
            BundleTable.PrintJson(output, path, bundle, null, null);
        }
        else
        {
            BundleTable.Print(output, path, bundle);
            output.WriteLine("  signature and digests were not looked at: --verify does");
        }
        return ExitStatus.Ok;
    }

    private static int Verify(string path, string? recordFile, string? publicFile, bool isJson, TextWriter output)
    {
        if (recordFile is null == publicFile is null)
        {
            throw new UserError("--verify: say by which key, with --record or --public", ExitStatus.Usage);
        }
        BundleFile bundle = BundleFile.Read(path);
        VerifyKey key = recordFile is not null ? TrustedKeys.Read("--record", recordFile).Of(bundle.Manifest.IsRotation) : VerifyKey.Read("--public", publicFile!);
        string? wrong = !bundle.IsSignedBy(key) ? $"the signature is not by {key.Fingerprint}" : bundle.DigestFault();
        if (isJson)
        {
            BundleTable.PrintJson(output, path, bundle, wrong is null ? key.Fingerprint : null, wrong);
        }
        else
        {
            BundleTable.Print(output, path, bundle);
            output.WriteLine(wrong is null ? $"  right: signed by {key.Fingerprint}, all digests fit" : $"  WRONG: {wrong}");
        }
        return wrong is null ? ExitStatus.Ok : ExitStatus.Wrong;
    }

    // 90d, 12h, or a date.
    private static DateTimeOffset Until(string text, TimeProvider clock)
    {
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset at))
        {
            return at.ToUniversalTime();
        }
        bool isNumber = int.TryParse(text.AsSpan(0, Math.Max(0, text.Length - 1)), NumberStyles.None, CultureInfo.InvariantCulture, out int count);
        return isNumber && text[^1] == 'd' ? clock.GetUtcNow().AddDays(count)
            : isNumber && text[^1] == 'h' ? clock.GetUtcNow().AddHours(count)
            : throw new UserError($"--expires {text}: say days (90d), hours (12h), or a date (2027-05-31)", ExitStatus.Usage);
    }

    private static UserError Missing(string option) => new($"{option} is missing. Try: fieldnode sign --help", ExitStatus.Usage);

    private static Option<string?> Text(string name, string description, string value) => new(name) { Description = description, HelpName = value };

    private static Option<string[]> Texts(string name, string description) => new(name) { Description = description, HelpName = "FILE" };
}
