using System.CommandLine;

namespace FieldNode.Cli;

/// <summary><c>fieldnode watch</c>: what a Sparkplug host sees on any broker.</summary>
internal static class WatchVerb
{
    internal const string Examples = """
        Examples:
          fieldnode watch --host broker.example --ca ca.pem --cert host.pem --key host.key
          fieldnode watch --host 127.0.0.1 --port 1883 --plain --seconds 10 --json
          fieldnode watch --host broker.example --ca ca.pem --cert h.pem --key h.key --node plant/node1
          fieldnode watch --host broker.example --ca ca.pem --cert h.pem --key h.key --conform --rebirth plant/node1 --seconds 60

        A node that was born before is asked for its births once, when something is heard of it: without them its data are numbers
        without names. With --node or --rebirth it is asked at once; --quiet asks nobody, and all that nodes receive comes from others.
        A link that is lost comes back by itself (with --conform it ends the watch).
        In a terminal it is a screen: arrows scroll, / searches names and qualities, b puts what is bad first, t shows nodes and
        devices (Enter: the tags of one), r asks for births, Esc takes a choice back, q ends. With output redirected, a line per message;
        what happens to the link, who does not answer, and that nothing is heard of a node or group, goes to stderr.
        --json prints one object per message, with these members, always all of them:
          time       when it was received, ISO 8601 UTC with ms
          topic      as it came
          type       NBIRTH, NDATA, NDEATH, NCMD, DBIRTH, DDATA, DDEATH, DCMD, STATE; null: not Sparkplug's
          group, node, device         null where the topic has none; for STATE, node is the host's id
          seq, bdSeq                  null where the message has none
          timestamp  of the payload, ms since 1970 UTC, or null
          online     for STATE; else null
          metrics    list of { name, alias, type, value, timestamp, quality, reason, unit, low, high, null,
                     historical }; name, type, unit and range by the birth; bytes in hex; NaN and infinities as text
          bytes      length of the payload
          findings   list of { kind, of, text }: what a strict host does not accept; of is node, or host for commands and STATE
        What is found without a message is an object with time, finding (the topic), kind, of, text.
        In lines, (WRONG: ...) is a node's fault, (HOST: ...) another host's, with what to do: births asked for again and again, a
        STATE that is old, ahead, not kept, of version 2.2 or of two hosts with one id, a command that no node can take.
        --conform grades every node, from its next NBIRTH on, by the statements of Sparkplug 3.0.0 that a host can see: not what
        a node says to its broker alone (CONNECT, SUBSCRIBE, flags of its PUBLISH), nor, since a host does not know its settings,
        whether it may repeat a value. A statement that breaks is said when it breaks first, in a line, and at the end:
          CONFORM plant/node1 FAIL payloads-ndata-seq (MUST: ...) 10:00:01.250 spBv1.0/plant/NDATA/node1: no seq
          conform plant/node1: passed=89 failed=1 not_seen=2 (payloads-ndata-seq 3x)
          conform: nodes=1 passed=89 failed=1 not_seen=2 unseeable=55
        With --json these are objects with a member conform: "fail" has node, id, level, statement, evidence; "node" and "total"
        have passed, failed, notSeen, broken (a list of { id, times }); a message has no such member.
        Exit status: 0 nothing wrong, 1 a finding, a statement that failed or none that could be graded with --conform, or the
        connection failed or was lost (though it came back), 2 used wrongly.
        """;

    internal static Command Create(TextWriter output, TextWriter error)
    {
        var link = new LinkArguments(isHostRequired: true);
        var group = new Option<string?>("--group") { Description = "Only this Sparkplug group." };
        var json = new Option<bool>("--json") { Description = "One JSON object per message." };
        var conform = new Option<bool>("--conform") { Description = "Grade the nodes by the statements of Sparkplug 3.0.0." };
        var noLegacy = new Option<bool>("--no-legacy")
        {
            Description = "Do not subscribe to STATE/#, where hosts of version 2.2 announce themselves: for brokers that end the connection for it.",
        };
        var seconds = new Option<double?>("--seconds") { Description = "End after so many seconds.", HelpName = "N" };
        var rebirth = new Option<string?>("--rebirth")
        {
            Description = "Ask this node for its births first: GROUP/NODE, or NODE with --group.", HelpName = "NODE",
        };
        var node = new Option<string?>("--node") { Description = "Only this node: GROUP/NODE, or NODE with --group.", HelpName = "NODE" };
        var quiet = new Option<bool>("--quiet") { Description = "Ask no node for its births." };
        var command = new Command("watch", "See what a Sparkplug host sees on a broker.")
        {
            group, node, quiet, conform, json, noLegacy, seconds, rebirth,
        };
        link.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var watch = new WatchOptions
            {
                Group = parsed.GetValue(group),
                Conform = parsed.GetValue(conform),
                Json = parsed.GetValue(json),
                Legacy = !parsed.GetValue(noLegacy),
                Duration = Durations.Check(parsed.GetValue(seconds)),
                Rebirth = RebirthTarget.Parse(parsed.GetValue(rebirth), parsed.GetValue(group)),
                Node = RebirthTarget.Parse(parsed.GetValue(node), parsed.GetValue(group), "--node"),
                Quiet = parsed.GetValue(quiet),
            };
            await using var running = new Watch(link.Of(parsed), watch, output, error);
            return await running.RunAsync(cancellation);
        });
        return command;
    }
}
