using System.Net.NetworkInformation;
using FieldNode.Cli;

namespace FieldNode.Tools.Tests;

/// <summary>Who gets in, over real TLS.</summary>
public sealed class DemoBrokerTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("fieldnode-test-").FullName;
    private DemoCertificates certificates = null!;
    private DemoBroker broker = null!;

    public async ValueTask InitializeAsync()
    {
        certificates = new DemoCertificates(folder);
        certificates.IssueClient(DemoOptions.HostName);
        broker = await DemoBroker.StartAsync(
            certificates, new TopicRights("demo", DemoOptions.NodeName, DemoOptions.HostName));
    }

    public async ValueTask DisposeAsync()
    {
        await broker.DisposeAsync();
        certificates.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_host_of_our_ca_gets_in()
    {
        await using var link = new HostLink(With(DemoOptions.HostName, certificates));
        await link.ConnectAsync(Cancellation);
        await link.SubscribeAsync(["spBv1.0/#"], Cancellation);
        Assert.Null(link.Lost);
    }

    [Fact]
    public async Task A_subscription_beyond_its_rights_is_refused_in_words()
    {
        await using var link = new HostLink(With(DemoOptions.HostName, certificates));
        await link.ConnectAsync(Cancellation);
        UserError error = await Assert.ThrowsAsync<UserError>(() => link.SubscribeAsync(["#"], Cancellation));
        Assert.Contains("does not let us subscribe to #", error.Message);
    }

    [Fact]
    public async Task A_name_that_has_no_rights_is_refused()
    {
        certificates.IssueClient("stranger");
        await using var link = new HostLink(With("stranger", certificates));
        UserError error = await Assert.ThrowsAsync<UserError>(() => link.ConnectAsync(Cancellation));
        Assert.Contains("NotAuthorized", error.Message);
    }

    [Fact]
    public async Task Without_a_certificate_no_one_gets_in()
    {
        await using var link =
            new HostLink(With(DemoOptions.HostName, certificates) with { CertificateFile = null, KeyFile = null });
        await Assert.ThrowsAsync<UserError>(() => link.ConnectAsync(Cancellation));
    }

    [Fact]
    public async Task A_certificate_of_another_ca_is_refused_though_the_name_is_right()
    {
        string elsewhere = Directory.CreateDirectory(Path.Combine(folder, "other")).FullName;
        using var other = new DemoCertificates(elsewhere);
        other.IssueClient(DemoOptions.HostName);
        await using var link = new HostLink(With(DemoOptions.HostName, other) with { CaFile = certificates.CaFile });
        await Assert.ThrowsAsync<UserError>(() => link.ConnectAsync(Cancellation));
    }

    [Fact]
    public async Task A_broker_of_another_ca_is_not_trusted_and_that_is_what_is_said()
    {
        string elsewhere = Directory.CreateDirectory(Path.Combine(folder, "other")).FullName;
        using var other = new DemoCertificates(elsewhere);
        await using var link = new HostLink(With(DemoOptions.HostName, certificates) with { CaFile = other.CaFile });
        UserError error = await Assert.ThrowsAsync<UserError>(() => link.ConnectAsync(Cancellation));
        Assert.Contains("does not come from the given CA", error.Message);
    }

    [Fact]
    public async Task A_broker_under_another_name_is_not_trusted()
    {
        await using var link = new HostLink(With(DemoOptions.HostName, certificates) with { Host = "127.0.0.2" });
        UserError error = await Assert.ThrowsAsync<UserError>(() => link.ConnectAsync(Cancellation));
        Assert.True(
            error.Message.Contains("another host name") || error.Message.Contains("nothing listens"), error.Message);
    }

    [Fact]
    public void It_listens_on_the_loopback_address_only()
    {
        string[] listeners = [.. IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners()
            .Where(end => end.Port == broker.Port).Select(end => end.Address.ToString())];
        Assert.Equal(["127.0.0.1"], listeners);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private LinkOptions With(string name, DemoCertificates issuer) => new()
    {
        Host = "localhost",
        Port = broker.Port,
        CaFile = issuer.CaFile,
        CertificateFile = issuer.CertificateFile(name),
        KeyFile = issuer.KeyFile(name),
    };
}
