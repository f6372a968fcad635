using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using FieldNode.Cli.Pki;
using FieldNode.Virtual;

namespace FieldNode.Tools.Tests;

public sealed class BrokerVerbTests : IDisposable
{
    private readonly TestSite site = new();

    public BrokerVerbTests()
    {
        site.Issue(new PkiOrder { Name = "broker.example", Role = PkiRole.Server, Hosts = ["broker.example"] });
        site.IssueNode("node1");
    }

    public void Dispose() => site.Dispose();

    [Fact]
    public async Task The_ACL_names_each_user_and_the_group_of_each_node()
    {
        site.IssueNode("node 2", "other");
        site.Issue(new PkiOrder { Name = "panel", Role = PkiRole.Host });
        site.Issue(new PkiOrder { Name = "bench", Role = PkiRole.Maintenance, Groups = ["kiln"] });
        site.Issue(new PkiOrder { Name = "scada", Role = PkiRole.Writer, Devices = ["kiln/node1/Valves"], HostId = "S" });
        Assert.Equal(0, await RunAsync("mosquitto {home}/broker"));

        Assert.Equal("""
            # Who may what, by the common name in the certificate. Written by 'fieldnode broker mosquitto'.

            # maintenance of kiln
            user bench
            topic write spBv1.0/kiln/DCMD/node1/Update
            topic read spBv1.0/#
            topic read STATE/+

            # node of group other
            user node 2
            topic readwrite spBv1.0/other/NBIRTH/node 2
            topic readwrite spBv1.0/other/NDATA/node 2
            topic readwrite spBv1.0/other/NDEATH/node 2
            topic readwrite spBv1.0/other/DBIRTH/node 2/+
            topic readwrite spBv1.0/other/DDATA/node 2/+
            topic readwrite spBv1.0/other/DDEATH/node 2/+
            topic read spBv1.0/other/NCMD/node 2
            topic read spBv1.0/other/DCMD/node 2/+
            topic read spBv1.0/STATE/+
            topic read STATE/+

            # node of group kiln
            user node1
            topic readwrite spBv1.0/kiln/NBIRTH/node1
            topic readwrite spBv1.0/kiln/NDATA/node1
            topic readwrite spBv1.0/kiln/NDEATH/node1
            topic readwrite spBv1.0/kiln/DBIRTH/node1/+
            topic readwrite spBv1.0/kiln/DDATA/node1/+
            topic readwrite spBv1.0/kiln/DDEATH/node1/+
            topic read spBv1.0/kiln/NCMD/node1
            topic read spBv1.0/kiln/DCMD/node1/+
            topic read spBv1.0/STATE/+
            topic read STATE/+

            # reader
            user panel
            topic read spBv1.0/#
            topic read STATE/+

            # writer of kiln/node1/Valves, STATE/S
            user scada
            topic write spBv1.0/kiln/DCMD/node1/Valves
            topic write spBv1.0/STATE/S
            topic read spBv1.0/#
            topic read STATE/+

            """.ReplaceLineEndings("\n"), Broker("acl"));
    }

    [Fact]
    public async Task Both_ports_demand_a_certificate_and_take_user_and_client_id_from_it()
    {
        Assert.Equal(0, await RunAsync("mosquitto {home}/broker --place /etc/mosquitto/fieldnode/"));
        string[] sections = Broker("mosquitto.conf").Split("\nlistener ");
        Assert.Equal(["8883", "443"], sections.Skip(1).Select(section => section.Split('\n')[0]));
        foreach (string section in sections.Skip(1))
        {
            foreach (string line in new[]
            {
                "protocol mqtt", "tls_version tlsv1.2", "require_certificate true", "use_identity_as_username true", "use_username_as_clientid true",
                "crlfile /etc/mosquitto/fieldnode/crl.pem", "cafile /etc/mosquitto/fieldnode/client-cas.pem",
                "certfile /etc/mosquitto/fieldnode/broker.pem", "keyfile /etc/mosquitto/fieldnode/broker.key",
            })
            {
                Assert.Contains($"\n{line}\n", section);
            }
        }
        Assert.Contains("\nallow_anonymous false\n", sections[0]);
        Assert.Contains("start (again): mosquitto -c /etc/mosquitto/fieldnode/mosquitto.conf", site.Output.ToString());
    }

