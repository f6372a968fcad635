namespace FieldNode.Cli.Service;

/// <summary>The system's own programs, by which a service is installed.</summary>
internal interface ISystemCommands
{
    /// <summary>systemd runs this machine.</summary>
    bool HasSystemd { get; }

    /// <summary>This process may change the system.</summary>
    bool MayInstall { get; }

    /// <summary>Runs a program and waits for it.</summary>
    /// <returns>Exit status, and what it printed on both streams.</returns>
    /// <exception cref="UserError">There is no such program.</exception>
    (int Status, string Output) Run(string program, params string[] arguments);
}
