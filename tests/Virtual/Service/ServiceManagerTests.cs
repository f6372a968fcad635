using System.Net.Sockets;
using System.Text;

namespace FieldNode.Virtual.Tests;

/// <summary>The test is systemd: it holds the socket that NOTIFY_SOCKET names.</summary>
public sealed class ServiceManagerTests : IDisposable
{
    private const long Hour = 3_600_000_000;
    private const long AtOnce = 1; // µs: each turn is due

    private readonly string folder = Directory.CreateTempSubdirectory("fieldnode-test-").FullName;
    private readonly Socket systemd = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    private readonly StringWriter log = new();

    private string Path => System.IO.Path.Combine(folder, "notify");

    public void Dispose()
    {
        systemd.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void The_first_turn_of_the_loop_is_ready_and_further_ones_keep_the_watchdog_quiet()
    {
        systemd.Bind(new UnixDomainSocketEndPoint(Path));
        using ServiceManager service = Manager(Path, AtOnce);
        Assert.Null(Heard());
        service.Turned();
        service.Turned();
        service.Turned();
        service.Stopping();
        Assert.Equal(["READY=1\nWATCHDOG=1", "WATCHDOG=1", "WATCHDOG=1", "STOPPING=1"], [Heard(), Heard(), Heard(), Heard()]);
        Assert.Null(Heard());
    }

    [Theory]
    [InlineData(Hour, "READY=1\nWATCHDOG=1")]
    [InlineData(0, "READY=1")]
    public void It_speaks_no_oftener_than_it_has_to(long watchdogUs, string first)
    {
        systemd.Bind(new UnixDomainSocketEndPoint(Path));
        using ServiceManager service = Manager(Path, watchdogUs);
        for (int i = 0; i < 100; i++)
        {
            service.Turned();
        }
        Assert.Equal(first, Heard());
        Assert.Null(Heard());
    }

    [Fact]
    public void A_name_behind_an_at_sign_is_no_file()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "abstract names are Linux's");
        string name = "fieldnode-test-" + Guid.NewGuid().ToString("N");
        systemd.Bind(new UnixDomainSocketEndPoint('\0' + name));
        using ServiceManager service = Manager('@' + name, 0);
        service.Turned();
        Assert.Equal("READY=1", Heard());
    }

    [Fact]
    public void That_nobody_can_be_told_is_said_once_and_ends_nothing()
    {
        using ServiceManager service = Manager(Path, AtOnce);
        service.Turned();
        service.Turned();
        Assert.Single(log.ToString().TrimEnd().Split('\n'));
        Assert.StartsWith("systemd cannot be told that the node runs", log.ToString(), StringComparison.Ordinal);
    }

    private ServiceManager Manager(string path, long watchdogUs) => new(path, watchdogUs, new LineLog(log));

    private string? Heard()
    {
        byte[] buffer = new byte[256];
        return systemd.Poll(0, SelectMode.SelectRead) ? Encoding.ASCII.GetString(buffer, 0, systemd.Receive(buffer)) : null;
    }
}
