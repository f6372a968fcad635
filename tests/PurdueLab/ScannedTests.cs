namespace FieldNode.PurdueLab.Tests;

public sealed class ScannedTests
{
    [Fact]
    public void Open_ports_are_named_and_closed_ones_are_counted()
    {
        PortAttacks.Scanned found = PortAttacks.Scanned.Of("""
            <nmaprun><host><ports><extraports state="closed" count="65531"/><extraports state="filtered" count="1"/>
            <port protocol="tcp" portid="22"><state state="closed"/></port>
            <port protocol="tcp" portid="443"><state state="open"/></port><port protocol="tcp" portid="8883"><state state="open"/></port>
            </ports></host></nmaprun>
            """);

        Assert.Equal([443, 8883], found.Open);
        Assert.Equal(65532, found.Closed);
    }

    [Fact]
    public void A_scan_that_reports_no_host_is_no_finding_but_an_error() =>
        Assert.Throws<LabError>(() => PortAttacks.Scanned.Of("<nmaprun><runstats/></nmaprun>"));
}
