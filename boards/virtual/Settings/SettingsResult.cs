using FieldNode.Settings;

namespace FieldNode.Virtual.Settings;

/// <summary>What came of reading a node file.</summary>
public sealed class SettingsResult
{
    internal SettingsResult(NodeSettings? settings, IReadOnlyList<SettingsFault> faults, int moreFaults = 0)
    {
        Settings = faults.Count == 0 ? settings : null;
        Faults = faults;
        MoreFaults = moreFaults;
    }

    /// <summary>The model, with its file names made absolute; null if there is any fault.</summary>
    public NodeSettings? Settings { get; }

    /// <summary>All faults, in the order of the file.</summary>
    public IReadOnlyList<SettingsFault> Faults { get; }

    /// <summary>Faults beyond the bound of <see cref="SettingsFile.FaultsMax"/>, which are only counted.</summary>
    public int MoreFaults { get; }
}
