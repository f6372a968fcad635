using FieldNode.Settings;

namespace FieldNode.Virtual.Settings;

/// <summary>What came of reading a node file.</summary>
public sealed class SettingsResult
{
    internal SettingsResult(NodeSettings? settings, IReadOnlyList<SettingsFault> faults, bool mayBeMore = false,
        IReadOnlyList<SettingsWarning>? warnings = null, IReadOnlyList<LineLoad>? loads = null)
    {
        Warnings = warnings ?? [];
        Loads = loads ?? [];
        Settings = faults.Count == 0 ? settings : null;
        Faults = faults;
        MayBeMore = mayBeMore;
    }

    /// <summary>The model, with its file names made absolute; null if there is any fault.</summary>
    public NodeSettings? Settings { get; }

    /// <summary>All faults, in the order of the file.</summary>
    public IReadOnlyList<SettingsFault> Faults { get; }

    /// <summary>What an installer should know of a file without faults, in the order of the file; only where its files were looked at, too.</summary>
    public IReadOnlyList<SettingsWarning> Warnings { get; }

    /// <summary>How busy its lines are; as <see cref="Warnings"/>.</summary>
    public IReadOnlyList<LineLoad> Loads { get; }

    /// <summary>True if the file has so many faults (<see cref="SettingsFile.FaultsMax"/>) that not all are
    /// told.</summary>
    public bool MayBeMore { get; }
}
