using FieldNode.Host;

namespace FieldNode.Cli.Pages;

/// <summary>A metric as a birth has it.</summary>
/// <param name="Name">Its name, general where it names a line, bus, sensor or unit.</param>
/// <param name="Type">Its datatype.</param>
/// <param name="Unit">Its engineering unit, or empty.</param>
internal sealed record BornMetric(string Name, SparkplugType Type, string Unit);
