using FieldNode.Host.Protobuf;
using FieldNode.Journal;

namespace FieldNode.NodeTests;

public sealed class CertificateNoticeTests
{
    private const long DayMs = 86_400_000;

    [Fact]
    public void A_birth_tells_the_sum_of_the_settings_and_how_long_the_certificate_lasts()
    {
        long endMs = SimNode.Utc0 + 400 * DayMs;
        SimNode rig = SimNode.OnPlant(options: new SimOptions { CertificateEndMs = endMs }).Run(3000);
        Metric[] birth = [.. rig.Payloads("NBIRTH/N1").Single().Metrics];
        Assert.Equal(0xDEADBEEFul, birth.Single(m => m.Name == "Properties/Settings CRC").LongValue);
        Assert.Equal(400u, birth.Single(m => m.Name == "Certificate/Days left").IntValue);
        Assert.Equal((ulong)endMs, birth.Single(m => m.Name == "Certificate/Expires").LongValue);
        Assert.Empty(Told(rig));
    }

    [Fact]
    public void A_board_that_does_not_know_its_certificates_end_tells_nothing_of_it()
    {
        SimNode rig = SimNode.OnPlant(options: new SimOptions { CertificateEndMs = 0 }).Run(3000);
        Metric[] birth = [.. rig.Payloads("NBIRTH/N1").Single().Metrics];
        Assert.DoesNotContain(birth, m => m.Name.StartsWith("Certificate/", StringComparison.Ordinal));
        Assert.Contains(birth, m => m.Name == "Properties/Settings CRC");
    }

    [Theory]
    [InlineData(61, new int[0])]
    [InlineData(60, new[] { 59 })]
    [InlineData(30, new[] { 29 })]
    [InlineData(7, new[] { 6 })]
    [InlineData(-2, new[] { -3 })]
    public void A_certificate_that_ends_soon_is_an_event_once_a_run(int days, int[] told)
    {
        // A second less than whole days, as a certificate that was looked at a moment later.
        SimNode rig = SimNode.OnPlant(options: new SimOptions { CertificateEndMs = SimNode.Utc0 + days * DayMs - 1000 }).Run(60_000);
        Assert.Equal(told, Told(rig));
    }

    [Fact]
    public void Each_of_the_three_notices_comes_as_the_days_go_by()
    {
        SimNode rig = SimNode.OnPlant(options: new SimOptions { CertificateEndMs = SimNode.Utc0 + 61 * DayMs }).Run(15_000);
        foreach (int left in new[] { 40, 20, 3, 2 })
        {
            rig.UtcStepMs = (61 - left) * DayMs;
            rig.Run(15_000);
        }
        Assert.Equal([39, 19, 2], Told(rig));
    }

    private static int[] Told(SimNode rig)
    {
        rig.Node.Events.Ring.Close(rig.NowMs, rig.Utc);
        return [.. StoredEvent.All(rig.Store).Where(e => e.Kind == EventKind.CertificateEnds).Select(e => e.A)];
    }
}
