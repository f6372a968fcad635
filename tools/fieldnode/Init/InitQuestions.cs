using FieldNode.Cli.Pki;
using Spectre.Console;

namespace FieldNode.Cli.Init;

/// <summary>Asks a person for what no option said.</summary>
internal sealed class InitQuestions(IAnsiConsole console, CancellationToken cancellation)
{
    private const string Simulated = "simulated parts: sensors, 4-20 mA loops, a contact, an output";

    /// <param name="given">What the options said; null members are asked for.</param>
    internal async Task<InitOptions> AskAsync(string folder, string? group, string? node, string? broker, int? port, string? serial)
    {
        console.MarkupLine("Enter takes what stands in brackets; Ctrl-C ends it, and nothing is made.");
        string groupName = group ?? await NameAsync("Sparkplug group, such as the plant or the hall", InitOptions.DefaultGroup);
        string nodeName = node ?? await NameAsync("Name of this node in the group", InitOptions.DefaultNode);
        string host = broker ?? await console.PromptAsync(
            new TextPrompt<string>("Broker, by its host name").DefaultValue(InitOptions.DefaultBroker)
                .Validate(text => PkiName.IsHost(text) ? ValidationResult.Success() : ValidationResult.Error("neither a host name nor an address")), cancellation);
        int at = port ?? await console.PromptAsync(
            new TextPrompt<int>("Its port for MQTT over TLS").DefaultValue(InitOptions.DefaultPort)
                .Validate(number => number is > 0 and < 65536 ? ValidationResult.Success() : ValidationResult.Error("1 to 65535")), cancellation);
        return new InitOptions { Folder = folder, Group = groupName, Node = nodeName, Broker = host, Port = at, Serial = serial ?? await SerialAsync() };
    }

    private async Task<string> NameAsync(string question, string usual) => await console.PromptAsync(
        new TextPrompt<string>(question).DefaultValue(usual)
            .Validate(text => PkiName.Fault(text) is { } fault ? ValidationResult.Error(Markup.Escape(fault)) : ValidationResult.Success()), cancellation);

    private async Task<string?> SerialAsync()
    {
        IReadOnlyList<string> adapters = SerialAdapters.Find();
        if (adapters.Count == 0)
        {
            return null; // said with what was made
        }
        string chosen = await console.PromptAsync(
            new SelectionPrompt<string>().Title("What does it read?").UseConverter(Markup.Escape).AddChoices([.. adapters, Simulated]), cancellation);
        return chosen == Simulated ? null : chosen;
    }
}
