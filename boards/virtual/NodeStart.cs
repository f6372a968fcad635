using FieldNode.Settings;
using FieldNode.Virtual.Updates;

namespace FieldNode.Virtual;

/// <summary>A node that is to run.</summary>
/// <param name="Settings">Checked, the names of files in it absolute.</param>
/// <param name="SettingsPath">Where they are from.</param>
/// <param name="StateFolder">Its store, which is locked for it.</param>
/// <param name="Log">One line an event.</param>
/// <param name="End">Asks for a clean end.</param>
internal sealed record NodeStart(NodeSettings Settings, string SettingsPath, string StateFolder, LineLog Log, CancellationToken End)
{
    /// <summary>The node file's content if it is not that of <see cref="SettingsPath"/>.</summary>
    public byte[]? File { get; init; }

    /// <summary>Says in lines what changed between two node files that are kept in the state folder, by their CRC-32; null: nobody can.</summary>
    public Func<string, int, int, IReadOnlyList<string>?>? Changes { get; init; }

    public ProcessPower Power { get; init; } = new();

    /// <summary>What a loader started; null: there is none, so nothing can be updated.</summary>
    public PcUpdate? Update { get; init; }
}
