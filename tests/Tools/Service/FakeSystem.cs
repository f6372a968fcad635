using FieldNode.Cli.Service;

namespace FieldNode.Tools.Tests;

/// <summary>A system whose programs only say what they were asked.</summary>
internal sealed class FakeSystem : ISystemCommands
{
    public bool HasSystemd { get; init; } = true;

    public bool MayInstall { get; init; } = true;

    /// <summary>A command that fails, by how its line begins.</summary>
    public string? Failing { get; init; }

    public List<string> Asked { get; } = [];

    public (int Status, string Output) Run(string program, params string[] arguments)
    {
        Asked.Add($"{program} {string.Join(' ', arguments)}");
        return Failing is not null && Asked[^1].StartsWith(Failing, StringComparison.Ordinal) ? (1, "no") : (0, "");
    }
}
