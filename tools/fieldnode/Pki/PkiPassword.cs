using System.Text;
using FieldNode.Virtual;

namespace FieldNode.Cli.Pki;

/// <summary>
/// A password from a file, the environment, or a person's keyboard: never from the command line, which everybody on the machine can read.
/// </summary>
/// <param name="Option">The option that names the file.</param>
/// <param name="Variable">The environment's variable.</param>
/// <param name="What">What the password opens, for the prompt.</param>
internal sealed record PkiPassword(string Option, string Variable, string What)
{
    /// <summary>A new one must not be shorter.</summary>
    internal const int CharactersMin = 12;

    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    internal static PkiPassword Root { get; } = new("--root-password-file", "FIELDNODE_PKI_ROOT_PASSWORD", "the root CA's key");

    internal static PkiPassword Bench { get; } = new("--password-file", "FIELDNODE_PKI_PASSWORD", "the issuing CAs' keys");

    internal static PkiPassword Signing { get; } = new("--password-file", "FIELDNODE_SIGNING_PASSWORD", "the signing key");

    /// <param name="file">As the option names it; null: not given.</param>
    /// <param name="isNew">It is asked for twice, and must be long enough.</param>
    /// <param name="error">Takes the prompt, and a remark on a file that others may read.</param>
    /// <exception cref="UserError">There is none, or a new one is too short.</exception>
    internal string Read(string? file, bool isNew, TextWriter error)
    {
        string password = file is not null ? FromFile(file, error)
            : Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } set ? set
            : Console.IsInputRedirected
                ? throw new UserError($"the password of {What} is missing. Give {Option} FILE, or set {Variable}", ExitStatus.Usage)
            : FromKeyboard(isNew, error);
        return isNew && password.Length < CharactersMin
            ? throw new UserError($"the password of {What} is too short: {CharactersMin} characters at least", ExitStatus.Usage)
            : password;
    }

    private string FromFile(string file, TextWriter error)
    {
        NamedFile.MustBeThere(file, $"{Option} wants a file whose first line is the password of {What}");
        string first;
        try
        {
            first = RegularFile.ReadAllText(file).Split('\n')[0].TrimEnd('\r');
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"{Option} {file}: {NamedFile.WhyNot(file, failure)}", ExitStatus.Usage, failure);
        }
        if (first.Length == 0)
        {
            throw new UserError($"{Option} {file}: its first line is empty. It must be the password", ExitStatus.Usage);
        }
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & Others) != 0)
        {
            error.WriteLine($"note: {SafeText.Of(file)} can be read by others. chmod 600 ends that");
        }
        return first;
    }

    private string FromKeyboard(bool isNew, TextWriter error)
    {
        string first = Ask($"Password of {What}: ", error);
        if (isNew && Ask("The same again: ", error) != first)
        {
            throw new UserError("the two differ. Nothing was made", ExitStatus.Usage);
        }
        return first.Length > 0 ? first : throw new UserError($"no password of {What}. Nothing was made", ExitStatus.Usage);
    }

    private static string Ask(string prompt, TextWriter error)
    {
        error.Write(prompt);
        var typed = new StringBuilder();
        while (true)
        {
            ConsoleKeyInfo key = Console.ReadKey(intercept: true);
            if (key.Key == ConsoleKey.Enter)
            {
                error.WriteLine();
                return typed.ToString();
            }
            if (key.Key == ConsoleKey.Backspace)
            {
                typed.Length = Math.Max(0, typed.Length - 1);
            }
            else if (!char.IsControl(key.KeyChar))
            {
                typed.Append(key.KeyChar);
            }
        }
    }
}
