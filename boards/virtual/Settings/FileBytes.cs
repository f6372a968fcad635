namespace FieldNode.Virtual.Settings;

/// <summary>Reads a small file whole, and says in one line why not.</summary>
internal static class FileBytes
{
    /// <summary>A node file of 2,000 tags with every member set has less than 1 MB.</summary>
    public const int BytesMax = 4 * 1024 * 1024;

    public static (byte[] Content, SettingsFault? Fault) Read(string path)
    {
        try
        {
            if (RegularFile.WhatElse(path) is { } what)
            {
                return ([], new SettingsFault(path, what, "a file"));
            }
            using var stream = RegularFile.OpenRead(path);
            var content = RegularFile.Bounded(stream, BytesMax);
            return content.Length switch
            {
                0 => ([], new SettingsFault(path, "an empty file", "a file with content")),
                > BytesMax => ([], new SettingsFault(path, "a larger file", $"at most {BytesMax} bytes")),
                _ => (content, null),
            };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException
            or NotSupportedException)
        {
            return ([], new SettingsFault(path, Reason(exception), "a file that can be read"));
        }
    }

    /// <summary>Why a file cannot be opened, in words of ours: the library's repeat the path.</summary>
    public static string Reason(Exception exception) => exception switch
    {
        FileNotFoundException or DirectoryNotFoundException => "not found",
        UnauthorizedAccessException => "no permission to read it",
        PathTooLongException or ArgumentException or NotSupportedException => "not a file name",
        _ => "cannot be read: " + exception.Message,
    };
}
