using System.CommandLine;
using System.Text.Json;
using FieldNode.Cli.Provision;
using FieldNode.Virtual;

namespace FieldNode.Cli;

/// <summary><c>fieldnode firmware</c>: joins, checks and pins what goes onto boards; builds use the same.</summary>
internal static class FirmwareVerb
{
    internal const string Examples = """
        Examples:
          fieldnode firmware join boards/esp32/bin/Release -o Firmware.bin
          fieldnode firmware check Firmware.bin --runtime nanoclr.json --board esp32-s3-n16r8
          fieldnode firmware pin --target ESP32_S3_OCTAL --version 1.17.0.334 \
            --package archive/ESP32_S3_OCTAL-1.17.0.334.zip --natives boards/esp32/natives.json -o nanoclr.json

        join puts all .pe files of a folder behind one another. check walks the image as the runtime does: the sums of each assembly, whether all
        that one needs is there, the native methods that it wants, and its size. pin notes which runtime is flashed, by its SHA-256.
        Exit status: 0 done, 1 it has faults, 2 used wrongly.
        """;

    internal static Command Create(TextWriter output) => new("firmware", "Join, check and pin what goes onto boards.")
    {
        Join(output), Check(output), Pin(output),
    };

    private static Command Join(TextWriter output)
    {
        var folder = new Argument<string>("DIR") { Description = "Folder with the .pe files of the build." };
        Option<string> target = Target();
        var command = new Command("join", "Join the assemblies of a build.") { folder, target };
        command.SetAction(parsed =>
        {
            string at = parsed.GetRequiredValue(folder);
            string[] files = Directory.Exists(at) ? Directory.GetFiles(at, "*.pe") : throw new UserError($"{at}: no such folder", ExitStatus.Usage);
            if (files.Length == 0)
            {
                throw new UserError($"{at}: no .pe file in it. Build the firmware in Release", ExitStatus.Usage);
            }
            byte[] image = FirmwareImage.Join(files);
            DurableFile.WriteBytes(parsed.GetRequiredValue(target), image, isSecret: false);
            FirmwareImage read = FirmwareImage.Read(parsed.GetRequiredValue(target));
            output.WriteLine($"{read.File}: {read.Assemblies.Count} assemblies, {read.Bytes} bytes, SHA-256 {read.Sha256}");
            return ExitStatus.Ok;
        });
        return command;
    }

    private static Command Check(TextWriter output)
    {
        var file = new Argument<string>("FILE") { Description = "Firmware.bin." };
        var runtime = new Option<string?>("--runtime") { Description = "The runtime that it meets: nanoclr.json.", HelpName = "FILE" };
        var board = new Option<string?>("--board") { Description = "The board, for the size of its partition.", HelpName = "NAME" };
        var json = new Option<bool>("--json") { Description = "One JSON object instead of lines." };
        var command = new Command("check", "Say what would keep an image from running.") { file, runtime, board, json };
        command.SetAction(parsed =>
        {
            FirmwareImage image = FirmwareImage.Read(parsed.GetRequiredValue(file));
            RuntimePin? pin = parsed.GetValue(runtime) is { } name ? RuntimePin.Read(name) : null;
            string[] faults = [.. image.Faults(pin, parsed.GetValue(board) is { } of ? BoardTarget.Of(of).DeployBytes : null)];
            if (parsed.GetValue(json))
            {
                output.WriteLine(JsonSerializer.Serialize(new
                {
                    file = image.File, ok = faults.Length == 0, faults, version = image.Version, bytes = image.Bytes, sha256 = image.Sha256,
                    assemblies = image.Assemblies.Select(one => new
                    {
                        name = one.Name, version = one.Version.ToString(), bytes = one.Bytes, natives = $"0x{one.NativeChecksum:X8}",
                    }),
                }));
            }
            else
            {
                foreach (string fault in faults)
                {
                    output.WriteLine(SafeText.Of($"! {fault}"));
                }
                output.WriteLine($"{image.File}: version {image.Version}, {image.Assemblies.Count} assemblies, {image.Bytes} bytes, SHA-256 {image.Sha256}: "
                    + (faults.Length == 0 ? "no fault" : $"{faults.Length} fault{(faults.Length == 1 ? "" : "s")}"));
            }
            return faults.Length == 0 ? ExitStatus.Ok : ExitStatus.Wrong;
        });
        return command;
    }

    private static Command Pin(TextWriter output)
    {
        var target = new Option<string>("--target") { Description = "nanoff's name of the target.", Required = true, HelpName = "NAME" };
        var version = new Option<string>("--version") { Description = "Version of the runtime.", Required = true, HelpName = "V" };
        var package = new Option<string>("--package") { Description = "nanoff's package, TARGET-VERSION.zip.", Required = true, HelpName = "FILE" };
        var natives = new Option<string>("--natives") { Description = "Checksums of its native parts.", Required = true, HelpName = "FILE" };
        Option<string> into = Target();
        var command = new Command("pin", "Note which runtime is flashed.") { target, version, package, natives, into };
        command.SetAction(parsed =>
        {
            NamedFile.MustBeThere(parsed.GetRequiredValue(package), "Fetch it: nanoff --target T --fwversion V --updatearchive --archivepath DIR");
            NamedFile.MustBeThere(parsed.GetRequiredValue(natives), "boards/esp32/natives.json has those of July 2026");
            string file = parsed.GetRequiredValue(into);
            RuntimePin pin = RuntimePin.Of(parsed.GetRequiredValue(target), parsed.GetRequiredValue(version), parsed.GetRequiredValue(package),
                Path.GetDirectoryName(Path.GetFullPath(file))!, RuntimePin.ReadNatives(parsed.GetRequiredValue(natives)));
            DurableFile.Write(file, pin.ToJson());
            output.WriteLine($"{file}: {pin.Target} {pin.Version}, SHA-256 {pin.Sha256}");
            return ExitStatus.Ok;
        });
        return command;
    }

    private static Option<string> Target() => new("--output", "-o") { Description = "Where it goes.", Required = true, HelpName = "FILE" };
}
