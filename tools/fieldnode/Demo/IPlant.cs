using FieldNode.Settings;

namespace FieldNode.Cli;

/// <summary>What the node of the demo polls.</summary>
internal interface IPlant : IDisposable
{
    /// <summary>Settings of a node that polls this plant: lines, devices and tags; the rest is the demo's.</summary>
    NodeSettings CreateSettings(string group, string node);

    /// <summary>One line for people.</summary>
    string Description { get; }

    /// <summary>What can go wrong in it on purpose, in the order in which it is to happen.</summary>
    /// <param name="stateFolder">The node's own folder.</param>
    IReadOnlyList<Mishap> Mishaps(string stateFolder) => [];
}
