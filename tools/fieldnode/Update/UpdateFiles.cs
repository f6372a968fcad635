using FieldNode.Virtual;

namespace FieldNode.Cli;

/// <summary>Files of keys and bundles, read and written with words for whoever named them.</summary>
internal static class UpdateFiles
{
    /// <exception cref="UserError">It is not there, or cannot be read.</exception>
    internal static byte[] ReadBytes(string option, string path)
    {
        NamedFile.MustBeThere(path, $"{option} wants a file");
        try
        {
            return RegularFile.ReadAllBytes(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"{option} {path}: {NamedFile.WhyNot(path, failure)}", ExitStatus.Usage, failure);
        }
    }

    /// <exception cref="UserError">It is not there, or cannot be read.</exception>
    internal static string ReadText(string option, string path) => System.Text.Encoding.UTF8.GetString(ReadBytes(option, path));

    /// <summary>Writes a file that is not there yet: keys are never written over.</summary>
    /// <exception cref="UserError">It is there, or cannot be written.</exception>
    internal static void WriteNew(string path, byte[] content, bool isSecret)
    {
        if (File.Exists(path))
        {
            throw new UserError($"{path}: it is there already, and keys are never written over. Give another name", ExitStatus.Usage);
        }
        Write(path, content, isSecret);
    }

    /// <exception cref="UserError">It cannot be written.</exception>
    internal static void Write(string path, byte[] content, bool isSecret)
    {
        try
        {
            if (isSecret)
            {
                DurableFile.WriteSecret(path, content);
            }
            else
            {
                DurableFile.Write(path, content);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"{path}: {NamedFile.WhyNot(path, failure)}. Give another place", ExitStatus.Wrong, failure);
        }
    }
}
