using System.CommandLine;

namespace FieldNode.Cli;

/// <summary><c>fieldnode update</c>: one bundle to one node, followed to the verdict.</summary>
internal static class UpdateVerb
{
    internal const string Examples = """
        Examples:
          fieldnode update site-12.fnb --node kiln/node1 --host broker.example --ca ca.pem --cert meier.pem --key meier.key
          fieldnode update site-12.fnb --node kiln/node1 --host broker.example --ca ca.pem --cert meier.pem --key meier.key --yes
          fieldnode update site-12.fnb --node kiln/node1 --host broker.example --ca ca.pem --cert meier.pem --key meier.key --yes --json

        Without --yes it shows what the node runs and what the bundle brings, and changes nothing.
        With --yes it offers the bundle, sends what the node asks for, and follows the trial until the node confirms it or goes back.
        Use a certificate of 'fieldnode pki maintenance'. Either end may lose its link, and the node may restart: the update goes on.
        Ctrl-C leaves the node with what it has; the same command goes on from there. docs/update.md says what states and reasons mean.
        --json prints one object a line: time, event (plan, state, progress, link, verdict) and what belongs to it; the verdict has outcome
        (Confirmed, RolledBack, Refused, NoAnswer, Stalled, TimedOut, Unknown), reason, number, running, words.
        Exit status: 0 confirmed, or the plan was shown; 1 rolled back, refused or no verdict; 2 used wrongly.
        """;

    internal static Command Create(TextWriter output)
    {
        var link = new LinkArguments(isHostRequired: true);
        var bundle = new Argument<string>("BUNDLE") { Description = "The file that 'fieldnode sign' wrote." };
        var node = new Option<string>("--node") { Description = "Which node: GROUP/NODE.", Required = true, HelpName = "NODE" };
        var yes = new Option<bool>("--yes") { Description = "Send it. Without this, only show the plan." };
        var json = new Option<bool>("--json") { Description = "One JSON object a line." };
        Option<int> answer = Seconds("--answer", 30, "Seconds in which the node must answer.");
        Option<int> stall = Seconds("--stall", 300, "Seconds in which the node may take nothing, or the broker be away.");
        Option<int> verdict = Seconds("--verdict", 3600, "Seconds from the last chunk to the verdict.");
        var command = new Command("update", "Send a signed bundle to a node and follow its trial.") { bundle, node, yes, json, answer, stall, verdict };
        link.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            string[] place = parsed.GetRequiredValue(node).Split('/');
            if (place.Length != 2 || place.Any(word => word.Length == 0 || word.AsSpan().ContainsAny('+', '#')))
            {
                throw new UserError($"--node {parsed.GetRequiredValue(node)}: say GROUP/NODE", ExitStatus.Usage);
            }
            var options = new UpdateOptions
            {
                BundlePath = parsed.GetRequiredValue(bundle), Group = place[0], Node = place[1],
                Yes = parsed.GetValue(yes), Json = parsed.GetValue(json),
                AnswerMs = Ms(answer, parsed), StallMs = Ms(stall, parsed), VerdictMs = Ms(verdict, parsed),
            };
            return new UpdateRun(options, link.Of(parsed), output).RunAsync(cancellation);
        });
        return command;
    }

    private static Option<int> Seconds(string name, int usual, string description) => new(name)
    {
        Description = description, DefaultValueFactory = _ => usual, HelpName = "N",
    };

    private static int Ms(Option<int> option, ParseResult parsed) => parsed.GetValue(option) is var seconds and >= 1 and <= 1_000_000
        ? 1000 * seconds
        : throw new UserError($"{option.Name} {parsed.GetValue(option)} is not allowed: 1 to 1000000", ExitStatus.Usage);
}
