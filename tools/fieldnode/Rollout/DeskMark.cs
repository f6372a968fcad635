using System.Globalization;
using System.Text.RegularExpressions;
using FieldNode.Host;
using FieldNode.Host.Protobuf;
using Google.Protobuf;

namespace FieldNode.Cli.Rollouts;

/// <summary>
/// Who rolls out: the uuid of a DCMD to the device Update, which nodes skip and desks read (docs/SPEC.md, section 9). It is a claim: the broker's access list says who
/// may make it, and nothing is allowed by it.
/// </summary>
/// <param name="Id">Drawn at the start, so that two of one user on one machine differ.</param>
/// <param name="Host">The desk's machine.</param>
/// <param name="User">Who started it.</param>
/// <param name="Pid">Its process.</param>
/// <param name="SinceMs">When it began, ms since 1970 UTC.</param>
/// <param name="Rolls">It is rolling out, or about to; false: it only looks.</param>
internal sealed partial record DeskMark(string Id, string Host, string User, int Pid, long SinceMs, bool Rolls)
{
    private const int TextMax = 48;

    /// <summary>This process, now.</summary>
    internal static DeskMark Own(DateTime utc, bool rolls) => new(Guid.NewGuid().ToString("N")[..12], Environment.MachineName, Environment.UserName, Environment.ProcessId,
        new DateTimeOffset(utc, TimeSpan.Zero).ToUnixTimeMilliseconds(), rolls);

    internal string Text => string.Create(CultureInfo.InvariantCulture, $"fieldnode-desk/1 {Id} {Name(Host)} {Name(User)} {Pid} {SinceMs} {(Rolls ? "rolls" : "looks")}");

    /// <summary>For a line: who, where, since when.</summary>
    internal string Words => SafeText.Of(string.Create(CultureInfo.InvariantCulture,
        $"{User}@{Host}, pid {Pid}, since {DateTimeOffset.FromUnixTimeMilliseconds(SinceMs).UtcDateTime:yyyy-MM-dd HH:mm:ss}Z"));

    /// <summary>Who of two has the lock: the one who began first; both find the same.</summary>
    internal bool IsBefore(DeskMark other) => SinceMs != other.SinceMs ? SinceMs < other.SinceMs : string.CompareOrdinal(Id, other.Id) < 0;

    /// <summary>A command that does nothing but carry the mark.</summary>
    internal byte[] Alone(DateTime utc) => new Payload { Timestamp = Ms(utc), Uuid = Text }.ToByteArray();

    /// <summary>A request for the device's birth with the mark on it.</summary>
    internal byte[] Rebirth(DateTime utc)
    {
        Payload payload = Payload.Parser.ParseFrom(CommandWriter.Write("Device Control/Rebirth", SparkplugType.Boolean, true, utc));
        payload.Uuid = Text;
        return payload.ToByteArray();
    }

    /// <summary>Null: the command has none, or one of a form that is not known.</summary>
    internal static DeskMark? Of(Payload command)
    {
        Match match = Form().Match(command.Uuid ?? "");
        return match.Success && int.TryParse(match.Groups[4].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out int pid)
            && long.TryParse(match.Groups[5].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out long since) && since < 253_402_300_800_000
            ? new DeskMark(match.Groups[1].Value, Uri.UnescapeDataString(match.Groups[2].Value), Uri.UnescapeDataString(match.Groups[3].Value), pid, since, match.Groups[6].Value == "rolls")
            : null;
    }

    private static string Name(string text) => Uri.EscapeDataString(text.Length > TextMax ? text[..TextMax] : text.Length == 0 ? "?" : text);

    private static ulong Ms(DateTime utc) => (ulong)new DateTimeOffset(utc, TimeSpan.Zero).ToUnixTimeMilliseconds();

    [GeneratedRegex("^fieldnode-desk/1 ([0-9a-f]{12}) ([^ ]{1,300}) ([^ ]{1,300}) ([0-9]{1,9}) ([0-9]{1,15}) (rolls|looks)\\z")]
    private static partial Regex Form();
}
