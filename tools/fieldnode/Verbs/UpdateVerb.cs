using System.CommandLine;

namespace FieldNode.Cli;

/// <summary><c>fieldnode update</c>: one bundle to one node or to a group of nodes, followed to the verdict.</summary>
internal static class UpdateVerb
{
    internal const string Examples = """
        Examples:
          fieldnode update site-12.fnb --node kiln/node1 --host broker.example --ca ca.pem --cert meier.pem --key meier.key
          fieldnode update site-12.fnb --node kiln/node1 --host broker.example --ca ca.pem --cert meier.pem --key meier.key --yes
          fieldnode update newkey.fnb --node kiln/node1 --request node1.csr --host broker.example --ca ca.pem --cert meier.pem --key meier.key --yes
          fieldnode update --node kiln/node1 --request node1.csr --host broker.example --ca ca.pem --cert meier.pem --key meier.key
          fieldnode update --group kiln --nodes 'Boiler-*' --bundle site-12.fnb --host broker.example --ca ca.pem --cert meier.pem --key meier.key
          fieldnode update --group kiln --nodes 'Boiler-*' --bundle site-12.fnb --host broker.example --ca ca.pem --cert meier.pem --key meier.key --yes --expect 24
          fieldnode update --group kiln --nodes 'Boiler-*' --bundle 'out/{node}.fnb' --files nodes --host broker.example --ca ca.pem --cert meier.pem --key meier.key
          fieldnode update --resume rollout-kiln-12-20261130-081500.json --host broker.example --ca ca.pem --cert meier.pem --key meier.key

        Without --yes it shows what the node runs and what the bundle brings, and changes nothing.
        With --yes it offers the bundle, sends what the node asks for, and follows the trial until the node confirms it or goes back.
        Use a certificate of 'fieldnode pki maintenance'. Either end may lose its link, and the node may restart: the update goes on.
        Ctrl-C leaves the node with what it has; the same command goes on from there. docs/update.md says what states and reasons mean.
        After an order for a new key ('fieldnode sign --new-key') the request for its certificate is written to --request. --request without a bundle fetches it again.
        A group gets it as a roll-out: a canary, then rings, with a rule when to stop; docs/rollout.md has plan, rings and what to do when it stopped.
        Ctrl-C pauses a roll-out; --resume goes on with it, also after this program was killed. With --resume, --stop-at sets a new limit; failures so far count.
        --json prints one object a line: time, event (plan, state, progress, link, verdict, request; of a roll-out also survey, rollout, node, desk, report) and what belongs to it; the verdict has outcome
        (Confirmed, RolledBack, Refused, NoAnswer, Stalled, TimedOut, Unknown), reason, number, running, words; that of a roll-out the numbers of its last line.
        Exit status: 0 confirmed (of a roll-out: every node of the plan), or the plan was shown; 1 rolled back, refused, stopped, paused or no verdict; 2 used wrongly.
        """;

    internal static Command Create(TextWriter output)
    {
        var link = new LinkArguments(isHostRequired: true);
        var rollout = new RolloutArguments();
        var bundle = new Argument<string?>("BUNDLE") { Description = "The file that 'fieldnode sign' wrote, for one node.", Arity = ArgumentArity.ZeroOrOne };
        var node = new Option<string?>("--node") { Description = "Which node: GROUP/NODE.", HelpName = "NODE" };
        var request = new Option<string?>("--request") { Description = "Where the request of a new key goes. Default: NODE.csr.", HelpName = "FILE" };
        var yes = new Option<bool>("--yes") { Description = "Send it. Without this, only show the plan." };
        var json = new Option<bool>("--json") { Description = "One JSON object a line." };
        Option<int> answer = Seconds("--answer", 30, "Seconds in which the node must answer.");
        Option<int> stall = Seconds("--stall", 300, "Seconds in which the node may take nothing, or the broker be away.");
        Option<int> verdict = Seconds("--verdict", 3600, "Seconds from the last chunk to the verdict.");
        var command = new Command("update", "Send a signed bundle to a node or to a group of nodes, and follow the trial.") { bundle, node, request, yes, json, answer, stall, verdict };
        rollout.AddTo(command);
        link.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            var options = new UpdateOptions
            {
                BundlePath = parsed.GetValue(bundle) ?? "", Group = "", Node = "", RequestPath = parsed.GetValue(request), Yes = parsed.GetValue(yes), Json = parsed.GetValue(json),
                AnswerMs = Ms(answer, parsed), StallMs = Ms(stall, parsed), VerdictMs = Ms(verdict, parsed),
            };
            if (rollout.IsMeant(parsed))
            {
                return options.BundlePath.Length == 0 && parsed.GetValue(node) is null
                    ? rollout.RunAsync(parsed, options, link.Of(parsed), output, cancellation)
                    : throw new UserError("one node wants BUNDLE and --node; a roll-out wants --group, --nodes and --bundle: not both", ExitStatus.Usage);
            }
            rollout.MustBeAbsent(parsed);
            (string group, string name) = Place(parsed.GetValue(node), options.BundlePath.Length > 0 || options.RequestPath is not null);
            return new UpdateRun(options with { Group = group, Node = name }, link.Of(parsed), output).RunAsync(cancellation);
        });
        return command;
    }

    private static (string Group, string Node) Place(string? node, bool hasPurpose)
    {
        if (node is null || !hasPurpose)
        {
            throw new UserError($"{(hasPurpose ? "--node NODE" : "BUNDLE")} is missing: one node wants BUNDLE and --node; a group wants --group, --nodes and --bundle", ExitStatus.Usage);
        }
        string[] place = node.Split('/');
        return place.Length == 2 && !place.Any(word => word.Length == 0 || word.AsSpan().ContainsAny('+', '#'))
            ? (place[0], place[1])
            : throw new UserError($"--node {node}: say GROUP/NODE", ExitStatus.Usage);
    }

    private static Option<int> Seconds(string name, int usual, string description) => new(name)
    {
        Description = description, DefaultValueFactory = _ => usual, HelpName = "N",
    };

    private static int Ms(Option<int> option, ParseResult parsed) => parsed.GetValue(option) is var seconds and >= 1 and <= 1_000_000
        ? 1000 * seconds
        : throw new UserError($"{option.Name} {parsed.GetValue(option)} is not allowed: 1 to 1000000", ExitStatus.Usage);
}
