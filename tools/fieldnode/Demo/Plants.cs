using FieldNode.Settings;
using FieldNode.Virtual;
using FieldNode.Virtual.Plant;
using FieldNode.Virtual.Sim;

namespace FieldNode.Cli;

/// <summary>
/// The one place that knows which simulated plant the demo uses: three Modbus slaves on a pseudo-terminal, and the
/// simulated board.
/// </summary>
internal static class Plants
{
    internal static IPlant Start() => OperatingSystem.IsLinux()
        ? new PtyPlant()
        : throw new UserError("the demo's plant needs a pseudo-terminal: run the demo on Linux, "
            + "or 'fieldnode run' with a real RS-485 adapter here");

    [System.Runtime.Versioning.SupportedOSPlatform("linux")]
    private sealed class PtyPlant : IPlant
    {
        private const string BrokenLoop = "ain0=0\n"; // mA

        private readonly SimulatedPlant slaves = new();
        private readonly PlantOnPty plant;

        internal PtyPlant() => plant = new PlantOnPty(slaves);

        public string Description => $"three Modbus slaves on {plant.Path}: a meter, a boiler, a tank; and a simulated board "
            + "with a sensor of each kind, 4-20 mA loops, a PT100, a contact, an output and a water meter";

        public NodeSettings CreateSettings(string group, string node)
        {
            var settings = new NodeSettings
            {
                Lines = [PlantSettings.Line(plant.Path)],
                Devices = PlantSettings.Devices(),
                Sparkplug = new SparkplugSettings { HealthPeriodMs = 5000 },
            };
            SimBoardSettings.AddTo(settings);
            return settings;
        }

        public IReadOnlyList<Mishap> Mishaps(string stateFolder)
        {
            string inputs = Path.Combine(stateFolder, SimInputs.FileName);
            return
            [
                new Mishap
                {
                    Name = "loose wire", Device = "Loops", Tag = "Level", Cause = "the wire of Loops/Level is off",
                    Begin = () => DurableFile.Write(inputs, BrokenLoop),
                    Mend = () => File.Delete(inputs),
                },
                new Mishap
                {
                    Name = "dead slave", Device = "Boiler", Cause = "Boiler stops answering",
                    Begin = () => slaves.Boiler.IsSilent = true,
                    Mend = () => slaves.Boiler.IsSilent = false,
                },
            ];
        }

        public void Dispose() => plant.Dispose();
    }
}
