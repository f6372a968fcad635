using System.Text;
using FieldNode.Cli.Pki;
using FieldNode.Virtual;

namespace FieldNode.Cli.Brokers;

/// <summary>
/// mosquitto 2: the common name in the certificate is the user and the client id, so nobody can take another's place; an ACL file names each
/// user's topics.
/// </summary>
internal static class MosquittoFiles
{
    internal const string Configuration = "mosquitto.conf";
    internal const string Acl = "acl";
    internal const string Passwords = "passwords";
    internal const string ClientCas = "client-cas.pem";
    internal const string Crl = "crl.pem";
    internal const string Certificate = "broker.pem";
    internal const string Key = "broker.key";

    internal const string BridgeTrust = "bridge-ca.pem";
    internal const string BridgeCertificate = "bridge.pem";
    internal const string BridgeKey = "bridge.key";

    internal static IReadOnlyList<BrokerFile> Of(BrokerSite site, BrokerOptions options)
    {
        var files = new List<BrokerFile>
        {
            new(Acl, AclOf(site)),
            new(Passwords, PasswordsText),
            new(ClientCas, site.Trust),
            new(Crl, string.Concat(site.Crls)),
            new(Certificate, RegularFile.ReadAllText(site.Server.ChainFile)),
        };
        if (site.ServerKey() is { } key)
        {
            files.Add(new BrokerFile(Key, key, IsSecret: true));
        }
        if (site.Bridge is { } bridge)
        {
            files.Add(new BrokerFile(BridgeTrust, site.TrustOfBridge));
            files.Add(new BrokerFile(BridgeCertificate, RegularFile.ReadAllText(bridge.ChainFile)));
            files.Add(new BrokerFile(BridgeKey, RegularFile.ReadAllText(bridge.KeyFile), IsSecret: true));
        }
        files.Add(new BrokerFile(Configuration, ConfigurationOf(options, site))); // last: who starts it finds the rest
        return files;
    }

    // Nobody has a password, and nobody needs one: the certificate is the login. Should somebody take use_identity_as_username out and allow_anonymous
    // in, then everybody could log in under any name; with this file nobody can.
    private const string PasswordsText = "# Nobody logs in by a password: the second lock, should the first be left open.\n";

    private static string ConfigurationOf(BrokerOptions options, BrokerSite site)
    {
        var text = new StringBuilder($"""
            # mosquitto 2. Written by 'fieldnode broker mosquitto', and written over by it: put what is your own into another file and
            # start with that, having include_dir there.

            # Retained is nothing but the STATE of hosts, who say it again when they come back.
            persistence false
            user {options.RunAs}

            allow_anonymous false
            acl_file {options.At(Acl)}
            password_file {options.At(Passwords)}

            """);
        foreach (int port in options.Ports)
        {
            text.Append($"""

                listener {port}{(options.Bind is null ? "" : " " + options.Bind)}
                protocol mqtt
                tls_version tlsv1.2
                certfile {options.At(Certificate)}
                keyfile {options.At(Key)}
                cafile {options.At(ClientCas)}
                crlfile {options.At(Crl)}
                require_certificate true
                use_identity_as_username true
                use_username_as_clientid true

                """);
        }
        if (options.Bridge is { } target)
        {
            AddBridge(text, options, target, site.Bridge!.Record.Groups ?? ["+"]);
        }
        return text.ToString();
    }

    /// <summary>
    /// The bridge opens its connection upward itself. Births, data and deaths go up; STATE comes down, and no other topic does: a bridge of mosquitto
    /// asks for nothing that is not named here.
    /// </summary>
    private static void AddBridge(StringBuilder text, BrokerOptions options, BridgeTarget target, IReadOnlyList<string> groups)
    {
        text.Append($"""

            connection {target.Name}
            address {target.Host}:{target.Port}
            remote_clientid {target.Name}
            bridge_protocol_version mqttv311
            bridge_tls_version tlsv1.2
            bridge_cafile {options.At(BridgeTrust)}
            bridge_certfile {options.At(BridgeCertificate)}
            bridge_keyfile {options.At(BridgeKey)}
            cleansession true
            notifications false
            keepalive_interval 15
            restart_timeout 1 30

            """);
        foreach (string group in groups)
        {
            foreach ((string type, bool ofDevice) in PkiRights.NodeMessages)
            {
                text.Append($"topic spBv1.0/{group}/{type}/+{(ofDevice ? "/+" : "")} out 0\n");
            }
        }
        foreach (string state in PkiRights.States)
        {
            text.Append($"topic {state} in 1\n");
        }
    }

    private static string AclOf(BrokerSite site)
    {
        var text = new StringBuilder("# Who may what, by the common name in the certificate. Written by 'fieldnode broker mosquitto'.\n");
        foreach (PkiRecord who in site.Clients.Select(entry => entry.Record))
        {
            string[] publishes = [.. site.PublishedBy(who)];
            string[] reads = [.. PkiRights.Reads(who)];
            text.Append($"\n# {PkiTable.WhatOf(who)}\nuser {who.Name}\n");
            foreach (string topic in publishes)
            {
                text.Append($"topic {(reads.Contains(topic) ? "readwrite" : "write")} {topic}\n");
            }
            foreach (string topic in reads.Except(publishes))
            {
                text.Append($"topic read {topic}\n");
            }
        }
        return text.ToString();
    }
}
