using System.Diagnostics.CodeAnalysis;
using FieldNode.Virtual;

namespace FieldNode.Cli;

/// <summary>Files that a person names on the command line, and in words why one cannot be read.</summary>
internal static class NamedFile
{
    /// <exception cref="UserError">There is no such file.</exception>
    /// <param name="path">What was typed.</param>
    /// <param name="hint">What to do, as a sentence without its full stop.</param>
    internal static void MustBeThere([NotNull] string? path, string hint)
    {
        ArgumentNullException.ThrowIfNull(path);
        string? what = RegularFile.WhatElse(path);
        if (what is null && File.Exists(path))
        {
            return;
        }
        throw new UserError(
            what is not null ? $"{path}: {what}, not a file. {hint}"
                : path.StartsWith('-') ? $"{path}: no such option, and no such file either. --help shows the options"
                : $"{path}: no such file. {hint}",
            ExitStatus.Usage);
    }

    internal static string WhyNot(string path, Exception failure) => failure switch
    {
        FileNotFoundException or DirectoryNotFoundException => "no such file",
        UnauthorizedAccessException when Directory.Exists(path) => "a folder, not a file",
        UnauthorizedAccessException => "this user may not read it",
        _ => failure.Message,
    };
}
