using System.Globalization;
using FieldNode.Field;
using FieldNode.Virtual.Plant;
using FieldNode.Virtual.Serial;

namespace FieldNode.Cli;

/// <summary>A scan of a serial line as a person asked for it: the port, what is told before, and the summary.</summary>
internal sealed class ModbusScanRun(string port, ModbusScanOptions options, ScanScreen screen)
{
    /// <summary>Instead of a port: the demo's plant, so that it can be tried with nothing at hand.</summary>
    internal const string Simulated = "simulated";

    internal int Run(CancellationToken cancellation)
    {
        if (port == Simulated)
        {
            if (!OperatingSystem.IsLinux())
            {
                throw new UserError("the simulated plant needs a pseudo-terminal: run this on Linux");
            }
            using var plant = new PlantOnPty(new SimulatedPlant());
            return Scan(plant.Path, "the simulated plant on " + plant.Path, cancellation);
        }
        return Scan(port, port, cancellation);
    }

    private int Scan(string path, string name, CancellationToken cancellation)
    {
        // A pseudo-terminal carries bytes, not bits: all settings are one there.
        bool hasNoBits = path.StartsWith("/dev/pts/", StringComparison.Ordinal);
        ModbusScanOptions asked = hasNoBits ? options with { Forms = [options.Forms[0]] } : options;
        SystemSerialLine? first = Open(path, asked.Forms[0]); // a port that cannot be had is told before anything else
        SystemSerialLine Next(LineForm form) => Interlocked.Exchange(ref first, null) ?? Open(path, form);
        screen.Say($"scan of {name}: {asked.Units.Count} addresses, {asked.Forms.Count} "
            + $"setting{(asked.Forms.Count == 1 ? "" : "s")} of the line, {asked.TimeoutMs} ms each: "
            + $"at most {Text(asked.Longest)}. Only reads are sent. Ctrl-C ends it with what was found");
        (ModbusScan scan, bool isWhole) = screen.Run(view =>
        {
            var one = new ModbusScan(asked, Next, new SystemScanClock(), view);
            return (one, one.Run(cancellation));
        });
        return Close(path, scan, isWhole);
    }

    private static SystemSerialLine Open(string path, LineForm form)
    {
        var line = new SystemSerialLine(path, form.Baud, form.Parity, 0);
        SerialFault fault = line.Open();
        if (fault == SerialFault.None)
        {
            return line;
        }
        line.Dispose();
        throw new UserError($"{path}: " + fault switch
        {
            SerialFault.NotFound => "no such port, or it cannot be set so. Which ones are there: ls /dev/tty*",
            SerialFault.InUse => "in use by a node or another scan. End that first: a bus has one master",
            _ when File.Exists(path) && new FileInfo(path).Length > 0 => "a file, not a serial port. Which ones are there: ls /dev/tty*",
            SerialFault.Denied => "this user may not open it. Add the user to the port's group (dialout)",
            _ => "cannot be opened: " + fault,
        });
    }

    private int Close(string path, ModbusScan scan, bool isWhole)
    {
        IReadOnlyList<FoundUnit> found = scan.Found;
        screen.Show(["unit", "baud", "parity", "says", "after", "identification", "note"], found.Select(unit => new[]
        {
            unit.Unit.ToString(CultureInfo.InvariantCulture), unit.Form.Baud.ToString(CultureInfo.InvariantCulture),
            unit.Form.Parity, unit.Says, $"{unit.Ms} ms", unit.Identity?.ToString() ?? "", unit.Trouble ?? "",
        }));
        if (scan.HasEcho)
        {
            screen.Say("the adapter gives back what it sends (echo): switch its receiver off while it sends");
        }
        int readable = found.Count(unit => unit.IsReadable);
        int troubled = found.Count(unit => unit.Trouble is not null);
        bool isOk = isWhole && readable > 0 && troubled == 0 && !scan.HasEcho;
        screen.Say($"scan: asked={scan.Asked} found={readable} troubled={troubled} " + (isOk ? "ok"
            : !isWhole ? "stopped"
            : readable == 0 && troubled == 0 ? "nobody answers: supply, A and B swapped, or other settings"
            : "see above"));
        screen.Object(new
        {
            port = path,
            whole = isWhole,
            ok = isOk,
            echo = scan.HasEcho,
            asked = scan.Asked,
            units = found.Select(unit => new
            {
                unit = unit.Unit,
                baud = unit.Form.Baud,
                parity = unit.Form.Parity,
                readable = unit.IsReadable,
                exception = unit.Kind == ProbeKind.Exception ? unit.Code : (int?)null,
                ms = unit.Ms,
                asked = unit.Asked,
                damaged = unit.Damaged,
                vendor = unit.Identity?.Vendor,
                product = unit.Identity?.Product,
                revision = unit.Identity?.Revision,
                trouble = unit.Trouble,
            }),
        });
        return isOk ? ExitStatus.Ok : ExitStatus.Wrong;
    }

    private static string Text(TimeSpan time) => time.TotalSeconds < 90
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(time.TotalSeconds):0} s")
        : string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(time.TotalMinutes):0} min");
}
