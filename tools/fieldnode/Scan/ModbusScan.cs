using FieldNode.Field;

namespace FieldNode.Cli;

/// <summary>Asks every address at every setting of the line, and keeps who answered.</summary>
internal sealed class ModbusScan(ModbusScanOptions options, Func<LineForm, ISerialLine> open, IScanClock clock, IScanView view)
{
    private const int AttemptsMax = 3;    // of an address where somebody is
    private const int SlowFactor = 10;    // a late reply is waited for so many time-outs
    private readonly List<FoundUnit> found = [];

    /// <summary>What answered, in the order of asking; a damaged address that is readable at other settings is left out.</summary>
    internal IReadOnlyList<FoundUnit> Found =>
        [.. found.Where(unit => unit.IsReadable || !found.Any(other => other.IsReadable && other.Unit == unit.Unit))];

    /// <summary>The adapter gives back what it sends.</summary>
    internal bool HasEcho { get; private set; }

    /// <summary>Addresses that were asked, of all settings together.</summary>
    internal int Asked { get; private set; }

    /// <summary>Runs until all is asked, or until it is told to end.</summary>
    /// <returns>False: it was told to.</returns>
    internal bool Run(CancellationToken cancellation)
    {
        foreach (LineForm form in options.Forms)
        {
            ISerialLine line = open(form);
            try
            {
                Sweep(form, new ModbusProbe(line, form, clock, cancellation), cancellation);
            }
            finally
            {
                line.Close();
            }
            if (cancellation.IsCancellationRequested)
            {
                return false;
            }
        }
        return true;
    }

    private void Sweep(LineForm form, ModbusProbe probe, CancellationToken cancellation)
    {
        view.Begin(form.ToString(), options.Units.Count);
        for (int i = 0; i < options.Units.Count && !cancellation.IsCancellationRequested; i++)
        {
            ProbeReply reply = Ask(probe, options.Units[i], options.TimeoutMs);
            if (cancellation.IsCancellationRequested)
            {
                return; // half an answer is none
            }
            Asked++;
            HasEcho |= reply.HasEcho;
            int unit = reply.Kind == ProbeKind.OtherUnit ? reply.Unit : options.Units[i];
            bool isNew = !found.Any(one => one.Form == form && one.Unit == unit);
            if (reply.Kind != ProbeKind.Silent && isNew)
            {
                Keep(Look(form, probe, unit, reply), cancellation);
            }
            // A late reply hid whether the one that was asked is there: it gets its own turn.
            if (reply.Kind == ProbeKind.OtherUnit && unit != options.Units[i] && isNew)
            {
                i--;
            }
            view.Step(i + 1);
        }
    }

    private ProbeReply Ask(ModbusProbe probe, int unit, int timeoutMs) =>
        probe.Read(unit, options.Function, options.Address, timeoutMs);

    /// <summary>
    /// A second look at an address: twice more, for two slaves with one address do not always collide; with patience if
    /// it was late; and its name.
    /// </summary>
    private FoundUnit Look(LineForm form, ModbusProbe probe, int unit, ProbeReply first)
    {
        bool isSlow = first.Kind == ProbeKind.OtherUnit;
        int timeoutMs = isSlow ? options.TimeoutMs * SlowFactor : options.TimeoutMs;
        ProbeReply reply = first;
        int asked = isSlow ? 0 : 1;
        int damaged = first.Kind == ProbeKind.Damaged ? 1 : 0;
        while (asked < AttemptsMax)
        {
            ProbeReply next = Ask(probe, unit, timeoutMs);
            asked++;
            damaged += next.Kind == ProbeKind.Damaged ? 1 : 0;
            reply = next.Kind is ProbeKind.Answer or ProbeKind.Exception ? next : reply;
        }
        bool isReadable = reply.Kind is ProbeKind.Answer or ProbeKind.Exception;
        return new FoundUnit(form, unit)
        {
            Kind = isReadable ? reply.Kind : ProbeKind.Damaged,
            Code = reply.Kind == ProbeKind.Exception ? reply.Code : 0,
            Ms = reply.Ms,
            Asked = asked,
            Damaged = damaged,
            IsSlow = isSlow,
            Identity = isReadable && options.Identify ? ModbusIdentity.Ask(probe, unit, timeoutMs) : null,
        };
    }

    private void Keep(FoundUnit unit, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
        {
            return;
        }
        found.Add(unit);
        string name = unit.Identity is null ? "" : $"; {unit.Identity}";
        string trouble = unit.Trouble is null ? "" : $"; {unit.Trouble}";
        view.Found($"unit {unit.Unit} at {unit.Form}: {unit.Says} after {unit.Ms} ms{name}{trouble}");
    }
}
