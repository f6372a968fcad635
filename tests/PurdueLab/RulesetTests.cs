using System.Text.RegularExpressions;

namespace FieldNode.PurdueLab.Tests;

public sealed partial class RulesetTests
{
    [Theory]
    [InlineData((int)LabKind.Bridged)]
    [InlineData((int)LabKind.Direct)]
    public void The_firewall_accepts_what_is_named_and_drops_all_else(int kind)
    {
        string[] accepted = Accepted(Ruleset.OfFirewall((LabKind)kind));

        Assert.Equal(Ruleset.Allowed((LabKind)kind).Count + 1, accepted.Length);
        Assert.StartsWith("ct state established,related", accepted[0]);
        Assert.Contains("type filter hook forward priority filter; policy drop;", Ruleset.OfFirewall((LabKind)kind));
        Assert.Contains("type filter hook input priority filter; policy drop;", Ruleset.OfFirewall((LabKind)kind));
    }

    [Theory]
    [InlineData((int)LabKind.Bridged)]
    [InlineData((int)LabKind.Direct)]
    public void Nothing_is_accepted_towards_the_node_and_into_the_DMZ_two_ports_are(int kind)
    {
        string[] accepted = Accepted(Ruleset.OfFirewall((LabKind)kind));

        Assert.DoesNotContain(accepted, rule => rule.Contains($"oifname \"{Ruleset.LegOf(Zone.Node)}\"", StringComparison.Ordinal));
        string[] intoDmz = [.. accepted.Where(rule => rule.Contains("oifname \"to-dmz\"", StringComparison.Ordinal) && !rule.Contains("iifname \"to-l1\"", StringComparison.Ordinal))];
        Assert.Equal(2, intoDmz.Length);
        Assert.All(intoDmz, rule => Assert.Contains("tcp dport { 8883, 443 }", rule));
    }

    [Fact]
    public void The_node_gets_out_to_its_brokers_port_and_the_time_server_alone()
    {
        string[] out1 = [.. Accepted(Ruleset.OfFirewall(LabKind.Bridged)).Where(FromNode)];
        Assert.Equal(2, out1.Length);
        Assert.Contains(out1, rule => rule.Contains("oifname \"to-l3\"", StringComparison.Ordinal) && rule.Contains("tcp dport 8883", StringComparison.Ordinal));
        Assert.Contains(out1, rule => rule.Contains("udp dport 123", StringComparison.Ordinal));
        string[] out2 = [.. Accepted(Ruleset.OfFirewall(LabKind.Direct)).Where(FromNode)];
        Assert.Equal(2, out2.Length);
        Assert.Contains(out2, rule => rule.Contains("oifname \"to-dmz\"", StringComparison.Ordinal) && rule.Contains("tcp dport 8883", StringComparison.Ordinal));
    }

    [Fact]
    public void Each_counter_that_a_rule_names_is_declared_and_each_rule_has_one()
    {
        foreach (LabKind kind in new[] { LabKind.Bridged, LabKind.Direct })
        {
            string text = Ruleset.OfFirewall(kind, isOpen: true);
            string[] declared = [.. Declared().Matches(text).Select(match => match.Groups[1].Value)];
            string[] named = [.. Named().Matches(text).Select(match => match.Groups[1].Value)];
            Assert.Equal(declared.Length, declared.Distinct().Count());
            Assert.Empty(named.Except(declared));
            Assert.All(text.Split('\n').Where(line => line.TrimEnd().EndsWith(" accept", StringComparison.Ordinal) || line.TrimEnd().EndsWith(" drop", StringComparison.Ordinal)),
                line => Assert.Contains("counter name", line));
        }
    }

    [Fact]
    public void A_rule_that_is_left_open_on_purpose_is_one_rule_more()
    {
        string[] closed = Accepted(Ruleset.OfFirewall(LabKind.Direct));
        string[] open = Accepted(Ruleset.OfFirewall(LabKind.Direct, isOpen: true));

        Assert.Equal(["iifname \"to-l4\" oifname \"to-l1\" counter name to_node accept"], open.Except(closed));
        Assert.Empty(closed.Except(open));
    }

    [Fact]
    public void On_the_nodes_machine_packets_are_counted_and_none_is_dropped()
    {
        string text = Ruleset.OfNode();

        Assert.DoesNotContain("drop", text);
        Assert.Contains("ct state new counter name inbound", text);
    }

    private static bool FromNode(string rule) => rule.Contains($"iifname \"{Ruleset.LegOf(Zone.Node)}\"", StringComparison.Ordinal);

    private static string[] Accepted(string rules) => [.. rules.Split('\n').Select(line => line.Trim()).Where(line => line.EndsWith(" accept", StringComparison.Ordinal))];

    [GeneratedRegex(@"^  counter (\w+) \{", RegexOptions.Multiline)]
    private static partial Regex Declared();

    [GeneratedRegex(@"counter name (\w+)")]
    private static partial Regex Named();
}
