using System.CommandLine;

namespace FieldNode.Cli;

/// <summary><c>fieldnode watch</c>: what a Sparkplug host sees on any broker.</summary>
internal static class WatchVerb
{
    internal const string Examples = """
        Examples:
          fieldnode watch --host broker.example --ca ca.pem --cert host.pem --key host.key
          fieldnode watch --host 127.0.0.1 --port 1883 --plain --seconds 10 --json
          fieldnode watch --host broker.example --ca ca.pem --cert h.pem --key h.key --rebirth plant/node1

        In a terminal it is a live table; with output redirected, a line per message.
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
          findings   list of { kind, text }: what a strict host does not accept
        Exit status: 0 nothing wrong, 1 a finding, or the connection failed or was lost, 2 used wrongly.
        """;

    internal static Command Create(TextWriter output, TextWriter error)
    {
        var host = new Option<string>("--host") { Description = "Broker, as in its certificate.", Required = true };
        var port = new Option<int?>("--port") { Description = "TCP port. Default: 8883, or 1883 with --plain." };
        var plain = new Option<bool>("--plain") { Description = "No TLS: for test brokers on this machine." };
        var ca = new Option<string?>("--ca") { Description = "PEM file of the only CA to trust.", HelpName = "FILE" };
        var cert = new Option<string?>("--cert") { Description = "PEM file of our certificate.", HelpName = "FILE" };
        var key = new Option<string?>("--key") { Description = "PEM file of our private key.", HelpName = "FILE" };
        var user = new Option<string?>("--user") { Description = "User name, besides the certificate." };
        var password = new Option<string?>("--password-file")
        {
            Description = "File with the password.", HelpName = "FILE",
        };
        var group = new Option<string?>("--group") { Description = "Only this Sparkplug group." };
        var json = new Option<bool>("--json") { Description = "One JSON object per message." };
        var seconds = new Option<double?>("--seconds") { Description = "End after so many seconds.", HelpName = "N" };
        var rebirth = new Option<string?>("--rebirth")
        {
            Description = "Ask this node for its births first: GROUP/NODE, or NODE with --group.", HelpName = "NODE",
        };
        var command = new Command("watch", "See what a Sparkplug host sees on a broker.")
        {
            host, port, plain, ca, cert, key, user, password, group, json, seconds, rebirth,
        };
        command.SetAction((parsed, cancellation) =>
        {
            bool isPlain = parsed.GetValue(plain);
            var link = new LinkOptions
            {
                Host = parsed.GetRequiredValue(host),
                Port = LinkOptions.CheckPort(parsed.GetValue(port) ?? (isPlain ? 1883 : 8883)),
                Plain = isPlain,
                CaFile = parsed.GetValue(ca),
                CertificateFile = parsed.GetValue(cert),
                KeyFile = parsed.GetValue(key),
                User = parsed.GetValue(user),
                PasswordFile = parsed.GetValue(password),
            };
            var watch = new WatchOptions
            {
                Group = parsed.GetValue(group),
                Json = parsed.GetValue(json),
                Duration = Durations.Check(parsed.GetValue(seconds)),
                Rebirth = RebirthTarget.Parse(parsed.GetValue(rebirth), parsed.GetValue(group)),
            };
            return new Watch(link, watch, output, error).RunAsync(cancellation);
        });
        return command;
    }
}
