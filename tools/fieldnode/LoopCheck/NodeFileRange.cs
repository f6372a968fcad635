using FieldNode.Settings;
using FieldNode.Virtual.Settings;

namespace FieldNode.Cli;

/// <summary>What the node file says about a loop: the birth has its range, but not its scaling.</summary>
internal static class NodeFileRange
{
    internal static LoopRange Of(string path, TagAddress tag)
    {
        NamedFile.MustBeThere(path, "--config wants the node file with the loop");
        SettingsResult read = SettingsFile.Read(path, checkFiles: false);
        if (read.Settings is not NodeSettings settings || read.Faults.Count > 0)
        {
            throw new UserError($"--config {path}: it has faults; 'fieldnode check {path}' tells them", ExitStatus.Usage);
        }
        return Of(settings, tag) ?? throw new UserError(
            $"--config {path}: it has no 4-20 mA loop {tag.Device}/{tag.Tag}. Give --low and --high instead", ExitStatus.Usage);
    }

    internal static LoopRange? Of(NodeSettings settings, TagAddress tag) => Find(settings, tag) is { Loop: LoopSettings loop } found
        ? new LoopRange(found.Low, found.High, loop.SquareRoot, loop.CutoffPercent, "by the node file")
        : null;

    internal static SensorTagSettings? Find(NodeSettings settings, TagAddress tag) => (settings.Sensors ?? [])
        .Where(sensor => sensor.Device == tag.Device)
        .SelectMany(sensor => sensor.Tags ?? [])
        .FirstOrDefault(one => one.Name == tag.Tag);
}
