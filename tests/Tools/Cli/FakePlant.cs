using FieldNode.Cli;
using FieldNode.Settings;

namespace FieldNode.Tools.Tests;

/// <summary>A plant of one device that nobody polls.</summary>
internal sealed class FakePlant : IPlant
{
    internal bool IsDisposed { get; private set; }

    public string Description => "nothing";

    public NodeSettings CreateSettings(string group, string node) => new()
    {
        Devices = [new DeviceSettings { Name = "d1" }],
    };

    public void Dispose() => IsDisposed = true;
}