    [Fact]
    public async Task Only_the_owner_may_read_the_brokers_key_and_a_second_run_changes_nothing()
    {
        await RunAsync("mosquitto {home}/broker");
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(site.AtHome("broker/broker.key")));
        }
        Assert.DoesNotContain(File.ReadAllLines(site.AtHome("broker/broker.key"))[1], site.Output.ToString());
        Assert.Equal(0, await RunAsync("mosquitto {home}/broker"));
        Assert.Equal($"{site.AtHome("broker")}: broker broker.example, 1 node, 0 others; nothing has changed", site.Output.ToString().Trim());
    }

    [Fact]
    public async Task A_revocation_takes_the_topics_and_says_what_ends_the_session()
    {
        await RunAsync("mosquitto {home}/broker");
        await site.RunAsync("revoke node1 --pki {pki} --password-file {home}/bench.pw");
        Assert.Equal(0, await RunAsync("mosquitto {home}/broker"));
        Assert.Contains("written: acl, crl.pem", site.Output.ToString());
        Assert.Contains("kill -HUP", site.Output.ToString());
        Assert.Contains("to end that of a revoked client, restart the broker", site.Output.ToString());
        Assert.DoesNotContain("user node1", Broker("acl"));
    }

    [Fact]
    public async Task A_revocation_that_is_not_in_the_list_and_a_list_that_is_too_old_stop_it()
    {
        using (PkiFolder pki = site.Open())
        {
            PkiRevocation.Mark(pki, pki.Find("node1"), X509RevocationReason.KeyCompromise);
        }
        Assert.Equal(1, await RunAsync("mosquitto {home}/broker"));
        Assert.Contains("node1 is revoked and not in nodes/crl.pem: fieldnode pki crl", Error());
        Assert.False(Directory.Exists(site.AtHome("broker")));

        using TestSite old = new(new ManualTime(DateTimeOffset.UtcNow));
        old.Issue(new PkiOrder { Name = "b", Role = PkiRole.Server, Hosts = ["b"] });
        using (PkiFolder pki = old.Open())
        using (var ca = pki.Unlock(PkiIssuer.Nodes, TestSite.Password))
        {
            DurableFile.Write(pki.FileOf(PkiIssuer.Nodes, "crl.pem"), ca.RevocationListPem([], 7, DateTimeOffset.UtcNow.AddDays(-3), DateTimeOffset.UtcNow.AddDays(-1)));
        }
        Assert.Equal(1, await old.RunAsync("mosquitto {home}/broker --pki {pki}", verb: "broker"));
        Assert.Contains("is good for -2 more days: fieldnode pki crl", old.Error.ToString());
    }

    [Fact]
    public async Task The_newest_certificate_of_a_broker_goes_with_the_key_that_is_there()
    {
        await RunAsync("mosquitto {home}/broker");
        string key = Broker("broker.key");
        await site.RunAsync("renew broker.example --pki {pki} --password-file {home}/bench.pw");
        Assert.Equal(0, await RunAsync("mosquitto {home}/broker"));
        Assert.Equal(key, Broker("broker.key"));
        Assert.Equal(File.ReadAllText(site.In("issued", "broker.example~2", "chain.pem")), Broker("broker.pem"));
        Assert.Contains("written: broker.pem\n", site.Output.ToString());
    }

    [Fact]
    public async Task Of_several_brokers_one_has_to_be_named()
    {
        site.Issue(new PkiOrder { Name = "spare.example", Role = PkiRole.Server, Hosts = ["spare.example"] });
        Assert.Equal(2, await RunAsync("mosquitto {home}/broker"));
        Assert.Contains("several brokers have certificates: --server broker.example or spare.example", Error());
        Assert.Equal(2, await RunAsync("mosquitto {home}/broker --server node1"));
        Assert.Contains("--server node1: no broker of that name", Error());
        Assert.Equal(0, await RunAsync("mosquitto {home}/broker --server spare.example"));
    }

    [Fact]
    public async Task RabbitMQ_gets_a_user_and_an_expression_for_each_and_the_list_under_its_CAs_number()
    {
        site.IssueNode("a+b(c)".Replace("+", ""), "k[1]");
        Assert.Equal(0, await RunAsync("rabbitmq {home}/broker --place /etc/rabbitmq --bind 10.0.0.5"));
        using JsonDocument definitions = JsonDocument.Parse(Broker("definitions.json"));
        Assert.Equal(["ab(c)", "node1"], definitions.RootElement.GetProperty("users").EnumerateArray().Select(u => u.GetProperty("name").GetString()));
        JsonElement rights = definitions.RootElement.GetProperty("topic_permissions")[0];
        var write = new System.Text.RegularExpressions.Regex(rights.GetProperty("write").GetString()!);
        Assert.Matches(write, "spBv1___0.k[1].NDATA.ab(c)");
        Assert.Matches(write, "spBv1___0.k[1].DDATA.ab(c).d");
        Assert.DoesNotMatch(write, "spBv1___0.k[1].DDATA.ab(c).d.e");
        Assert.DoesNotMatch(write, "spBv1___0.k1.NDATA.abc");
        Assert.DoesNotMatch(write, "spBv1___0.kiln.NDATA.node1");
        Assert.DoesNotMatch(write, "spBv1___0xk[1].NDATA.ab(c)");
        var read = new System.Text.RegularExpressions.Regex(rights.GetProperty("read").GetString()!);
        Assert.Matches(read, "spBv1___0.k[1].DCMD.ab(c).#");
        Assert.DoesNotMatch(read, "spBv1___0.#");
        Assert.DoesNotMatch(read, "spBv1___0.k[1].DCMD.*.d");
        Assert.Contains("mqtt.listeners.ssl.2 = 10.0.0.5:443\n", Broker("rabbitmq.conf"));
        Assert.Contains("{crl_check, peer}", Broker("advanced.config"));
        Assert.Single(Directory.GetFiles(site.AtHome("broker/crls"), "????????.r0"));
    }

    [Fact]
    public async Task A_member_of_a_RabbitMQ_cluster_names_all_of_them_stops_without_most_of_them_and_keeps_sessions_in_quorum_queues()
    {
        await RunAsync("rabbitmq {home}/broker");
        Assert.DoesNotContain("cluster", Broker("rabbitmq.conf"), StringComparison.Ordinal);
        Assert.Equal(0, await RunAsync("rabbitmq {home}/broker --cluster rabbit@a --cluster rabbit@b.example --cluster rabbit@c"));
        Assert.EndsWith("""

            cluster_formation.peer_discovery_backend = classic_config
            cluster_formation.classic_config.nodes.1 = rabbit@a
            cluster_formation.classic_config.nodes.2 = rabbit@b.example
            cluster_formation.classic_config.nodes.3 = rabbit@c
            cluster_partition_handling = pause_minority
            mqtt.durable_queue_type = quorum

            """.ReplaceLineEndings("\n"), Broker("rabbitmq.conf"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--cluster rabbit@a --cluster rabbit@b", "name at least three members, each once")]
    [InlineData("--cluster rabbit@a --cluster rabbit@b --cluster rabbit@a", "name at least three members, each once")]
    [InlineData("--cluster rabbit@a --cluster b --cluster rabbit@c", "--cluster b: no name of a member")]
    public async Task A_cluster_that_cannot_be_one_is_refused(string options, string says)
    {
        Assert.Equal(2, await RunAsync("rabbitmq {home}/broker " + options));
        Assert.Contains(says, Error(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RabbitMQ_says_which_users_have_to_go()
    {
        await RunAsync("rabbitmq {home}/broker");
        await site.RunAsync("revoke node1 --pki {pki} --password-file {home}/bench.pw");
        Assert.Equal(0, await RunAsync("rabbitmq {home}/broker --json"));
        using JsonDocument said = JsonDocument.Parse(site.Output.ToString());
        Assert.Contains("out for good: rabbitmqctl delete_user 'node1'; rabbitmqctl close_all_user_connections 'node1' revoked",
            said.RootElement.GetProperty("next").EnumerateArray().Select(n => n.GetString()));
        Assert.Empty(said.RootElement.GetProperty("clients").EnumerateArray());
    }

    [Fact]
    public async Task A_name_with_a_dot_is_no_name_for_RabbitMQ()
    {
        site.IssueNode("node.2");
        Assert.Equal(1, await RunAsync("rabbitmq {home}/broker"));
        Assert.Contains("RabbitMQ takes the '.' or '*' in 'node.2' for a level of a topic", Error());
        Assert.Equal(0, await RunAsync("mosquitto {home}/broker"));
    }

    [Fact]
    public async Task A_plants_CA_comes_with_its_list_and_a_warning()
    {
        using var plant = FieldNode.Virtual.Pki.CertificateAuthority.Create("Plant CA");
        await site.RunAsync("csr node9 --as node --group kiln --pki {pki}");
        var request = CertificateRequest.LoadSigningRequestPem(
            File.ReadAllText(site.In("requests", "node9", "request.csr")), System.Security.Cryptography.HashAlgorithmName.SHA256);
        using X509Certificate2 signed = plant.Sign(request.PublicKey, new FieldNode.Virtual.Pki.CertificateRequestOptions { CommonName = "node9" });
        site.Write("signed.pem", signed.ExportCertificatePem());
        site.Write("plant.pem", plant.CertificatePem);
        site.Write("plant.crl", plant.RevocationListPem());
        Assert.Equal(0, await site.RunAsync("accept {home}/signed.pem --chain {home}/plant.pem --pki {pki}"));

        Assert.Equal(2, await RunAsync("mosquitto {home}/broker"));
        Assert.Contains("node9: CN=Plant CA issued its certificate, and no revocation list of that CA is given: --crl FILE", Error());
        Assert.Equal(0, await RunAsync("mosquitto {home}/broker --crl {home}/plant.crl"));
        Assert.Contains("whoever gets a certificate from CN=Plant CA with the name of a node is that node here", site.Output.ToString());
        Assert.EndsWith(plant.CertificatePem, Broker("client-cas.pem"));
        Assert.Equal(File.ReadAllText(site.In("nodes", "crl.pem")) + File.ReadAllText(site.AtHome("plant.crl")), Broker("crl.pem"));

        site.Write("plant.crl", plant.RevocationListPem([], 2, DateTimeOffset.UtcNow.AddDays(-2), DateTimeOffset.UtcNow.AddDays(-1)));
        Assert.Equal(1, await RunAsync("mosquitto {home}/broker --crl {home}/plant.crl"));
        Assert.Contains("Get the newest one", Error());
    }

    [Theory]
    [InlineData("mosquitto {home}/broker --port 0")]
    [InlineData("mosquitto {home}/broker --place a\"b")]
    [InlineData("mosquitto {home}/broker --pki {home}")]
    [InlineData("mosquitto {home}/broker --bind not/one")]
    [InlineData("mosquitto {home}/broker --run-as a/b")]
    [InlineData("mosquitto {home}/broker --crl {home}/bench.pw")]
    [InlineData("mosquitto {home}/broker --crl {home}/none")]
    [InlineData("hivemq {home}/broker")]
    public async Task Wrong_use_is_one_line_and_status_2(string line)
    {
        Assert.Equal(2, await RunAsync(line));
        Assert.Single(site.Error.ToString().TrimEnd().Split('\n'));
        Assert.False(Directory.Exists(site.AtHome("broker")));
    }

    private string Broker(string file) => File.ReadAllText(site.AtHome("broker/" + file));

    private string Error() => Assert.Single(site.Error.ToString().TrimEnd().Split('\n'));

    private Task<int> RunAsync(string line) => site.RunAsync(line.Contains("--pki") ? line : line + " --pki {pki}", verb: "broker");
}
