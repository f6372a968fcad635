using System.CommandLine;
using System.Text;
using FieldNode.Settings;
using FieldNode.Virtual;
using FieldNode.Virtual.Settings;

namespace FieldNode.Cli;

/// <summary><c>fieldnode settings-record FILE</c>: the settings record of a node file, for a board to start from.</summary>
internal static class SettingsRecordVerb
{
    internal const string Examples = """
        Examples:
          fieldnode settings-record node.json                  writes node.record beside it
          fieldnode settings-record node.json -o n7.record
          fieldnode settings-record --show node.record         the node file that it stands for
          fieldnode settings-record --show settings-record.a   the same of one that a board kept (I:\node)
          fieldnode settings-record --form                     members, kinds, defaults, as docs/SPEC.md has them

        A board reads JSON slowly. With the record its first start does not have to, and it needs no node.json. Put it on
        the board as I:\node.record. It has no secrets: passwords and keys stay in their own files. It is valid for one
        version of the firmware. Beside a node.json it is valid only if it was made from exactly that file.
        The file is checked as fieldnode check does it; certificates and passwords need not be here.
        Exit status: 0 done, 1 the node file has faults or the record is not sound, 2 used wrongly or the file is not there.
        """;

    internal static Command Create(TextWriter output, TextWriter error)
    {
        var file = new Argument<string?>("FILE")
        {
            Description = "The node file (node.json); with --show a record.", Arity = ArgumentArity.ZeroOrOne,
        };
        var target = new Option<string?>("--output", "-o")
        {
            Description = "Where the record goes; else beside the node file, as .record.", HelpName = "FILE",
        };
        var show = new Option<bool>("--show") { Description = "Print what a record holds, as a node file." };
        var form = new Option<bool>("--form") { Description = "Print the form of records: members, kinds, defaults." };
        var command = new Command("settings-record", "Make the settings record of a node file, for a board to start from.")
        {
            file, target, show, form,
        };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(form))
            {
                return PrintForm(output);
            }
            string? path = parsed.GetValue(file);
            if (path is null)
            {
                throw new UserError("say which node file. Try: fieldnode settings-record --help", ExitStatus.Usage);
            }
            NamedFile.MustBeThere(path, parsed.GetValue(show) ? "Say which record to show" : "Say which node file to make a record of");
            return parsed.GetValue(show)
                ? Show(path, output, error)
                : Make(path, parsed.GetValue(target) ?? Path.ChangeExtension(path, ".record"), output);
        });
        return command;
    }

    private static int Make(string path, string target, TextWriter output)
    {
        byte[] json = ReadAll(path);
        if (Path.GetFullPath(path) == Path.GetFullPath(target))
        {
            throw new UserError($"{target}: the record would overwrite its node file. Give another name with -o", ExitStatus.Usage);
        }
        byte[]? record = RecordFile.Make(json, out IReadOnlyList<SettingsFault> faults);
        if (record is null)
        {
            foreach (SettingsFault fault in faults)
            {
                output.WriteLine(fault);
            }
            output.WriteLine($"{path}: {faults.Count} fault{(faults.Count == 1 ? "" : "s")}, no record written");
            return ExitStatus.Wrong;
        }
        try
        {
            File.WriteAllBytes(target, record);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"{target}: {NamedFile.WhyNot(target, failure)}. Give another place with -o", ExitStatus.Wrong, failure);
        }
        output.WriteLine($"{target}: {record.Length} bytes, of a node file of {json.Length}, for firmware {RecordFile.Firmware}. "
            + "On the board: I:\\node.record");
        return ExitStatus.Ok;
    }

    private static int Show(string path, TextWriter output, TextWriter error)
    {
        byte[] bytes = ReadAll(path);
        SettingsRecord record = SettingsRecord.Open(bytes, bytes.Length, RecordFile.Firmware);
        string why = record.Fault switch
        {
            RecordFault.None => "",
            RecordFault.OtherForm => "a record of another form: a fieldnode of the board's own version shows it",
            RecordFault.OtherFirmware => $"a record for firmware {record.Firmware}, and this is {RecordFile.Firmware}: a fieldnode of that version shows it",
            _ => "no settings record, or a damaged one: a board would read its node file instead",
        };
        NodeSettings? settings = record.Fault == RecordFault.None ? record.Read() : null;
        if (settings is null)
        {
            throw new UserError($"{path}: {(why.Length > 0 ? why : "a record whose content is none")}");
        }
        error.WriteLine($"{path}: for firmware {record.Firmware}, of a node file of {record.Source.Bytes} bytes, CRC {record.SourceCrc:x8}, "
            + (record.StandsAlone ? "made at the bench" : $"kept by a board, number {record.Sequence}"));
        output.Write(Encoding.UTF8.GetString(RecordFile.ToJson(settings)));
        return ExitStatus.Ok;
    }

    private static int PrintForm(TextWriter output)
    {
        foreach (string line in RecordForm.Lines)
        {
            output.WriteLine("    " + line);
        }
        output.WriteLine();
        output.WriteLine($"    form 0x{RecordForm.Number:X8}");
        return ExitStatus.Ok;
    }

    private static byte[] ReadAll(string path)
    {
        try
        {
            return RegularFile.ReadAllBytes(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"{path}: {NamedFile.WhyNot(path, failure)}", ExitStatus.Usage, failure);
        }
    }
}
