namespace FieldNode.Virtual;

/// <summary>A process has no watchdog of its own, and its restart is somebody else's: the run just ends, and says why.</summary>
public sealed class ProcessPower(Action? pet = null) : IPower
{
    /// <summary>Why a restart was asked for (Supervisor.Reboot...), 0: it was not.</summary>
    public int Reason { get; private set; }

    public void Pet() => pet?.Invoke();

    public void Reboot(int reason) => Reason = reason;
}
