using System.CommandLine;
using FieldNode.Cli.Fleet;
using FieldNode.Cli.Fleet.Page;

namespace FieldNode.Cli;

/// <summary><c>fieldnode fleet</c>: all nodes of a broker.</summary>
internal static class FleetVerb
{
    internal const string Examples = """
        Examples:
          fieldnode fleet --host broker.example --ca ca.pem --cert host.pem --key host.key
          fieldnode fleet --host broker.example --ca ca.pem --cert h.pem --key h.key --group plant --filter 'gone' --sort since
          fieldnode fleet --host broker.example --ca ca.pem --cert h.pem --key h.key --ask --once --json
          fieldnode fleet --host broker.example --ca ca.pem --cert h.pem --key h.key --alerts --json --gone-after 120
          fieldnode fleet --host broker.example --ca ca.pem --cert h.pem --key h.key --serve
          fieldnode fleet --host broker.example --ca ca.pem --cert h.pem --key h.key --ends-within 30 --json | jq -r .node

        The desk listens to births, data and deaths, and keeps what it has seen in an SQLite file (--store): when it starts, it knows who
        is missing and since when. It publishes nothing. With --ask it requests births of nodes that were born before it came, once each;
        its certificate needs the right to do so ('fieldnode pki writer NAME --rebirth').
        A node is good; bad: heard, and something is wrong; old: not heard lately, or its birth was not heard on this connection, so what
        is shown is from before; gone: its death came, or nothing came for --gone-after. What a node says of itself, its version above
        all, is its claim.
        In a terminal it is a table: arrows scroll, / filters, s sorts, q ends. With output redirected, a line for what happens to a node.
        --once listens for 15 s (--seconds N), then prints a line per node. --filter takes words that all have to be found in name, state,
        version, settings or faults. --sort: worst, name, since, version, certificate, uptime, journal, lost.
        --ends-within N is --once for the nodes whose certificate ends within N days, the next one first; status 1 if there are any.
        docs/rollout.md renews what it lists.
        --json prints an object per event { time, group, node, event }; with --once an object per node, with these members, always all of them:
          group, node, state, since, heard
          versionClaimed, updateVersionClaimed, slot, sequence, settingsCrc, certificateDaysLeft, certificateEnds, uptimeSeconds, run, lastReset
          journal    { captured, sent, confirmed, resent, dropped, unheld, depth, oldestSeconds }
          clockAheadMs, devices, devicesAway, badTags
          faults     list of { kind, text, toDo }, the gravest first
        --alerts prints a line (or object) when one of these begins, and one when it is over: gone, certificateEnds, rolledBack, losesSamples,
        journalFills, twoNodes. What returns within a minute is the same alert, counted. A desk that starts anew raises nothing twice.
          ALERT 2026-01-02T03:04:05Z raised gone plant/node1: gone since 2026-01-02 02:59:05 (5 min): its death came. Look at ...
          ALERT 2026-01-02T04:00:00Z cleared gone plant/node1 after 56 min, count 1
        Objects have time, alert, state (raised, cleared), group, node, raised, count, text, toDo.
        --serve shows a page at http://127.0.0.1:8088/ (another port: --serve PORT; 0: any that is free), read only, for this machine only:
        the field, each node with its tags and events, and roll-outs whose files --rollout names.
        Exit status: 0 nothing wrong, 1 a node is bad or gone (with --alerts: an alert stands), or the connection failed, 2 used wrongly.
        """;

