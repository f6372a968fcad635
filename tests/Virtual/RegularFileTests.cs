using System.Diagnostics;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using FieldNode.Virtual;

namespace FieldNode.VirtualTests;

public sealed class RegularFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("fieldnode-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_pipe_is_refused_at_once_and_not_waited_for()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "told apart on Linux");
        string pipe = Path.Combine(folder, "pipe");
        await Process.Start("mkfifo", pipe).WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal("a pipe", RegularFile.WhatElse(pipe));
        foreach (Func<string, object> read in (Func<string, object>[])[RegularFile.OpenRead, RegularFile.ReadAllBytes, RegularFile.ReadAllText, RegularFile.ReadAllLines])
        {
            Task<IOException> refused = Task.Run(() => Assert.Throws<IOException>(() => read(pipe)));
            Assert.Equal("a pipe, not a file", (await refused.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken)).Message);
        }
    }

    [Fact]
    public void Devices_sockets_and_folders_are_told_by_what_they_are()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "told apart on Linux");
        string path = Path.Combine(folder, "socket");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        Assert.Equal("a socket", RegularFile.WhatElse(path));
        Assert.Equal("a device", RegularFile.WhatElse("/dev/zero"));
        Assert.Equal("a folder", RegularFile.WhatElse(folder));
        Assert.Equal("a device, not a file", Assert.Throws<IOException>(() => RegularFile.ReadAllBytes("/dev/zero")).Message);
    }

    [Fact]
    public void A_link_counts_as_what_it_leads_to()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "told apart on Linux");
        string file = Write("text");
        Assert.Null(RegularFile.WhatElse(File.CreateSymbolicLink(Path.Combine(folder, "toFile"), file).FullName));
        Assert.Equal("a device", RegularFile.WhatElse(File.CreateSymbolicLink(Path.Combine(folder, "toDevice"), "/dev/null").FullName));
    }

    [Fact]
    public void A_file_is_read_as_the_library_reads_it()
    {
        string file = Write("\uFEFFone\r\ntwo\nÄ");
        Assert.Equal(File.ReadAllText(file), RegularFile.ReadAllText(file));
        Assert.Equal(File.ReadAllLines(file), RegularFile.ReadAllLines(file));
        Assert.Equal(File.ReadAllBytes(file), RegularFile.ReadAllBytes(file));
        Assert.Throws<FileNotFoundException>(() => RegularFile.ReadAllText(file + "x"));
    }

    [Fact]
    public void A_file_without_end_is_not_read_to_it()
    {
        string file = Write("");
        using (FileStream hole = File.OpenWrite(file))
        {
            hole.SetLength(RegularFile.BytesMax + 1L); // takes no room on the disk
        }
        Assert.Equal("larger than 64 MB", Assert.Throws<IOException>(() => RegularFile.ReadAllBytes(file)).Message);
    }

    [Fact]
    public void Nothing_in_the_tools_and_the_PCs_ports_reads_a_file_past_it()
    {
        // What the system itself lays there, files that this program made a moment ago, devices that are opened as such, and what only the simulated board reads.
        string[] exempt = ["RegularFile.cs", "PcFacts.cs", "ListenSockets.cs", "DiskFlashStore.cs", "MachineCheck.cs", "SimInputs.cs"];
        string root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "Firmware.sln")))
        {
            root = Path.GetDirectoryName(root)!;
        }
        var past = new Regex(@"(?<!Regular)File\.(Read\w+|OpenRead|OpenText)\(|FileMode\.Open,|FromPemFile|CertificateFromFile|new StreamReader\((?!stream\b|new MemoryStream|RegularFile)");
        string[] sources = [.. new[] { "tools/fieldnode", "boards/virtual" }.SelectMany(room => Directory.GetFiles(Path.Combine(root, room), "*.cs", SearchOption.AllDirectories))];
        Assert.True(sources.Length > 200);
        Assert.Empty(sources.Where(file => !exempt.Contains(Path.GetFileName(file)) && past.IsMatch(File.ReadAllText(file))).Select(Path.GetFileName));
    }

    private string Write(string text)
    {
        string path = Path.Combine(folder, "file");
        File.WriteAllText(path, text);
        return path;
    }
}
