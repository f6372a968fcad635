using FieldNode.Cli;
using FieldNode.Settings;
using FieldNode.Virtual.Plant;
using FieldNode.Virtual.Sim;

namespace FieldNode.Tools.Tests;

/// <summary>The demo's plant in the settings, and no process behind them: its port is none, for a real node must not open a terminal that belongs to another test.</summary>
internal sealed class PaperPlant : IPlant
{
    public string Description => "a plant on paper";

    public NodeSettings CreateSettings(string group, string node)
    {
        var settings = new NodeSettings
        {
            Lines = [PlantSettings.Line("/dev/ttyNone0")], Devices = PlantSettings.Devices(), Sparkplug = new SparkplugSettings(),
        };
        SimBoardSettings.AddTo(settings);
        return settings;
    }

    public void Dispose()
    {
    }
}
