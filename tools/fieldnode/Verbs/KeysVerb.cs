using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FieldNode.Cli.Pki;

namespace FieldNode.Cli;

/// <summary><c>fieldnode keys</c>: the keys that updates are signed with, and what nodes know of them.</summary>
internal static class KeysVerb
{
    internal const string Examples = """
        Examples:
          fieldnode keys make release                        release.key (encrypted) and release.pub
          fieldnode keys make rotate                         keep rotate.key elsewhere than release.key
          fieldnode keys record --release release.pub --rotate rotate.pub       update-keys.a, for each node
          fieldnode keys own                                 update-node.a, another one for each node
          fieldnode keys show update-keys.a

        When a key was stolen or is due for a change:
          fieldnode keys make release2
          fieldnode keys next --record update-keys.a --release release2.key --rotate rotate.key
          fieldnode sign --board ... --version "keys 2" --keys update-keys.next --key rotate.key -o keys2.fnb

        At the bench, put update-keys.a and update-node.a into I:\node of a board. Nodes check bundles with the record. update-node.a is the
        secret of one node: it seals what it has checked with it. It needs no copy. Keys are RSA with 3072 bits, as HSMs and key services
        have them. For a key that never leaves such a place, give its public key (PEM), and sign with --signer-command.
        Exit status: 0 done, 1 a file is not what it should be or cannot be written, 2 used wrongly, or a wrong password.
        """;

    private const string RecordFile = "update-keys.a";
    private const string NextFile = "update-keys.next";
    private const string OwnFile = "update-node.a";
    private const int OwnBytes = 32;

    internal static Command Create(TextWriter output, TextWriter error) => new("keys", "Make and show the keys that updates are signed with.")
    {
        Make(output, error), Record(output), Next(output, error), Own(output), Show(output),
    };

