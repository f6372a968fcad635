using FieldNode.Cli.Service;
using FieldNode.Settings;
using FieldNode.Virtual.Sim;

namespace FieldNode.Tools.Tests;

public sealed class UnitFileTests
{
    private static readonly ServiceOptions Options = new()
    {
        Name = "fieldnode", Config = "/etc/fieldnode/node.json", User = "fieldnode", State = "/var/lib/fieldnode", Program = ["/bin/true"],
    };

    [Fact]
    public void The_unit_starts_the_node_watches_its_loop_and_lets_it_listen_nowhere()
    {
        string unit = UnitFile.Of(Options, Settings("broker.example"));
        foreach (string line in new[]
        {
            "ExecStart=/bin/true run --config /etc/fieldnode/node.json --state /var/lib/fieldnode", "Type=notify", "NotifyAccess=main", "WatchdogSec=60",
            "Restart=always", "StartLimitIntervalSec=0", "User=fieldnode", "StateDirectory=fieldnode", "SocketBindDeny=any",
            "SystemCallFilter=~@privileged @resources listen accept accept4", "SystemCallFilter=sched_setaffinity sched_setscheduler", "CapabilityBoundingSet=", "ProtectSystem=strict", "NoNewPrivileges=yes",
            "RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX", "MemoryDenyWriteExecute=no", "WantedBy=multi-user.target", "PrivateDevices=yes",
        })
        {
            Assert.Contains($"\n{line}\n", unit);
        }
        Assert.DoesNotContain("IPAddressDeny=any", unit);
        Assert.DoesNotContain("SupplementaryGroups", unit);
        Assert.DoesNotContain("DeviceAllow", unit);
    }

    [Fact]
    public void The_node_reaches_the_devices_that_its_file_names_and_no_other()
    {
        NodeSettings settings = Settings("broker.example");
        settings.Lines = [Line("/dev/ttyUSB0"), Line("/dev/ttyUSB1"), Line("/dev/ttyAMA0"), Line("/dev/ttyACM0")];
        settings.Buses = [new BusSettings { Name = "a", Kind = "i2c", Port = "1" }, new BusSettings { Name = "b", Kind = "spi", Port = "0-1" }];
        settings.Terminals = new TerminalSettings { Device = "T" };
        string unit = UnitFile.Of(Options, settings);
        Assert.Equal(["/dev/gpiomem rw", "/dev/i2c-1 rw", "/dev/spidev0.1 rw", "/dev/ttyAMA0 rw", "char-gpiochip rw", "char-ttyACM rw", "char-ttyUSB rw"],
            Values(unit, "DeviceAllow"));
        Assert.Equal(["dialout gpio i2c spi"], Values(unit, "SupplementaryGroups"));
        Assert.Contains("\nDevicePolicy=closed\n", unit);
        Assert.Contains("modprobe@usbserial.service", Assert.Single(Values(unit, "Wants")));
        Assert.Contains("g gpio -\n", UnitFile.Sysusers(Options, settings));
        Assert.Contains("u fieldnode - \"FieldNode\" /var/lib/fieldnode\n", UnitFile.Sysusers(Options, settings));
    }

    [Fact]
    public void Simulated_parts_need_no_device_and_an_adapter_by_its_name_may_be_of_either_driver()
    {
        NodeSettings settings = Settings("broker.example");
        SimBoardSettings.AddTo(settings);
        Assert.Contains("\nPrivateDevices=yes\n", UnitFile.Of(Options, settings));
        settings.Lines = [Line("/dev/serial/by-id/usb-maker-if00")];
        Assert.Equal(["char-ttyACM rw", "char-ttyUSB rw"], Values(UnitFile.Of(Options, settings), "DeviceAllow"));
    }

    [Theory]
    [InlineData("10.0.0.5", "IPAddressAllow=10.0.0.5")]
    [InlineData("localhost", "IPAddressAllow=localhost")]
    public void A_broker_by_its_address_is_all_that_the_node_reaches(string host, string line)
    {
        string unit = UnitFile.Of(Options, Settings(host));
        Assert.Contains($"\nIPAddressDeny=any\n{line}\n", unit);
        NodeSettings two = Settings(host);
        two.OtherBrokers = [new OtherBrokerSettings { Host = "b.example" }];
        Assert.DoesNotContain("IPAddressDeny=any", UnitFile.Of(Options, two));
    }

    [Theory]
    [InlineData("/etc/a", "/etc/a")]
    [InlineData("/etc/a b", "\"/etc/a b\"")]
    [InlineData("/etc/%n$X", "/etc/%%n$$X")]
    [InlineData("/etc/\"q\"", "\"/etc/\\\"q\\\"\"")]
    public void Words_are_quoted_as_systemd_reads_them(string word, string expected) => Assert.Equal(expected, UnitFile.Quoted(word));

    [Theory]
    [InlineData("/var/lib/fieldnode")]
    [InlineData("/srv/node state")]
    public void Systemd_takes_the_unit_and_finds_it_safe(string state)
    {
        const string analyze = "/usr/bin/systemd-analyze";
        Assert.SkipUnless(File.Exists(analyze), "systemd-analyze is not installed");
        string folder = Directory.CreateTempSubdirectory("fieldnode-test-").FullName;
        try
        {
            NodeSettings settings = Settings("broker.example");
            settings.Lines = [Line("/dev/ttyUSB0")];
            settings.Group = "100 % \"plant\"";
            string unit = Path.Combine(folder, "fieldnode-under-test.service");
            File.WriteAllText(unit, UnitFile.Of(Options with { State = state }, settings));
            (_, string said) = Run(analyze, "verify", "--man=no", "--recursive-errors=no", unit);
            Assert.DoesNotContain("fieldnode-under-test", said);
            // 0 is locked up, 100 is open; what .NET and serial ports need leaves it about here.
            (int status, string report) = Run(analyze, "security", "--offline=yes", "--no-pager", "--threshold=20", unit);
            Assert.True(status == 0, report);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static (int Status, string Output) Run(string program, params string[] arguments) => new SystemCommands().Run(program, arguments);

    private static string[] Values(string unit, string name) =>
        [.. unit.Split('\n').Where(line => line.StartsWith(name + "=", StringComparison.Ordinal)).Select(line => line[(name.Length + 1)..])];

    private static LineSettings Line(string port) => new() { Name = port[5..], Port = port };

    private static NodeSettings Settings(string host) => new()
    {
        Version = 1, Group = "g", Node = "n", Broker = new BrokerSettings { Host = host, CaFile = "ca.pem", CertificateFile = "n.pem", KeyFile = "n.key" },
    };
}
