using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using FieldNode.Cli;
using FieldNode.Virtual.Sim;

namespace FieldNode.Tools.Tests;

/// <summary>A node as systemd starts it; the test is systemd. Processes are real here, and so is their time.</summary>
public sealed class ServiceRunTests
{
    private const int SigTerm = 15;
    private const int SilenceMs = 4000; // eight signs of life at the watchdog of 2 s

    [Fact(Timeout = 120_000)]
    public async Task The_loop_tells_systemd_that_it_turns_and_one_that_stands_tells_nothing()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "sd_notify is Linux's");
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        await using DemoStage stage = await DemoStage.SetUpAsync(() => new PaperPlant(), cancellation);
        using Socket systemd = Listen(stage);
        using Process node = Start(stage);
        try
        {
            Assert.Equal("READY=1\nWATCHDOG=1", await HeardAsync(systemd, cancellation));
            Assert.Equal("WATCHDOG=1", await HeardAsync(systemd, cancellation));
            Assert.Equal("WATCHDOG=1", await HeardAsync(systemd, cancellation));
            // The simulated board reads this file: a pipe that nobody writes to stops whoever opens it, which is the loop and no other thread.
            Assert.Equal(0, MakePipe(Path.Combine(stage.StateFolder, SimInputs.FileName), 0x180));
            int more = 0;
            while (systemd.Poll(SilenceMs * 1000, SelectMode.SelectRead))
            {
                await HeardAsync(systemd, cancellation);
                Assert.True(++more < 20, "the loop does not stand");
            }
            Assert.False(node.HasExited);
        }
        finally
        {
            node.Kill();
            await node.WaitForExitAsync(cancellation);
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task A_node_that_is_asked_to_end_says_that_it_leaves()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "sd_notify is Linux's");
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        await using DemoStage stage = await DemoStage.SetUpAsync(() => new PaperPlant(), cancellation);
        using Socket systemd = Listen(stage);
        using Process node = Start(stage);
        Assert.StartsWith("READY=1", await HeardAsync(systemd, cancellation));
        Assert.Equal(0, Kill(node.Id, SigTerm));
        string heard;
        do
        {
            heard = await HeardAsync(systemd, cancellation);
        }
        while (heard == "WATCHDOG=1");
        Assert.Equal("STOPPING=1", heard);
        await node.WaitForExitAsync(cancellation);
        Assert.Equal(0, node.ExitCode);
    }

    private static string SocketOf(DemoStage stage) => Path.Combine(stage.Folder, "notify");

    private static Socket Listen(DemoStage stage)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(SocketOf(stage)));
        return socket;
    }

    // As a unit's process, which begins anew to be rid of the runtime's socket: NOTIFY_SOCKET must go with it.
    private static Process Start(DemoStage stage)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "fieldnode.dll"), "run", "--config", stage.SettingsPath, "--state", stage.StateFolder },
        };
        start.Environment.Remove("DOTNET_EnableDiagnostics");
        start.Environment["NOTIFY_SOCKET"] = SocketOf(stage);
        start.Environment["WATCHDOG_USEC"] = "2000000";
        return Process.Start(start)!;
    }

    private static async Task<string> HeardAsync(Socket systemd, CancellationToken cancellation)
    {
        byte[] buffer = new byte[256];
        return Encoding.ASCII.GetString(buffer, 0, await systemd.ReceiveAsync(buffer, cancellation));
    }

    [DllImport("libc", EntryPoint = "mkfifo", SetLastError = true)]
    private static extern int MakePipe([MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint mode);

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Kill(int processId, int signal);
}
