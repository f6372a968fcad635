namespace FieldNode.Fuzz;

/// <summary>All targets.</summary>
internal static class Targets
{
    internal static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new PayloadTarget(), new CommandTarget(), new StateTarget(), new HostTarget(), new WireTarget(), new SessionTarget(), new ModbusTarget(), new ProbeTarget(),
        new SettingsTarget(), new RecordTarget(), new PemTarget(), new ManifestTarget(), new SlotsTarget(), new ImportTarget(), new RecordsTarget(), new EventsTarget(),
        new JournalTarget(),
    ];

    internal static FuzzTarget? Find(string name) => All.FirstOrDefault(target => target.Name == name);
}
