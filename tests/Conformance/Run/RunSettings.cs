using FieldNode.Settings;
using FieldNode.Virtual.Plant;

namespace FieldNode.Conformance;

/// <summary>The node file that the runs, and the proofs about ids, start from: right in every member.</summary>
internal static class RunSettings
{
    internal static NodeSettings Good() => new()
    {
        Version = 1, Group = "Plant", Node = "N1", Lines = [PlantSettings.Line("memory")], Devices = PlantSettings.Devices(),
        Broker = new BrokerSettings { Host = "broker", CaFile = "ca", CertificateFile = "cert", KeyFile = "key" },
        Sparkplug = new SparkplugSettings
        {
            Mode = "commands", HealthPeriodMs = 1000,
            Controls = new ControlSettings { DeviceRebirth = true, Reboot = true, ScanRateMaxMs = 60_000, Properties = true },
        },
    };
}
