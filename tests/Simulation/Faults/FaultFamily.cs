namespace FieldNode.Simulation;

/// <summary>Faults that belong together: a run has some of the families.</summary>
[Flags]
internal enum FaultFamily
{
    Link = 1,
    Broker = 2,
    Hosts = 4,
    Clock = 8,
    Modbus = 16,
    I2c = 32,
    Contacts = 64,
    Power = 128,
    Flash = 256,
}
