namespace FieldNode.Interop.Tests;

/// <summary>A broker on the stage's port that wants a certificate of the stage's CA; to be killed and started again.</summary>
internal interface IBroker : IDisposable
{
    /// <summary>What it printed so far.</summary>
    string Output { get; }

    /// <summary>Starts it; again, too, with the store that the killed one left.</summary>
    Task StartAsync();

    /// <summary>The hard way: no DISCONNECT, no will.</summary>
    Task KillAsync();
}
