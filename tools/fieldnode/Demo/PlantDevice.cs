using FieldNode.Settings;

namespace FieldNode.Cli;

/// <summary>A device of the demo's node, and what it hangs on.</summary>
/// <param name="Name">As hosts see it.</param>
/// <param name="Bus">The wire's name, six characters at most.</param>
internal sealed record PlantDevice(string Name, string Bus)
{
    /// <summary>Slaves, the devices of sensors (several may share one), and the terminals.</summary>
    internal static IReadOnlyList<PlantDevice> Of(NodeSettings settings)
    {
        Dictionary<string, string> kinds = (settings.Buses ?? []).ToDictionary(bus => bus.Name, bus => bus.Kind);
        return
        [
            .. (settings.Devices ?? []).Select(device => new PlantDevice(device.Name, "RS-485"))
                .Concat((settings.Sensors ?? []).Select(sensor => new PlantDevice(sensor.Device, Word(kinds.GetValueOrDefault(sensor.Bus)))))
                .Concat(settings.Terminals is null ? [] : [new PlantDevice(settings.Terminals.Device, "GPIO")])
                .DistinctBy(device => device.Name),
        ];
    }

    private static string Word(string? kind) => kind switch
    {
        "i2c" => "I2C",
        "spi" => "SPI",
        "onewire" => "1-Wire",
        "adc" => "ADC",
        _ => "",
    };
}
