using System.Net;
using System.Net.Sockets;

namespace FieldNode.Interop.Tests;

/// <summary>Where the peers are on this machine; a test whose peer is not there is skipped and says what to install.</summary>
internal static class Peers
{
    private static readonly string[] MoreFolders = ["/usr/local/sbin", "/usr/sbin", "/sbin", "/usr/lib/rabbitmq/bin"];

    private static readonly Lazy<bool> Pymodbus = new(() => Works("/usr/bin/python3", "-c", "import pymodbus, serial_asyncio"));

    /// <summary>Full name of a program.</summary>
    public static string Program(string name)
    {
        string? path = Find(name);
        Assert.SkipUnless(path is not null, $"{name} is not installed (.ci/interop-install installs it)");
        return path;
    }

    /// <summary>The interpreter that has Debian's python3-pymodbus.</summary>
    public static string PythonWithPymodbus()
    {
        Assert.SkipUnless(Pymodbus.Value, "python3-pymodbus or python3-serial-asyncio is not installed for /usr/bin/python3");
        return "/usr/bin/python3";
    }

    /// <summary>The folder node_modules that has a package.</summary>
    public static string NodeModulesWith(string package)
    {
        string folder = Environment.GetEnvironmentVariable("FIELDNODE_NODE_MODULES")
            ?? Path.Combine(Root(), "artifacts", "npm", "node_modules");
        Assert.SkipUnless(Directory.Exists(Path.Combine(folder, package)),
            $"npm package {package} is not installed (.ci/interop-install installs it)");
        return folder;
    }

    /// <summary>A file of the folder peers.</summary>
    public static string Script(string name) => Path.Combine(AppContext.BaseDirectory, "peers", name);

    /// <summary>Waits until a peer takes connections.</summary>
    public static Task WaitForPortAsync(int port, PeerProcess peer, double seconds = 20) => Wait.UntilAsync(
        () => Listens(port), seconds, () => $"port {port} to take connections; the peer said: {peer.Output}");

    private static bool Listens(int port)
    {
        try
        {
            using var probe = new TcpClient();
            probe.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Concat(MoreFolders)
            .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    private static bool Works(string program, params string[] arguments)
    {
        try
        {
            PeerProcess.Run(program, arguments);
            return true;
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    /// <summary>The folder of the sources.</summary>
    public static string Root()
    {
        DirectoryInfo? at = new(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "Firmware.sln")))
        {
            at = at.Parent;
        }
        return at?.FullName ?? AppContext.BaseDirectory;
    }
}
