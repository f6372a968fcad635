using System.Diagnostics;
using FieldNode.Cli;

namespace FieldNode.Tools.Tests;

public sealed class RuntimeSocketTests
{
    [Theory]
    [InlineData(true, "run", "--config", "node.json")]
    [InlineData(true, "fleet", "--host", "broker")]
    [InlineData(false, "watch", "--host", "run")]
    [InlineData(false)]
    public void Only_a_node_and_the_desk_begin_anew(bool isInTheWay, params string[] args)
    {
        if (OperatingSystem.IsWindows() || Environment.GetEnvironmentVariable("DOTNET_EnableDiagnostics") == "0")
        {
            Assert.Skip("the runtime has no such socket here");
        }
        Assert.Equal(isInTheWay, RuntimeSocket.IsInTheWay(args));
    }

    [Fact]
    public async Task A_node_that_is_started_as_users_do_listens_on_nothing_and_leaves_no_socket_behind()
    {
        if (!ListenSockets.Supported)
        {
            Assert.Skip("sockets are counted on Linux only");
        }
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        await using DemoStage stage = await DemoStage.SetUpAsync(() => new PaperPlant(), cancellation);
        string temporary = Directory.CreateDirectory(Path.Combine(stage.Folder, "tmp")).FullName;
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardError = true,
            ArgumentList =
            {
                Path.Combine(AppContext.BaseDirectory, "fieldnode.dll"), "run", "--config", stage.SettingsPath, "--state", stage.StateFolder,
            },
        };
        start.Environment.Remove("DOTNET_EnableDiagnostics");
        start.Environment["TMPDIR"] = temporary;
        using Process node = Process.Start(start)!;
        try
        {
            Assert.Contains($"{DemoOptions.Group}/{DemoOptions.NodeName}", await node.StandardError.ReadLineAsync(cancellation));
            Assert.Equal([], ListenSockets.Of(node.Id)!);
            Assert.Empty(Directory.EnumerateFiles(temporary, "*-socket"));
        }
        finally
        {
            node.Kill();
            await node.WaitForExitAsync(cancellation);
        }
    }
}
