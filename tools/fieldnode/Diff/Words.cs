using System.Globalization;
using FieldNode.Settings;

namespace FieldNode.Cli.Diff;

/// <summary>What things of a node file are called.</summary>
internal static class Words
{
    internal static string OfItem(Type type) => type.Name switch
    {
        nameof(LineSettings) => "line",
        nameof(DeviceSettings) => "device",
        nameof(TagSettings) or nameof(SensorTagSettings) => "tag",
        nameof(BusSettings) => "bus",
        nameof(SensorSettings) => "sensor",
        nameof(ContactSettings) => "contact",
        nameof(OutputSettings) => "output",
        nameof(CounterSettings) => "counter",
        _ => type.Name,
    };

    internal static string OfPart(string member) => member switch
    {
        "sparkplug" => "Sparkplug",
        "loop" => "4-20 mA loop",
        _ => member,
    };

    /// <summary>What a host sees when one is added or removed.</summary>
    internal static string Effect(Type type, bool added) => type == typeof(DeviceSettings)
        ? added ? ": hosts get its DBIRTH" : ": hosts keep its tags, stale, until somebody deletes them" : "";

    /// <summary>What is in it, in a few words.</summary>
    internal static string Summary(object item) => item switch
    {
        TagSettings tag => Address(tag) + $", {tag.Type}",
        SensorTagSettings tag => tag.Value ?? "of its register",
        DeviceSettings device => $"unit {device.Unit} on {device.Line}, {Count(device.Tags.Length, "tag")}",
        SensorSettings sensor => $"{sensor.Kind} on {sensor.Bus}, {Count(sensor.Tags.Length, "tag")}",
        LineSettings line => $"{line.Port}, {line.Baud} {line.Parity}",
        BusSettings bus => $"{bus.Kind} {bus.Port}",
        ContactSettings contact => $"pin {contact.Pin}",
        OutputSettings output => $"pin {output.Pin}",
        CounterSettings counter => $"pin {counter.Pin}",
        _ => "{...}",
    };

    internal static string Show(object? value) => value switch
    {
        null => "none",
        true => "on",
        false => "off",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        string text => text,
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Address(TagSettings tag) => tag.Table is null
        ? tag.Address.ToString(CultureInfo.InvariantCulture) : $"{tag.Table} {tag.Address}";

    private static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
