using FieldNode.Field;

namespace FieldNode.Cli;

/// <summary>Asks every address of an I2C bus, and keeps who is there.</summary>
/// <param name="driverOf">The kernel's driver that owns a part at an address, or null.</param>
internal sealed class I2cScan(II2cBus bus, IScanClock clock, bool identify, Func<int, string?> driverOf, IScanView view)
{
    /// <summary>Below and above are addresses that the specification reserves (NXP UM10204, 3.1.12).</summary>
    internal const int First = 0x08;
    internal const int Last = 0x77;

    private readonly List<FoundPart> found = [];

    internal IReadOnlyList<FoundPart> Found => found;

    /// <summary>What ended the scan early, or Ok.</summary>
    internal I2cResult Fault { get; private set; }

    internal bool Run(CancellationToken cancellation)
    {
        var ask = new I2cQuestions(bus, clock);
        view.Begin("addresses 0x08 to 0x77", Last - First + 1);
        for (int address = First; address <= Last; address++)
        {
            if (cancellation.IsCancellationRequested)
            {
                return false;
            }
            if (Look(address, ask) is PartVerdict verdict)
            {
                var part = new FoundPart(address, verdict);
                found.Add(part);
                view.Found($"{part.Hex} ({address}): {verdict.Part} ({WordOf(verdict.Certainty)}: {verdict.Why})");
            }
            // One address may do strange things; a bus that is held or gone does them at each.
            if (ask.Result is I2cResult.Stuck or I2cResult.Lost)
            {
                Fault = ask.Result;
                return true;
            }
            view.Step(address - First + 1);
        }
        return true;
    }

    internal static string WordOf(Certainty certainty) => certainty switch
    {
        Certainty.Sure => "sure",
        Certainty.Likely => "likely",
        _ => "guess",
    };

    private PartVerdict? Look(int address, I2cQuestions ask)
    {
        if (driverOf(address) is string driver)
        {
            return new PartVerdict(driver, Certainty.Sure, "taken by this driver of the kernel, not asked");
        }
        if (ask.Acknowledges(address))
        {
            return identify ? I2cParts.Identify(address, ask) : I2cParts.Guess(address);
        }
        return identify && ask.Result == I2cResult.Nak ? I2cParts.Awaken(address, ask) : null;
    }
}