    private static Command Make(TextWriter output, TextWriter error)
    {
        var name = new Argument<string>("NAME") { Description = "Writes NAME.key and NAME.pub." };
        var password = Text("--password-file", "File with a password for the key, 12 characters at least.");
        var command = new Command("make", "Make a key to sign with.") { name, password };
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(name);
            foreach (string file in new[] { path + ".key", path + ".pub" }.Where(File.Exists))
            {
                throw new UserError($"{file}: it is there already, and keys are never written over. Give another name", ExitStatus.Usage);
            }
            string secret = PkiPassword.Signing.Read(parsed.GetValue(password), isNew: true, error);
            using KeySigner key = KeySigner.Make();
            UpdateFiles.WriteNew(path + ".key", Encoding.ASCII.GetBytes(key.EncryptedPem(secret)), isSecret: true);
            UpdateFiles.WriteNew(path + ".pub", Encoding.ASCII.GetBytes(key.Key.Pem), isSecret: false);
            output.WriteLine($"{path}.key (secret, encrypted), {path}.pub: RSA-3072, {key.Key.Fingerprint}");
            return ExitStatus.Ok;
        });
        return command;
    }

    private static Command Record(TextWriter output)
    {
        var release = Text("--release", "Public key that releases are signed by.");
        var rotate = Text("--rotate", "Public key that the next keys are signed by.");
        var target = Target(RecordFile);
        var lowest = Lowest();
        var command = new Command("record", "Make the first record of keys, for the bench.") { release, rotate, target, lowest };
        command.SetAction(parsed =>
        {
            var keys = new TrustedKeys(1, Positive(parsed.GetValue(lowest) ?? 1, "--lowest"),
                VerifyKey.Read("--release", parsed.GetValue(release) ?? throw Missing("--release")),
                VerifyKey.Read("--rotate", parsed.GetValue(rotate) ?? throw Missing("--rotate")));
            MustDiffer(keys);
            string path = parsed.GetRequiredValue(target);
            UpdateFiles.WriteNew(path, AbFile.Of(keys.Content), isSecret: false);
            Tell(output, path, keys);
            return ExitStatus.Ok;
        });
        return command;
    }

    private static Command Next(TextWriter output, TextWriter error)
    {
        var record = Text("--record", "The record that nodes have now.");
        var release = new SignerOptions("release");
        var rotate = new SignerOptions("rotate");
        var target = Target(NextFile);
        var lowest = Lowest();
        var command = new Command("next", "Make the keys that take the place of a record's: both of them sign it.") { record, target, lowest };
        release.AddTo(command);
        rotate.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            TrustedKeys now = TrustedKeys.Read("--record", parsed.GetValue(record) ?? throw Missing("--record"));
            using ISigner releases = release.Of(parsed, error);
            using ISigner rotates = rotate.Of(parsed, error);
            var keys = new TrustedKeys(now.Generation + 1, Positive(parsed.GetValue(lowest) ?? now.SequenceMin, "--lowest"), releases.Key, rotates.Key);
            MustDiffer(keys);
            byte[] content = keys.Content;
            byte[] part = [.. content, .. await releases.SignAsync(content, cancellation), .. await rotates.SignAsync(content, cancellation)];
            string path = parsed.GetRequiredValue(target);
            UpdateFiles.Write(path, part, isSecret: false);
            Tell(output, path, keys);
            output.WriteLine("Sign it with the key to rotate that the nodes have now: fieldnode sign --keys. What is signed with the former keys is refused from then on.");
            return ExitStatus.Ok;
        });
        return command;
    }

    private static Command Own(TextWriter output)
    {
        var target = Target(OwnFile);
        var command = new Command("own", "Make a node's own key, for the bench.") { target };
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(target);
            UpdateFiles.WriteNew(path, AbFile.Of(RandomNumberGenerator.GetBytes(OwnBytes)), isSecret: true);
            output.WriteLine($"{path} (secret): for one node. On the board: I:\\node\\{OwnFile}");
            return ExitStatus.Ok;
        });
        return command;
    }

    private static Command Show(TextWriter output)
    {
        var file = new Argument<string>("FILE") { Description = "A record, the next keys, or a public key." };
        var json = new Option<bool>("--json") { Description = "One JSON object instead of lines." };
        var command = new Command("show", "Show which keys a file has.") { file, json };
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(file);
            bool isPem = UpdateFiles.ReadText("FILE", path).StartsWith("-----BEGIN", StringComparison.Ordinal);
            TrustedKeys? keys = isPem ? null : TrustedKeys.Read("FILE", path);
            VerifyKey? single = isPem ? VerifyKey.Read("FILE", path) : null;
            if (parsed.GetValue(json))
            {
                output.WriteLine(JsonSerializer.Serialize(new
                {
                    file = path, key = single?.Fingerprint, generation = keys?.Generation, lowest = keys?.SequenceMin,
                    release = keys?.Release.Fingerprint, rotate = keys?.Rotate.Fingerprint,
                }));
            }
            else if (keys is not null)
            {
                Tell(output, path, keys);
            }
            else
            {
                output.WriteLine($"{path}: RSA-3072, {single!.Fingerprint}");
            }
            return ExitStatus.Ok;
        });
        return command;
    }

    private static void Tell(TextWriter output, string path, TrustedKeys keys)
    {
        output.WriteLine($"{path}: keys of generation {keys.Generation}, for bundles from {keys.SequenceMin} on");
        output.WriteLine($"  to release {keys.Release.Fingerprint}");
        output.WriteLine($"  to rotate  {keys.Rotate.Fingerprint}");
    }

    private static void MustDiffer(TrustedKeys keys)
    {
        if (keys.Release.Fingerprint == keys.Rotate.Fingerprint)
        {
            throw new UserError("one key for both: then a stolen key to release would be the end. Make two, and keep them in two places", ExitStatus.Usage);
        }
    }

    private static int Positive(int value, string option) => value > 0 ? value : throw new UserError($"{option} {value}: it counts from 1", ExitStatus.Usage);

    private static Option<string> Target(string usual) => new("--output", "-o")
    {
        Description = "Where it goes.", HelpName = "FILE", DefaultValueFactory = _ => usual,
    };

    private static Option<int?> Lowest() => new("--lowest") { Description = "The lowest sequence number that bundles may have under these keys.", HelpName = "NUMBER" };

    private static Option<string?> Text(string name, string description) => new(name) { Description = description, HelpName = "FILE" };

    private static UserError Missing(string option) => new($"{option} is missing. Try: fieldnode keys --help", ExitStatus.Usage);
}
