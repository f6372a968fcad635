using FieldNode.Journal;
using FieldNode.Settings;

namespace FieldNode.Virtual.Settings;

/// <summary>Makes and reads settings records on a PC, for boards of this version of the firmware.</summary>
public static class RecordFile
{
    /// <summary>Version of the firmware that a record is made for: that of the tool.</summary>
    public static string Firmware => VirtualPorts.FirmwareVersion;

    /// <summary>Makes the record of a node file.</summary>
    /// <param name="json">The file, to the byte as it goes onto the board, or as it stays at home.</param>
    /// <param name="faults">What is wrong with it; empty if a record came of it.</param>
    /// <returns>The record, or null.</returns>
    public static byte[]? Make(byte[] json, out IReadOnlyList<SettingsFault> faults)
    {
        SettingsResult result = SettingsFile.Parse(json, ".", asWritten: true);
        faults = result.Faults.Count > 0 ? result.Faults : DeviceFaults(json);
        return faults.Count > 0 ? null
            : SettingsRecord.Make(result.Settings!, Firmware, new RecordSource(json), Crc32.Of(json, 0, json.Length), 0, standsAlone: true);
    }

    /// <summary>The settings of a record as a node file without defaults.</summary>
    public static byte[] ToJson(NodeSettings settings) => ModelWriter.ToJson(settings);

    // A board refuses some texts that a PC takes; it must not get them in another guise.
    private static List<SettingsFault> DeviceFaults(byte[] json)
    {
        try
        {
            _ = NodeFileParts.Read(json, new EmptyParts());
            return [];
        }
        catch (ArgumentException refused)
        {
            return [new SettingsFault("", refused.Message, "what a board can read")];
        }
    }

    private sealed class EmptyParts : IPartReader
    {
        public object Parse(string text, Type type) => Activator.CreateInstance(type)!;
    }
}
