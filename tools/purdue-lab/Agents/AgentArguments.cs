using System.Text.Json.Nodes;

namespace FieldNode.PurdueLab;

/// <summary>What an agent is asked, member by member.</summary>
internal sealed class AgentArguments(JsonObject asked)
{
    internal string Text(string name) => Maybe(name) ?? throw new ArgumentException($"{name} is missing");

    internal string? Maybe(string name) => (string?)asked[name];

    internal int Number(string name) => (int?)asked[name] ?? throw new ArgumentException($"{name} is missing");

    internal int Number(string name, int usual) => (int?)asked[name] ?? usual;

    internal bool Is(string name) => (bool?)asked[name] ?? false;
}
