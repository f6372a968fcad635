using FieldNode.Cli;

namespace FieldNode.Tools.Tests;

/// <summary>A folder with two keys, made once for all tests of this kind: a key of 3072 bits takes a while.</summary>
public sealed class SigningFolder : IDisposable
{
    internal const string Password = "correct horse battery";

    internal const string Node = """
        { "version": 1, "group": "G", "node": "N", "broker": { "host": "b", "caFile": "ca.pem", "certificateFile": "node.pem", "keyFile": "node.key" },
          "lines": [ { "name": "l1", "port": "COM2" } ],
          "devices": [ { "name": "d", "line": "l1", "unit": 1, "tags": [ { "name": "t", "address": 30001 } ] } ] }
        """;

    public SigningFolder()
    {
        Write("password.txt", Password + "\n");
        foreach (string name in new[] { "release", "rotate", "release2" })
        {
            using KeySigner key = KeySigner.Make();
            Write(name + ".key", key.EncryptedPem(Password));
            Write(name + ".pub", key.Key.Pem);
        }

        Write("node.json", Node);
    }

    internal string Path { get; } = Directory.CreateTempSubdirectory("fieldnode-test-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);

    internal string File(string name) => System.IO.Path.Combine(Path, name);

    internal string Write(string name, string text)
    {
        System.IO.File.WriteAllText(File(name), text);
        return File(name);
    }

    internal string Write(string name, byte[] bytes)
    {
        System.IO.File.WriteAllBytes(File(name), bytes);
        return File(name);
    }

    /// <summary>An assembly of the device, under its name with .pe; without references it was built against the core library alone.</summary>
    internal string Assembly(string name, int bytes = 6000, params (string Name, Version Version)[] references) =>
        Write(name + ".pe", PeFile.Make(name, new Version(0, 1, 0, 0), 0, bytes, references.Length > 0 ? references : [("mscorlib", new Version(1, 17, 11, 0))]));
}
