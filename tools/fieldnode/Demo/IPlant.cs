using FieldNode.Settings;

namespace FieldNode.Cli;

/// <summary>What the node of the demo polls.</summary>
internal interface IPlant : IDisposable
{
    /// <summary>Settings of a node that polls this plant: lines, devices and tags; the rest is the demo's.</summary>
    NodeSettings CreateSettings(string group, string node);

    /// <summary>One line for people.</summary>
    string Description { get; }
}