    internal static Command Create(TextWriter output, TextWriter error)
    {
        var link = new LinkArguments(isHostRequired: true);
        var group = new Option<string[]>("--group") { Description = "Only this Sparkplug group; may be given several times.", HelpName = "GROUP" };
        var filter = new Option<string?>("--filter") { Description = "Only nodes in which all these words are found.", HelpName = "WORDS" };
        var sort = new Option<string?>("--sort") { Description = "Order. Default: worst.", HelpName = "ORDER" };
        var once = new Option<bool>("--once") { Description = "Listen for a while, print a line per node, and end." };
        var json = new Option<bool>("--json") { Description = "JSON, one object per line." };
        var seconds = new Option<double?>("--seconds") { Description = "End after so many seconds.", HelpName = "N" };
        var store = new Option<string?>("--store") { Description = "SQLite file of what was seen. Default: ~/.local/state/fieldnode/fleet-BROKER.db.", HelpName = "FILE" };
        var ask = new Option<bool>("--ask") { Description = "Request births of nodes whose birth was not heard." };
        var alerts = new Option<bool>("--alerts") { Description = "Lines for an alarm system." };
        var serve = new Option<int?>("--serve") { Description = "Show a page on 127.0.0.1. Default port: 8088.", HelpName = "PORT", Arity = ArgumentArity.ZeroOrOne };
        var rollout = new Option<string[]>("--rollout") { Description = "File of a roll-out to show on the page; may be given several times.", HelpName = "FILE" };
        var oldAfter = new Option<double?>("--old-after") { Description = "Not heard for so many seconds: old. Default: 60.", HelpName = "N" };
        var goneAfter = new Option<double?>("--gone-after") { Description = "Not heard for so many seconds (and for --old-after): gone. Gone for so long: an alert. Default: 300.", HelpName = "N" };
        var days = new Option<int?>("--certificate-days") { Description = "A certificate with fewer days left is a fault. Default: 30.", HelpName = "N" };
        var endsWithin = new Option<int?>("--ends-within") { Description = "List the nodes whose certificate ends within so many days.", HelpName = "N" };
        var command = new Command("fleet", "See all nodes of a broker: who is there, who is missing, what is wrong.")
        {
            group, filter, sort, once, json, seconds, store, ask, alerts, serve, rollout, oldAfter, goneAfter, days, endsWithin,
        };
        link.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var limits = new FleetLimits();
            limits = limits with
            {
                OldAfter = Durations.Check(parsed.GetValue(oldAfter), 1, "--old-after") ?? limits.OldAfter,
                GoneAfter = Durations.Check(parsed.GetValue(goneAfter), 1, "--gone-after") ?? limits.GoneAfter,
                CertificateDays = parsed.GetValue(days) ?? limits.CertificateDays,
            };
            var options = new FleetOptions
            {
                Groups = [.. (parsed.GetValue(group) ?? []).Select(CheckGroup)],
                Filter = parsed.GetValue(filter) ?? "",
                Sort = parsed.GetValue(sort) is null && parsed.GetValue(endsWithin) is not null ? FleetSort.Certificate : SortOf(parsed.GetValue(sort)),
                Once = parsed.GetValue(once) || parsed.GetValue(endsWithin) is not null,
                EndsWithin = CheckDays(parsed.GetValue(endsWithin), parsed.GetValue(alerts) || parsed.GetResult(serve) is not null),
                Json = parsed.GetValue(json),
                Duration = Durations.Check(parsed.GetValue(seconds)),
                Store = parsed.GetValue(store),
                Ask = parsed.GetValue(ask),
                Alerts = parsed.GetValue(alerts),
                Page = parsed.GetResult(serve) is null ? null : CheckPage(parsed.GetValue(serve) ?? PageServer.DefaultPort),
                Rollouts = parsed.GetValue(rollout) ?? [],
                Limits = limits,
            };
            await using var desk = new FleetDesk(link.Of(parsed), options, output, error);
            await desk.OpenAsync(cancellation);
            return await desk.RunAsync(cancellation);
        });
        return command;
    }

    private static string CheckGroup(string group) => group.Length > 0 && group.IndexOfAny(['+', '#', '/']) < 0
        ? group
        : throw new UserError($"--group {group}: a group's name has none of + # /", ExitStatus.Usage);

    private static int? CheckDays(int? days, bool isOther) => days is null || (days >= 0 && !isOther) ? days
        : throw new UserError(isOther ? "--ends-within lists nodes, and ends: not with --alerts or --serve" : $"--ends-within {days} is not allowed: 0 or more days", ExitStatus.Usage);

    private static int CheckPage(int port) => port is >= 0 and < 65536 ? port : throw new UserError($"--serve {port} is not allowed: 0 to 65535", ExitStatus.Usage);

    private static FleetSort SortOf(string? text) => text is null ? FleetSort.Worst
        : Enum.TryParse(text, ignoreCase: true, out FleetSort sort) && Enum.IsDefined(sort) && !char.IsAsciiDigit(text[0]) ? sort
        : throw new UserError($"--sort {text} is not allowed: {string.Join(", ", Enum.GetNames<FleetSort>().Select(name => name.ToLowerInvariant()))}", ExitStatus.Usage);
}
