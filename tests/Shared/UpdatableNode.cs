using System.Security.Cryptography;
using FieldNode.Cli;
using FieldNode.Journal;
using FieldNode.Mqtt;
using FieldNode.Settings;
using FieldNode.Update;

namespace FieldNode;

/// <summary>
/// A node on a board that is updated over the air: the shipped node, updater and loader over a flash that loses its supply where it is told to. What is modelled: the
/// board (memory for a flash, its wall clock), and that firmware from a slot is the same code under the version of its bundle.
/// </summary>
internal sealed class UpdatableNode
{
    internal const string Board = "esp32-s3-n16r8";
    internal const string FactoryVersion = "1.0.0";

    private static readonly RSA Release = RSA.Create(KeyRecordWriter.KeyBits);
    private static readonly RSA Rotation = RSA.Create(KeyRecordWriter.KeyBits);

    private readonly CuttingStore store = new(Bench());
    private long offUntilMs = -1;

    /// <param name="settings">Its node file.</param>
    /// <param name="utc0">Wall clock at the start, ms since 1970 UTC.</param>
    /// <param name="loader">Version of its loader: 0 refuses each bundle with firmware.</param>
    /// <param name="wire">Null: a broker of its own, in virtual time.</param>
    internal UpdatableNode(NodeSettings settings, long utc0 = SimNode.Utc0, int loader = Loader.BootChoice.LoaderVersion, Func<SimNode, IMqttWire>? wire = null)
    {
        Update = new SimUpdate { UpdateTarget = new UpdateTarget { Board = Board, Loader = loader, CanRunAssemblies = true } };
        Node = SimNode.Start(settings, new SimOptions
        {
            Update = Update, Store = store, Utc0 = utc0, Wire = wire, KeepsLog = false,
            Booting = ports => Update.Booted = () => ports.Version = Update.Choice.Firmware?.Manifest.Version ?? FactoryVersion,
        });
        Node.StepBegins = () =>
        {
            if (IsBadFirmware && Update.Choice.IsTrial)
            {
                throw new InvalidOperationException("as the test wants it");
            }
        };
    }

    internal SimNode Node { get; }

    internal SimUpdate Update { get; }

    /// <summary>What comes with a bundle crashes on this node.</summary>
    internal bool IsBadFirmware { get; set; }

    /// <summary>It never has its supply back.</summary>
    internal bool IsLost { get; set; }

    /// <summary>Times that its supply was cut.</summary>
    internal int Cuts { get; private set; }

    /// <summary>Version that runs from here on, by what is on flash.</summary>
    internal string Running => Update.Choice.Firmware?.Manifest.Version ?? FactoryVersion;

    /// <summary>Settings of a node that has nothing but its updates.</summary>
    internal static NodeSettings Settings(string group, string name, int confirmMs = 10_000, int trialMs = 60_000) => new()
    {
        Version = 1, Group = group, Node = name, Broker = new BrokerSettings { Host = "broker", CaFile = "ca", CertificateFile = "cert", KeyFile = "key" },
        Update = new UpdateSettings { ConfirmMs = confirmMs, TrialMs = trialMs },
    };

    /// <summary>A node file as a part of a bundle.</summary>
    internal static BundlePart Part(NodeSettings settings) => new(BundlePartKind.Settings, "node.json", Json(settings));

    internal static byte[] Json(NodeSettings settings)
    {
        string path = Path.GetTempFileName();
        Virtual.Settings.SettingsFile.Write(settings, path);
        byte[] json = File.ReadAllBytes(path);
        File.Delete(path);
        return json;
    }

    /// <summary>A signed bundle with firmware of so many bytes, or with what else there is.</summary>
    internal static byte[] Bundle(int sequence, string version, int bytes = 9000, DateTimeOffset? expires = null, params BundlePart[] parts)
    {
        byte[] code = new byte[bytes];
        new Random(sequence).NextBytes(code);
        BundlePart[] all = bytes > 0 ? [new BundlePart(BundlePartKind.Assembly, "FieldNode.Core", code), .. parts] : parts;
        byte[] manifest = BundleWriter.Manifest(new BundleContent
        {
            Board = Board, Version = version, Sequence = sequence, Expires = expires ?? new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero), LoaderMin = bytes > 0 ? 1 : 0, Parts = all,
        });
        return BundleWriter.Bundle(manifest, Release.SignData(manifest, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), all);
    }

    /// <summary>The supply goes now, and is back after so long.</summary>
    internal void Cut(int offMs)
    {
        Node.CutPower();
        offUntilMs = Node.Clock.NowMs + offMs;
        Cuts++;
    }

    /// <summary>The supply goes in the midst of the so-many-th operation on flash from now.</summary>
    internal void CutAtWrite(int operation, Remains remains) => (store.CutAtWrite, store.Remains) = (store.Writes + operation, remains);

    /// <summary>Lets time pass. A board that was cut, or that asked for a restart, starts again.</summary>
    internal void Run(long ms)
    {
        Node.Run(ms);
        if (Node.IsRunning || IsLost || Node.Clock.NowMs < offUntilMs)
        {
            return;
        }
        Cuts += store.IsCut ? 1 : 0;
        try
        {
            Node.Restart();
        }
        catch (PowerCut)
        {
            Node.Restart(); // the loader writes, too
        }
    }

    private static MemoryStore Bench()
    {
        var flash = new MemoryStore();
        byte[] keys = KeyRecordWriter.Content(1, 1, Release.ExportParameters(false), Rotation.ExportParameters(false));
        new AbRecord(flash, UpdateKeys.OwnName, UpdateKeys.OwnBytes).Write(RandomNumberGenerator.GetBytes(UpdateKeys.OwnBytes), UpdateKeys.OwnBytes);
        new AbRecord(flash, KeyRecord.Name, KeyRecord.Bytes).Write(keys, KeyRecord.Bytes);
        return flash;
    }
}
