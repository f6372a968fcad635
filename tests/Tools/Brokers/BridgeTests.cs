using FieldNode.Cli.Pki;

namespace FieldNode.Tools.Tests;

/// <summary>A broker in the plant that hands on to one in the DMZ.</summary>
public sealed class BridgeTests : IDisposable
{
    private readonly TestSite site = new();

    public BridgeTests()
    {
        site.Issue(new PkiOrder { Name = "plant.example", Role = PkiRole.Server, Hosts = ["plant.example"] });
        site.Issue(new PkiOrder { Name = "dmz.example", Role = PkiRole.Server, Hosts = ["dmz.example"] });
        site.IssueNode("node1");
        site.IssueNode("node2", "other");
        site.Issue(new PkiOrder { Name = "panel", Role = PkiRole.Host });
        site.Issue(new PkiOrder { Name = "bench", Role = PkiRole.Maintenance });
        site.Issue(new PkiOrder { Name = "scada", Role = PkiRole.Writer, Devices = ["kiln/node1/Valves"], Rebirth = true, HostId = "S" });
        site.Issue(new PkiOrder { Name = "up", Role = PkiRole.Bridge, Groups = ["kiln"] });
    }

    public void Dispose() => site.Dispose();

    [Fact]
    public async Task Above_nobody_may_send_a_command_nodes_are_unknown_and_the_bridge_speaks_for_those_of_its_groups()
    {
        Assert.Equal(0, await RunAsync("mosquitto {home}/dmz --server dmz.example --bridged"));
        Assert.Equal("""
            # Who may what, by the common name in the certificate. Written by 'fieldnode broker mosquitto'.

            # maintenance of all groups
            user bench
            topic read spBv1.0/#
            topic read STATE/+

            # reader
            user panel
            topic read spBv1.0/#
            topic read STATE/+

            # writer of kiln/node1/Valves, rebirths, STATE/S
            user scada
            topic write spBv1.0/STATE/S
            topic read spBv1.0/#
            topic read STATE/+

            # bridge of kiln
            user up
            topic write spBv1.0/kiln/NBIRTH/node1
            topic write spBv1.0/kiln/NDATA/node1
            topic write spBv1.0/kiln/NDEATH/node1
            topic write spBv1.0/kiln/DBIRTH/node1/+
            topic write spBv1.0/kiln/DDATA/node1/+
            topic write spBv1.0/kiln/DDEATH/node1/+
            topic read spBv1.0/STATE/+
            topic read STATE/+

            """.ReplaceLineEndings("\n"), File.ReadAllText(site.AtHome("dmz/acl")));
    }

    [Fact]
    public async Task Below_the_bridge_takes_births_data_and_deaths_up_STATE_down_and_nothing_else()
    {
        Assert.Equal(0, await RunAsync("mosquitto {home}/plant --server plant.example --bridge-to dmz.example:443 --bridge up"));
        string bridge = File.ReadAllText(site.AtHome("plant/mosquitto.conf")).Split("\nconnection up\n")[1];
        Assert.StartsWith("address dmz.example:443\n", bridge, StringComparison.Ordinal);
        Assert.Equal(
        [
            "topic spBv1.0/kiln/NBIRTH/+ out 0", "topic spBv1.0/kiln/NDATA/+ out 0", "topic spBv1.0/kiln/NDEATH/+ out 0",
            "topic spBv1.0/kiln/DBIRTH/+/+ out 0", "topic spBv1.0/kiln/DDATA/+/+ out 0", "topic spBv1.0/kiln/DDEATH/+/+ out 0",
            "topic spBv1.0/STATE/+ in 1", "topic STATE/+ in 1",
        ], bridge.Split('\n').Where(line => line.StartsWith("topic ", StringComparison.Ordinal)));
        Assert.Equal(File.ReadAllText(site.In("brokers", "ca.pem")) + File.ReadAllText(site.In("root", "ca.pem")), File.ReadAllText(site.AtHome("plant/bridge-ca.pem")));
        Assert.DoesNotContain("user up", File.ReadAllText(site.AtHome("plant/acl")), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(site.AtHome("plant/bridge.key")));
        }
    }

    [Fact]
    public async Task A_bridge_of_all_groups_takes_every_group_up()
    {
        site.Issue(new PkiOrder { Name = "all", Role = PkiRole.Bridge });
        Assert.Equal(0, await RunAsync("mosquitto {home}/plant --server plant.example --bridge-to dmz.example --bridge all"));
        string text = File.ReadAllText(site.AtHome("plant/mosquitto.conf"));
        Assert.Contains("\naddress dmz.example:8883\n", text, StringComparison.Ordinal);
        Assert.Contains("\ntopic spBv1.0/+/NBIRTH/+ out 0\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--bridge-to dmz.example", "--bridge-to and --bridge go together")]
    [InlineData("--bridge up", "--bridge-to and --bridge go together")]
    [InlineData("--bridge-to dmz.example:0 --bridge up", "--bridge-to dmz.example:0: must be HOST or HOST:PORT")]
    [InlineData("--bridge-to dmz.example:x --bridge up", "--bridge-to dmz.example:x: must be HOST or HOST:PORT")]
    [InlineData("--bridge-to \"a b\" --bridge up", "--bridge-to a b: must be HOST or HOST:PORT")]
    [InlineData("--bridge-to dmz.example --bridge panel", "--bridge panel: no bridge of that name has a certificate that counts")]
    public async Task What_makes_no_bridge_is_refused_by_name(string options, string words)
    {
        Assert.Equal(2, await RunAsync("mosquitto {home}/plant --server plant.example " + options));
        Assert.Contains(words, site.Error.ToString(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(site.AtHome("plant")));
    }

    private Task<int> RunAsync(string line) => site.RunAsync(line + " --pki {pki}", "broker");
}
