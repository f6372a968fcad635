using System.Security.Cryptography;
using FieldNode.Cli.Brokers;
using FieldNode.Cli.Pki;
using FieldNode.Settings;
using FieldNode.Virtual;
using FieldNode.Virtual.Pki;
using FieldNode.Virtual.Settings;
using FieldNode.Virtual.Sim;

namespace FieldNode.Cli.Init;

/// <summary>Makes the folder: a trial PKI, the broker's files, the node's, and a host's certificate to watch with.</summary>
internal sealed class InitFolder(InitOptions options)
{
    internal const string NodeFile = "node.json";
    internal const string SchemaFile = "node.schema.json";
    internal const string PkiName = "pki";
    internal const string BrokerName = "broker";
    internal const string PasswordFile = "pki.password";

    /// <summary>Who watches: it may read everything, and ask for rebirths.</summary>
    internal const string Viewer = "viewer";

    private const string Certificates = "certificates";
    private const int PasswordBytes = 18;

    private string At(params string[] names) => Path.Combine([Path.GetFullPath(options.Folder), .. names]);

    /// <exception cref="UserError">The folder has something in it, or cannot be written. What was begun is gone then.</exception>
    internal void Make()
    {
        bool wasThere = Directory.Exists(options.Folder);
        try
        {
            if (File.Exists(options.Folder) || (wasThere && Directory.EnumerateFileSystemEntries(options.Folder).Any()))
            {
                throw new UserError($"{options.Folder}: something is there already. Name a folder that is empty or not there", ExitStatus.Usage);
            }
            DurableFile.CreatePrivateFolder(options.Folder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"{options.Folder}: {failure.Message}", ExitStatus.Wrong, failure);
        }
        try
        {
            MakeAll();
        }
        catch (Exception failure)
        {
            Clear(wasThere);
            throw failure is IOException or UnauthorizedAccessException
                ? new UserError($"{options.Folder}: {failure.Message}. Nothing was made", ExitStatus.Wrong, failure) : failure;
        }
    }

    private void MakeAll()
    {
        string password = Convert.ToBase64String(RandomNumberGenerator.GetBytes(PasswordBytes));
        DurableFile.WriteSecret(At(PasswordFile), password + "\n");
        new PkiInit { Folder = At(PkiName), Site = "Trial", RootPassword = password, Password = password }.Make();
        using (PkiFolder pki = PkiFolder.Open(At(PkiName), TimeProvider.System))
        {
            using (CertificateAuthority ca = pki.Unlock(PkiIssuer.Brokers, password))
            {
                string[] hosts = options.IsLocal ? ["localhost", "127.0.0.1"] : [options.Broker];
                PkiIssuing.Issue(pki, ca, new PkiOrder { Name = options.Broker, Role = PkiRole.Server, Hosts = hosts });
            }
            using (CertificateAuthority ca = pki.Unlock(PkiIssuer.Nodes, password))
            {
                PkiIssuing.Issue(pki, ca, new PkiOrder { Name = Viewer, Role = PkiRole.Writer, Rebirth = true });
                WriteNode(PkiIssuing.Issue(pki, ca, new PkiOrder { Name = options.Node, Role = PkiRole.Node, Group = options.Group }));
            }
        }
        WriteBroker();
        File.WriteAllText(At(SchemaFile), NodeSchema.Text);
        WriteNodeFile();
    }

    // The node's own, beside its file: a service needs these and nothing of the PKI.
    private void WriteNode(PkiEntry node)
    {
        DurableFile.CreatePrivateFolder(At(Certificates));
        DurableFile.Write(At(Certificates, "ca.pem"), RegularFile.ReadAllText(node.TrustFile));
        DurableFile.Write(At(Certificates, "node.pem"), RegularFile.ReadAllText(node.CertificateFile));
        DurableFile.WriteSecret(At(Certificates, "node.key"), RegularFile.ReadAllText(node.KeyFile));
    }

    private void WriteBroker()
    {
        var broker = new BrokerOptions
        {
            Folder = At(BrokerName), Place = options.IsLocal ? At(BrokerName) : InitSteps.PlaceElsewhere, Ports = [options.Port],
            Bind = options.IsLocal ? "127.0.0.1" : null, RunAs = options.IsLocal ? Environment.UserName : "mosquitto",
        };
        using PkiFolder pki = PkiFolder.OpenToRead(At(PkiName), TimeProvider.System);
        BrokerFile.WriteAll(broker.Folder, MosquittoFiles.Of(new BrokerSite(pki, broker), broker));
    }

    private void WriteNodeFile()
    {
        var settings = new NodeSettings
        {
            Version = 1, Group = options.Group, Node = options.Node,
            Broker = new BrokerSettings
            {
                Host = options.Broker, Port = options.Port, CaFile = Certificates + "/ca.pem", CertificateFile = Certificates + "/node.pem", KeyFile = Certificates + "/node.key",
            },
        };
        if (options.Serial is null)
        {
            SimBoardSettings.AddTo(settings);
        }
        else
        {
            settings.Lines = [new LineSettings { Name = "line1", Port = options.Serial, Baud = 19200, Parity = "even" }];
        }
        SettingsFile.Write(settings, At(NodeFile));
        string file = RegularFile.ReadAllText(At(NodeFile));
        DurableFile.Write(At(NodeFile), file.Insert(file.IndexOf('{') + 1, $"\n  \"$schema\": \"{SchemaFile}\",")); // editors want it first
        SettingsResult read = SettingsFile.Read(At(NodeFile), checkFiles: true);
        if (read.Faults.Count > 0)
        {
            throw new UserError($"{options.Folder}: {read.Faults[0]}. Nothing was made", ExitStatus.Usage);
        }
    }

    // All that is in it was made here: it was empty.
    private void Clear(bool wasThere)
    {
        foreach (string folder in Directory.GetDirectories(options.Folder))
        {
            Directory.Delete(folder, recursive: true);
        }
        foreach (string file in Directory.GetFiles(options.Folder))
        {
            File.Delete(file);
        }
        if (!wasThere)
        {
            Directory.Delete(options.Folder);
        }
    }
}
