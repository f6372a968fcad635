using FieldNode.Settings;

namespace FieldNode.Virtual.Settings;

/// <summary>What came of reading a node file.</summary>
public sealed class SettingsResult
{
    internal SettingsResult(NodeSettings? settings, IReadOnlyList<SettingsFault> faults, bool mayBeMore = false)
    {
        Settings = faults.Count == 0 ? settings : null;
        Faults = faults;
        MayBeMore = mayBeMore;
    }

    /// <summary>The model, with its file names made absolute; null if there is any fault.</summary>
    public NodeSettings? Settings { get; }

    /// <summary>All faults, in the order of the file.</summary>
    public IReadOnlyList<SettingsFault> Faults { get; }

    /// <summary>True if the file has so many faults (<see cref="SettingsFile.FaultsMax"/>) that not all are
    /// told.</summary>
    public bool MayBeMore { get; }
}
