using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FieldNode.Virtual;

namespace FieldNode.Cli.Rollouts;

/// <summary>
/// The lock between roll-outs to one group on one machine: a file in the temporary folder, which the operating system lets go when the process ends, however it does.
/// Two with one certificate would throw each other out of the broker before they could hear each other there.
/// </summary>
internal sealed class DeskLock : IDisposable
{
    private const UnixFileMode Everybody = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    private const string WhoEnd = ".who";

    private readonly FileStream file;
    private readonly string who;

    private DeskLock(FileStream file, string who) => (this.file, this.who) = (file, who);

    /// <summary>Takes it.</summary>
    /// <exception cref="UserError">Another desk has it; the words say who.</exception>
    internal static DeskLock Take(string site, string group, DeskMark me, string? folder = null)
    {
        string path = PathOf(site, group, folder ?? Path.GetTempPath());
        try
        {
            var taken = new DeskLock(Open(path), $"{path}.{me.Id}{WhoEnd}");
            taken.SayWho(JsonSerializer.Serialize(new { group, host = me.Host, user = me.User, pid = me.Pid, sinceMs = me.SinceMs }));
            return taken;
        }
        catch (UnauthorizedAccessException failure)
        {
            throw new UserError($"{path}: this user may not write there. It is the lock of a roll-out: its owner may delete it when none runs", ExitStatus.Wrong, failure);
        }
        catch (IOException failure)
        {
            throw new UserError(WhoHas(path) is { } who
                ? $"another desk rolls out to group {group}: {who}. Wait for its end, or end it there (Ctrl-C keeps its state)"
                : $"{path}: {failure.Message}. It is the lock of a roll-out to group {group}: delete it if none runs there", ExitStatus.Wrong, failure);
        }
    }

    internal static string PathOf(string site, string group, string folder) =>
        Path.Combine(folder, $"fieldnode-rollout-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{site}\n{group}")))[..16]}.lock");

    public void Dispose()
    {
        File.Delete(who);
        file.Dispose();
    }

    // A file that is held cannot be read, so who holds it stands beside it; the newest one counts, for a desk that was killed leaves its own.
    private void SayWho(string text)
    {
        try
        {
            foreach (string old in Directory.GetFiles(Path.GetDirectoryName(who)!, Path.GetFileName(file.Name) + ".*" + WhoEnd))
            {
                File.Delete(old);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Another user's: it is older than ours.
        }
        try
        {
            DurableFile.Write(who, text);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The lock holds without it; the other desk is told less.
        }
    }

    // Everybody may write into such a folder, so a name there may be somebody's link: made only where nothing stands, its mode set by what was opened, and a link is none.
    private static FileStream Open(string path)
    {
        var options = new FileStreamOptions { Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 1, Mode = FileMode.CreateNew };
        if (!Stands(path))
        {
            try
            {
                var made = new FileStream(path, options);
                if (!OperatingSystem.IsWindows())
                {
                    File.SetUnixFileMode(made.SafeFileHandle, Everybody);
                }
                return made;
            }
            catch (IOException) when (Stands(path))
            {
                // Another desk made it in this moment.
            }
        }
        string? what = new FileInfo(path).LinkTarget is null ? RegularFile.WhatElse(path) : "a link";
        options.Mode = FileMode.Open;
        return what is null ? new FileStream(path, options) : throw new IOException($"{what}, not a file");
    }

    private static bool Stands(string path) => new FileInfo(path) is var file && (file.LinkTarget is not null || file.Exists || Directory.Exists(path));

    private static string? WhoHas(string path)
    {
        try
        {
            string? newest = Directory.GetFiles(Path.GetDirectoryName(path)!, Path.GetFileName(path) + ".*" + WhoEnd).MaxBy(File.GetLastWriteTimeUtc);
            using JsonDocument document = JsonDocument.Parse(newest is null ? "" : RegularFile.ReadAllText(newest));
            JsonElement root = document.RootElement;
            DateTime since = DateTimeOffset.FromUnixTimeMilliseconds(root.GetProperty("sinceMs").GetInt64()).UtcDateTime;
            return SafeText.Of(string.Create(CultureInfo.InvariantCulture,
                $"{root.GetProperty("user").GetString()}@{root.GetProperty("host").GetString()}, pid {root.GetProperty("pid").GetInt32()}, since {since:yyyy-MM-dd HH:mm:ss}Z"));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or FormatException
            or InvalidOperationException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }
}
