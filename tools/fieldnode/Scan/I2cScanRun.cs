using System.Globalization;
using FieldNode.Field;
using FieldNode.Virtual.I2c;
using FieldNode.Virtual.Sim;

namespace FieldNode.Cli;

/// <summary>A scan of an I2C bus as a person asked for it.</summary>
internal sealed class I2cScanRun(string busName, bool identify, ScanScreen screen)
{
    /// <summary>Instead of a bus: that of the simulated board.</summary>
    internal const string Simulated = "simulated";

    internal int Run(CancellationToken cancellation)
    {
        if (busName == Simulated)
        {
            II2cBus simulated = new SimBoard(() => Environment.TickCount64).CreateI2c();
            return Scan(simulated, "the simulated board's I2C bus", _ => null, cancellation);
        }
        if (!int.TryParse(busName, NumberStyles.None, CultureInfo.InvariantCulture, out int number))
        {
            throw new UserError($"--bus {busName}: say the number of the bus, 1 for /dev/i2c-1, or {Simulated}",
                ExitStatus.Usage);
        }
        string device = $"/dev/i2c-{number}";
        if (!File.Exists(device))
        {
            string there = string.Join(", ", Directory.Exists("/dev") ? Directory.GetFiles("/dev", "i2c-*").Order() : []);
            throw new UserError($"{device}: no such bus. " + (there.Length > 0
                ? "There are: " + there
                : "None is there: switch I2C on for this board, and load the module i2c-dev"));
        }
        using PcI2cBus bus = PcI2cBus.OfBoard(number);
        return Scan(bus, device, address => DriverOf("/sys/bus/i2c/devices", number, address), cancellation);
    }

    /// <summary>The kernel's driver of a part, as sysfs has it; null: nobody's.</summary>
    internal static string? DriverOf(string sysFolder, int bus, int address)
    {
        string link = Path.Combine(
            sysFolder, string.Create(CultureInfo.InvariantCulture, $"{bus}-{address:x4}"), "driver");
        return Directory.Exists(link) ? Path.GetFileName(new FileInfo(link).LinkTarget ?? "driver") : null;
    }

    private int Scan(II2cBus bus, string name, Func<int, string?> driverOf, CancellationToken cancellation)
    {
        screen.Say($"scan of {name}: addresses 0x08 to 0x77 by reads; no register is written"
            + (identify ? "" : ", and no part is asked who it is"));
        (I2cScan scan, bool isWhole) = screen.Run(view =>
        {
            var one = new I2cScan(bus, new SystemScanClock(), identify, driverOf, view);
            return (one, one.Run(cancellation));
        });
        if (scan.Fault == I2cResult.Lost)
        {
            throw new UserError($"{name}: cannot be used. May this user open it (group i2c)?");
        }
        screen.Show(["address", "decimal", "part", "how sure", "because", "kind"], scan.Found.Select(part => new[]
        {
            part.Hex, part.Address.ToString(CultureInfo.InvariantCulture), part.Verdict.Part,
            I2cScan.WordOf(part.Verdict.Certainty), part.Verdict.Why, part.Verdict.Kind ?? "",
        }));
        bool isOk = isWhole && scan.Fault == I2cResult.Ok && scan.Found.Count > 0;
        int guesses = scan.Found.Count(part => part.Verdict.Certainty == Certainty.Guess);
        screen.Say($"scan: found={scan.Found.Count} guesses={guesses} " + (isOk ? "ok"
            : scan.Fault == I2cResult.Stuck ? "the bus is held: SDA or SCL is low. A short, no pull-ups, or a part "
                + "without supply"
            : !isWhole ? "stopped"
            : "nobody answers: supply, SDA and SCL swapped, pull-ups"));
        screen.Object(new
        {
            bus = busName,
            whole = isWhole,
            ok = isOk,
            stuck = scan.Fault == I2cResult.Stuck,
            parts = scan.Found.Select(part => new
            {
                address = part.Address,
                part = part.Verdict.Part,
                certainty = I2cScan.WordOf(part.Verdict.Certainty),
                why = part.Verdict.Why,
                kind = part.Verdict.Kind,
            }),
        });
        return isOk ? ExitStatus.Ok : ExitStatus.Wrong;
    }
}
