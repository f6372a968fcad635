using System.CommandLine;
using FieldNode.Cli.Rollouts;

namespace FieldNode.Cli;

/// <summary>The options of <c>fieldnode update</c> for a group of nodes.</summary>
internal sealed class RolloutArguments
{
    private readonly Option<string?> group = new("--group") { Description = "Group of the nodes.", HelpName = "GROUP" };
    private readonly Option<string?> nodes = new("--nodes") { Description = "Which nodes: names with * and ?, commas between.", HelpName = "PATTERN" };
    private readonly Option<string?> bundle = new("--bundle") { Description = "The bundle; {node} in it stands for the node's name: one for each.", HelpName = "FILE" };
    private readonly Option<string?> resume = new("--resume") { Description = "Go on with a roll-out from the file that it left.", HelpName = "FILE" };
    private readonly Option<int?> expect = new("--expect") { Description = "How many nodes the plan has; --yes wants it.", HelpName = "N" };
    private readonly Option<int> wait = new("--wait") { Description = "Seconds to wait for births.", DefaultValueFactory = _ => 20, HelpName = "N" };
    private readonly Option<string> canary = new("--canary") { Description = "Node that comes first, or how many.", DefaultValueFactory = _ => "1", HelpName = "NAME|N" };
    private readonly Option<string> rings = new("--rings") { Description = "Shares or numbers of all nodes, up to 100%.", DefaultValueFactory = _ => "10%,50%,100%", HelpName = "LIST" };
    private readonly Option<string?> stopAt = new("--stop-at") { Description = "Stop at this share of failures among the nodes of the rings so far, or at a number. Default: 5%.", HelpName = "N|P%" };
    private readonly Option<int> soak = new("--soak") { Description = "Seconds that a ring is watched before the next.", DefaultValueFactory = _ => 60, HelpName = "N" };
    private readonly Option<int> parallel = new("--parallel") { Description = "Nodes at a time.", DefaultValueFactory = _ => 8, HelpName = "N" };
    private readonly Option<int> tries = new("--tries") { Description = "Times that a node is begun which does not answer.", DefaultValueFactory = _ => 3, HelpName = "N" };
    private readonly Option<int> days = new("--certificate-days") { Description = "A node whose certificate has fewer days is left out.", DefaultValueFactory = _ => 7, HelpName = "N" };
    private readonly Option<int> journal = new("--journal-max") { Description = "A node with more values in its journal is left out.", DefaultValueFactory = _ => 10_000, HelpName = "N" };
    private readonly Option<string?> files = new("--files") { Description = "Folder with the node files, NODE.json or NODE/node.json, for diff and boards.", HelpName = "DIR" };
    private readonly Option<string?> pki = new("--pki") { Description = "The site's PKI, which knows when certificates end.", HelpName = "DIR" };
    private readonly Option<string?> state = new("--state") { Description = "Where the state of the roll-out goes.", HelpName = "FILE" };
    private readonly Option<string?> report = new("--report") { Description = "The page that prints. Default: beside the state, .html.", HelpName = "FILE" };

    private Option[] All => [group, nodes, bundle, resume, expect, wait, canary, rings, stopAt, soak, parallel, tries, days, journal, files, pki, state, report];

    internal void AddTo(Command command) => Array.ForEach(All, command.Add);

    /// <exception cref="UserError">Options of a roll-out were given, and one node is meant: they would do nothing.</exception>
    internal void MustBeAbsent(ParseResult parsed)
    {
        if (Given(parsed, All) is { Length: > 0 } given)
        {
            throw new UserError($"{given}: of a roll-out alone, and one node was named. Leave that out, or say --group, --nodes and --bundle", ExitStatus.Usage);
        }
    }

    /// <summary>The words that make it a roll-out, if any is there.</summary>
    internal bool IsMeant(ParseResult parsed) => parsed.GetValue(nodes) is not null || parsed.GetValue(group) is not null || parsed.GetValue(bundle) is not null || parsed.GetValue(resume) is not null;

    internal Task<int> RunAsync(ParseResult parsed, UpdateOptions waits, LinkOptions link, TextWriter output, CancellationToken cancellation)
    {
        var run = new RolloutRun(link, output, waits.Json);
        if (parsed.GetValue(resume) is { } path)
        {
            if (Given(parsed, [.. All.Where(option => option != resume && option != stopAt && option != report)]) is { Length: > 0 } given)
            {
                throw new UserError($"{given}: a roll-out that goes on has that in its file. With --resume go --stop-at, --report and the link", ExitStatus.Usage);
            }
            return run.ResumeAsync(path, waits, parsed.GetValue(stopAt), parsed.GetValue(report), cancellation);
        }
        return run.BeginAsync(Options(parsed, waits), cancellation);
    }

    /// <summary>Names of those that somebody wrote, as a list; empty: none.</summary>
    private static string Given(ParseResult parsed, Option[] options) => string.Join(", ", options.Where(option => parsed.GetResult(option) is { Implicit: false }).Select(option => option.Name));

    private RolloutOptions Options(ParseResult parsed, UpdateOptions waits)
    {
        string Needed(Option<string?> option) => parsed.GetValue(option) is { Length: > 0 } text
            ? text
            : throw new UserError($"{option.Name} {option.HelpName} is missing: a roll-out wants --group, --nodes and --bundle", ExitStatus.Usage);
        string ofGroup = Needed(group);
        if (ofGroup.AsSpan().ContainsAny('/', '+', '#'))
        {
            throw new UserError($"--group {ofGroup}: say one group", ExitStatus.Usage);
        }
        if (waits.Yes && parsed.GetValue(expect) is null)
        {
            throw new UserError("--yes wants --expect N, the number of nodes that the plan has: run it without --yes, and look at the plan", ExitStatus.Usage);
        }
        return new RolloutOptions
        {
            Group = ofGroup, Nodes = new NodePattern(Needed(nodes)), BundlePath = Needed(bundle), FilesFolder = parsed.GetValue(files), PkiFolder = parsed.GetValue(pki),
            Yes = waits.Yes, Expect = parsed.GetValue(expect), Canary = parsed.GetValue(canary)!, Rings = Rings.Parse(parsed.GetValue(rings)!),
            StopAt = StopRule.Parse(parsed.GetValue(stopAt) ?? "5%"), SoakMs = 1000 * Number(soak, parsed, 0, 604_800), Parallel = Number(parallel, parsed, 1, 1000),
            WaitMs = 1000 * Number(wait, parsed, 1, 3600), Tries = Number(tries, parsed, 1, 100), CertificateDays = Number(days, parsed, 0, 10_000), JournalMax = Number(journal, parsed, 0, int.MaxValue),
            Node = waits, StatePath = parsed.GetValue(state), ReportPath = parsed.GetValue(report), Json = waits.Json,
        };
    }

    private static int Number(Option<int> option, ParseResult parsed, int least, int most) => parsed.GetValue(option) is var number && number >= least && number <= most
        ? number
        : throw new UserError($"{option.Name} {number} is not allowed: {least} to {most}", ExitStatus.Usage);
}
