namespace FieldNode.Cli.Provision;

/// <summary>One call of nanoff 2.5.</summary>
/// <param name="What">What it is for, in a word or two.</param>
/// <param name="Arguments">As they are typed. No secret is among them: everybody on the machine can read a process's.</param>
internal sealed record NanoffCommand(string What, IReadOnlyList<string> Arguments)
{
    private const string QuietVersionCheck = "--suppressnanoffversioncheck";

    /// <summary>Who is there: chip and MAC address.</summary>
    internal static NanoffCommand Details(string port) =>
        new("board", ["--platform", "esp32", "--serialport", port, "--devicedetails", QuietVersionCheck]);

    /// <summary>
    /// The runtime, from the pinned package in a folder of packages and not from the net. The flash is empty then: no files and no certificates of
    /// somebody else's.
    /// </summary>
    internal static NanoffCommand Runtime(BoardTarget board, string version, string archive, string port) => new("runtime",
        ["--target", board.Target, "--fwversion", version, "--serialport", port, "--update", "--masserase",
            "--fromarchive", "--archivepath", archive, QuietVersionCheck]);

    /// <summary>The files. Without --target: with it nanoff talks to the boot loader first, and the runtime does not answer then.</summary>
    internal static NanoffCommand Files(string listFile, string port) =>
        new("files", ["--serialport", port, "--filedeployment", listFile, QuietVersionCheck]);

    /// <summary>The program, at its address. In a call of its own: beside --update nanoff does not look at --address.</summary>
    internal static NanoffCommand Program(BoardTarget board, string firmware, string port) => new("program",
        ["--target", board.Target, "--serialport", port, "--deploy", "--image", firmware, "--address", $"0x{board.DeployAddress:X}", QuietVersionCheck]);

    /// <summary>As a shell takes it.</summary>
    internal string Line(string program) =>
        $"{Nanoff.OptOut}=1 " + string.Join(' ', Arguments.Prepend(program).Select(Quoted));

    private static string Quoted(string word) => word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || "-_./:=".Contains(c, StringComparison.Ordinal))
        ? word
        : "'" + word.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
}
