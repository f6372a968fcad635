using System.Reflection;
using System.Text;
using FieldNode.Cli;
using FieldNode.Esp32.Loader;
using FieldNode.Journal;
using FieldNode.Settings;
using FieldNode.Update;
using FieldNode.Update.Tests;

namespace FieldNode.Esp32.Tests;

/// <summary>A board from the bench with the site's keys and its own, and what runs of updates in its firmware, over the board's own ports.</summary>
internal sealed class UpdatableBoard
{
    internal const string BoardName = "esp32-s3-n16r8";
    internal const string BoardFile = "{ \"board\": \"esp32-s3-n16r8\", \"ntp\": \"ntp.site\", \"ssid\": \"s\" }";
    private const int PieceBytes = 1400;

    internal UpdatableBoard(FakeChip? chip = null)
    {
        Chip = chip ?? new FakeChip();
        Put("board.json", BoardFile);
        Put("node.json", NodeFile("old"));
        Put("ca.pem", "PEM ca");
        Put("node.pem", "PEM own");
        Put("node.key", "PEM key");
        var store = new FlashStore(FlashStore.UsualFolder);
        new AbRecord(store, UpdateKeys.OwnName, UpdateKeys.OwnBytes).Write(Bundles.Bytes(32, 77), UpdateKeys.OwnBytes);
        new AbRecord(store, KeyRecord.Name, KeyRecord.Bytes).Write(SigningKeys.Record, KeyRecord.Bytes);
    }

    internal FakeChip Chip { get; }

    internal FlashStore Store { get; } = new(FlashStore.UsualFolder);

    internal HandOver Told { get; private set; } = null!;

    internal SlotInstaller Installer { get; private set; } = null!;

    internal Updater Updater { get; private set; } = null!;

    internal SlotAdoption Adoption { get; private set; } = null!;

    internal UpdatablePorts Ports { get; private set; } = null!;

    internal UpdateRecord Record => new(Store);

    internal static string NodeFile(string node) => $$"""
        { "version": 1, "group": "G", "node": "{{node}}", "broker": { "host": "b.site", "caFile": "ca.pem", "certificateFile": "node.pem", "keyFile": "node.key" },
          "update": {} }
        """;

    /// <summary>A library that there is in this process, in its version.</summary>
    internal static BundleLibrary Library { get; } = new("FieldNode.Update", typeof(Manifest).Assembly.GetName().Version!);

    internal static BundleContent Bundle(int sequence, params BundlePart[] parts)
    {
        bool hasAssemblies = parts.Any(part => part.Kind == BundlePartKind.Assembly);
        return new()
        {
            Board = BoardName, Version = $"0.{sequence}.0", Sequence = sequence, Expires = Bundles.Now.AddDays(90), LoaderMin = hasAssemblies ? 1 : 0,
            Libraries = hasAssemblies ? [Library] : [], Parts = parts,
        };
    }

    internal static BundlePart Assembly(string name, byte[] content) => new(BundlePartKind.Assembly, name, content);

    internal static BundlePart Settings(string name, string content) => new(BundlePartKind.Settings, name, Encoding.UTF8.GetBytes(content));

    internal static BundlePart Certificate(string name, string content) => new(BundlePartKind.Certificate, name, Encoding.UTF8.GetBytes(content));

    internal void Put(string name, string content) => Chip.Files["I:\\" + name] = Encoding.UTF8.GetBytes(content);

    internal string? Text(string name) => Chip.Files.TryGetValue("I:\\" + name, out byte[]? content) ? Encoding.UTF8.GetString(content) : null;

    /// <summary>The loader, which starts the factory firmware's stand-in or an assembly of a slot.</summary>
    internal UpdatableBoard Load()
    {
        Chip.Started = null;
        BoardLoader.Run();
        return this;
    }

    /// <summary>What the firmware makes of the hand-over, as far as updates go.</summary>
    internal UpdatableBoard StartFirmware(object[]? given = null)
    {
        Told = HandOver.Unpack(given ?? Chip.Started)!;
        var parts = new OwnParts(BoardName, ["I:\\ca.pem"], "I:\\node.pem", "I:\\node.key", new NewKey(Store));
        var log = new DeviceLog { Ring = new EventRing(Store) };
        Ports = new UpdatablePorts(null, null, Store, log, [], new BootRecord(Store), 0, null, Told, UpdateFacts.Target(BoardName, 3072, Told.Loader), parts, 0);
        Installer = new SlotInstaller(Store, Ports.Hmac, Ports.UpdateTarget, Ports.Libraries, new PartJudge(Ports, Ports.Version, "old"), Told.Slot);
        Updater = new Updater(Installer, Ports.Hmac, new UpdateKeys(Store)) { UnitsPerStep = 2000 };
        Adoption = new SlotAdoption(Store, Ports, Installer, new UpdateKeys(Store));
        return this;
    }

    /// <summary>The offer, then what is wanted, until there is nothing to do any more or the supply is gone.</summary>
    internal UpdateReason Send(byte[] offer, byte[] body)
    {
        long nowMs = 1000;
        long utcMs = Bundles.Now.ToUnixTimeMilliseconds();
        Updater.Step(nowMs, utcMs); // takes up what was on its way
        if (Updater.State == UpdaterState.Idle)
        {
            UpdateReason reason = Updater.Offer(offer, 0, offer.Length, nowMs, utcMs);
            if (reason != UpdateReason.None)
            {
                return reason;
            }
        }

        for (int step = 0; Updater.State is not (UpdaterState.Idle or UpdaterState.Ready) && !Chip.IsCut; step++)
        {
            Assert.True(step < 5000, $"no end in {Updater.State}");
            int count = Math.Min(Updater.WantedLength, PieceBytes);
            if (count > 0)
            {
                Assert.True(Updater.Chunk(Updater.WantedOffset, body, Updater.WantedOffset, count));
            }

            nowMs += Updater.Step(nowMs, utcMs) == 0 ? 0 : 20;
        }

        return Updater.Reason;
    }

    internal UpdateReason Send(BundleContent content) => Send(Bundles.Offer(content), Bundles.Body(content));

    /// <summary>Copies what proved itself, until nothing waits.</summary>
    internal void Adopt()
    {
        for (int step = 0; Adoption.Step() == 0 && !Chip.IsCut; step++)
        {
            Assert.True(step < 5000, "no end of copying");
        }
    }
}
