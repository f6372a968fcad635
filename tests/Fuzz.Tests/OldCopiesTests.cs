using System.Diagnostics;

namespace FieldNode.Fuzz.Tests;

/// <summary>What earlier builds and killed processes left behind goes; what somebody uses stays.</summary>
public sealed class OldCopiesTests : IDisposable
{
    private readonly string place = Directory.CreateTempSubdirectory("fieldnode-copies-").FullName;

    public void Dispose() => Directory.Delete(place, recursive: true);

    [Fact]
    public void A_copy_of_an_earlier_build_is_deleted_unless_it_is_in_use()
    {
        int gone = EndedProcess();
        string ours = Copy("00000000000000aa");
        string used = Copy("00000000000000bb");
        string half = Copy("00000000000000cc." + Environment.ProcessId);
        string other = Copy("copy");
        string old = Copy("00000000000000dd");
        string left = Copy("00000000000000ee." + gone);

        using (Instrumented.Use(used))
        {
            Instrumented.DeleteOld(place, ours);
            Assert.Equal([ours, used, half, other], Directory.EnumerateDirectories(place).Order(StringComparer.Ordinal));
        }
        Assert.False(Directory.Exists(old) || Directory.Exists(left));
        Instrumented.DeleteOld(place, ours);
        Assert.False(Directory.Exists(used));
    }

    [Fact]
    public void A_folder_in_memory_goes_with_its_process()
    {
        string left = Directory.CreateDirectory(Path.Combine(place, $"fieldnode-fuzz-{EndedProcess()}")).FullName;
        string ours = Directory.CreateDirectory(Path.Combine(place, $"fieldnode-fuzz-{Environment.ProcessId}")).FullName;
        string other = Directory.CreateDirectory(Path.Combine(place, "fieldnode-fuzz-notes")).FullName;

        MemoryFolder.DeleteOld(place);

        Assert.False(Directory.Exists(left));
        Assert.True(Directory.Exists(ours) && Directory.Exists(other));
    }

    private static int EndedProcess()
    {
        using Process process = Process.Start(new ProcessStartInfo("dotnet", ["--version"]) { RedirectStandardOutput = true })!;
        process.WaitForExit();
        return process.Id;
    }

    private string Copy(string name)
    {
        string folder = Directory.CreateDirectory(Path.Combine(place, name)).FullName;
        File.WriteAllText(Path.Combine(folder, "instrumented.txt"), "");
        return folder;
    }
}
