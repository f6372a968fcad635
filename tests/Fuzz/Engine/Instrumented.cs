using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using SharpFuzz;

namespace FieldNode.Fuzz;

/// <summary>
/// A copy of this program in which SharpFuzz has put a word at each branch of the project's own assemblies; this program and the libraries stay
/// as they are. The copy is made once for each build.
/// </summary>
internal static class Instrumented
{
    private const string Mark = "instrumented.txt";
    private const string Program = "FieldNode.Fuzz.dll";

    private static readonly Regex copyName = new(@"^[0-9a-f]{16}(\.(?<maker>\d+))?$");

    /// <summary>True if this is the copy.</summary>
    internal static bool IsThis => File.Exists(Path.Combine(AppContext.BaseDirectory, Mark));

    /// <summary>The copy's program file.</summary>
    internal static string Make() => Make(AppContext.BaseDirectory, Path.Combine(Corpus.Artifacts, "fuzz"));

    /// <summary>A copy of a folder that holds this program, perhaps with assemblies that a test has changed.</summary>
    internal static string Make(string from, string into)
    {
        string copy = Path.Combine(into, NameOf(from));
        string program = Path.Combine(copy, Program);
        DeleteOld(into, copy);
        if (File.Exists(program))
        {
            return program;
        }
        Environment.SetEnvironmentVariable("SHARPFUZZ_ENABLE_ON_BRANCH_CALLBACK", "1"); // the package takes its options from there
        string half = copy + "." + Environment.ProcessId;
        CopyAll(from, half);
        File.WriteAllLines(Path.Combine(half, Mark), Assemblies(half).Select(Instrument));
        try
        {
            Directory.Move(half, copy);
        }
        catch (IOException) when (File.Exists(program))
        {
            Directory.Delete(half, recursive: true); // somebody else was faster
        }
        return program;
    }

    /// <summary>Runs a copy with arguments, and ends with it.</summary>
    /// <returns>Its exit status.</returns>
    internal static int Start(string program, IEnumerable<string> arguments)
    {
        using FileStream used = Use(Path.GetDirectoryName(program)!);
        using Process process = Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments]))!;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => End(process);
        using var signals = new EndSignals(() => { }, PosixSignal.SIGINT); // a terminal gives Ctrl-C to the copy as well, which then says what it has done
        process.WaitForExit();
        return process.ExitCode;
    }

    /// <summary>Says that a copy is in use, as long as what is given is open: nobody deletes it meanwhile.</summary>
    internal static FileStream Use(string copy) => new(Path.Combine(copy, Mark), FileMode.Open, FileAccess.Read, FileShare.Read);

    /// <summary>Deletes copies of earlier builds, and halves of copies that nobody makes any more.</summary>
    internal static void DeleteOld(string into, string but)
    {
        foreach (string folder in Directory.Exists(into) ? Directory.EnumerateDirectories(into) : [])
        {
            if (folder != but && copyName.Match(Path.GetFileName(folder)) is { Success: true } name
                && (name.Groups["maker"] is { Success: true } maker ? !(int.TryParse(maker.Value, NumberStyles.None, CultureInfo.InvariantCulture, out int id) && LiveProcess.Is(id)) : !IsInUse(folder)))
            {
                try
                {
                    Directory.Delete(folder, recursive: true);
                }
                catch (IOException)
                {
                    // Somebody else deletes it, too; what is left the next one takes away.
                }
            }
        }
    }

    private static bool IsInUse(string copy)
    {
        try
        {
            using var alone = new FileStream(Path.Combine(copy, Mark), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    private static void End(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It is over.
        }
    }

    /// <summary>The project's own assemblies, this one excepted.</summary>
    private static IEnumerable<string> Assemblies(string folder) => Directory.EnumerateFiles(folder, "*.dll")
        .Where(path => Path.GetFileName(path) is var name && name != Program && (name.StartsWith("FieldNode.", StringComparison.Ordinal) || name == "fieldnode.dll"));

    private static string Instrument(string path)
    {
        int types = Fuzzer.Instrument(path, IsUnderTest, Options.Value).Count();
        return $"{Path.GetFileName(path)} {types}";
    }

    // Generated protobuf classes are a library's code in our assembly; so are the fakes under a board.
    private static bool IsUnderTest(string type) => !type.StartsWith("FieldNode.Host.Protobuf.", StringComparison.Ordinal);

    private static string NameOf(string folder)
    {
        IEnumerable<string> facts = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(path => $"{path} {new FileInfo(path).Length} {File.GetLastWriteTimeUtc(path).Ticks}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', facts))))[..16];
    }

    private static void CopyAll(string from, string to)
    {
        foreach (string path in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(to, Path.GetRelativePath(from, path));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(path, target, overwrite: true);
        }
    }
}
