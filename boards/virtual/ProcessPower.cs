namespace FieldNode.Virtual;

/// <summary>A process has no watchdog, and its restart is the service manager's: the run just ends.</summary>
public sealed class ProcessPower : IPower
{
    public void Pet()
    {
    }

    public void Reboot(int reason)
    {
    }
}
