extern alias device;

using System.Buffers.Binary;
using System.Security.Cryptography;
using device::FieldNode;
using device::FieldNode.Journal;
using device::FieldNode.ProtoLite;
using device::FieldNode.Settings;
using device::FieldNode.Tags;
using device::FieldNode.Update;
using DeviceShared;
using FieldNode.Cli;
using FieldNode.Host.Protobuf;
using Google.Protobuf;

using FieldNode.Benchmarks.Il;

namespace DeviceIl;

/// <summary>
/// What a signed update makes the device execute: the signature of its manifest in steps of one unit, and a chunk's way from its commands, decode included, to flash. What is
/// native (HMAC, files) is not in it.
/// </summary>
internal static class IlUpdate
{
    private const long Utc = 1_790_000_000_000;
    private const int CommandBytesMax = 2048;
    private const int CommandMetricsMax = 64;

    public static IEnumerable<IlReport.Held> Measure()
    {
        using var release = RSA.Create(KeyRecordWriter.KeyBits);
        using var rotate = RSA.Create(KeyRecordWriter.KeyBits);
        BundleContent content = Content();
        byte[] manifest = BundleWriter.Manifest(content);
        byte[] offer = [.. manifest, .. release.SignData(manifest, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)];
        byte[] keys = KeyRecordWriter.Content(1, 1, release.ExportParameters(false), rotate.ExportParameters(false));
        (Cost all, Cost longest, int units) = Signature(offer, manifest.Length, keys);
        Console.WriteLine($"il update: the signature of a manifest of {manifest.Length} B takes {units} units of work");
        yield return new("update: signature of a firmware's manifest, RSA-3072, verified", all, 8_000_000);
        yield return new("update: signature, the longest unit of it", longest, 60_000);

        (all, longest, units) = NewKey();
        Console.WriteLine($"il update: a new key and its request take {units} units of work");
        yield return new("update: a new key with its signed request, P-256", all, 36_000_000);
        yield return new("update: a new key, the longest unit of it", longest, 90_000);

        var board = new DeviceStore();
        new AbRecord(board, KeyRecord.Name, KeyRecord.Bytes).Write(keys, keys.Length);
        new AbRecord(board, UpdateKeys.OwnName, UpdateKeys.OwnBytes).Write(new byte[UpdateKeys.OwnBytes], UpdateKeys.OwnBytes);
        var target = new UpdateTarget { Board = content.Board, Loader = 1, CanRunAssemblies = true };
        var installer = new SlotInstaller(board, board, target, board, null, UpdateRecord.Factory);
        var updater = new Updater(installer, board, new UpdateKeys(board)) { UnitsPerStep = 1000 };
        updater.Step(1, Utc); // the start, which reads the keys once
        yield return new("update: offer read and judged, before its signature", Run(() => updater.Offer(offer, 0, offer.Length, 1, Utc)));
        byte[] body = [.. BundleWriter.List(content.Parts), .. content.Parts.SelectMany(part => part.Content)];
        Give(updater, body, 20_000); // the check, the list, and the first chunks
        var tags = new TagTable(UpdateDevice.OwnTags, 2);
        var device = new UpdateDevice(tags, new UpdateSettings(), updater, installer);
        tags.Seal(true);
        byte[][] commands = Commands(updater, body);
        var reader = new CommandReader();
        yield return new("update: chunk of 4 KB, from three commands as they come to flash", Run(() => Take(reader, device, updater, commands)));
        byte[] chunk = body[..Manifest.ChunkBytes];
        yield return new("update: hashing of 4 KB, but for the native hash itself",
            Run(() => ChunkDigest.IsSame(board.Of(ChunkDigest.Key(ChunkDigest.ChunkKey), chunk), 0, chunk, 0)));
        yield return new("update: hashing of 1 KB by the managed SHA-256 that signatures need", Run(() => Sha(body)));
    }

    private static (Cost All, Cost Longest, int Units) Signature(byte[] offer, int length, byte[] keys)
    {
        Cost start = DeviceAssembly.Executed;
        var check = new SignatureCheck(offer, length, keys, KeyRecord.KeyAt(false));
        return InUnits(start, () => check.Step(1), "the device refuses a right signature");
    }

    private static (Cost All, Cost Longest, int Units) NewKey()
    {
        var store = new DeviceStore();
        Cost start = DeviceAssembly.Executed;
        var maker = new KeyMaker(store, store, new byte[UpdateKeys.OwnBytes], new Place(), 7);
        return InUnits(start, maker.Step, "the device makes no key");
    }

    private static (Cost All, Cost Longest, int Units) InUnits(Cost start, Func<CheckResult> step, string failure)
    {
        Cost longest = default;
        int units = 0;
        CheckResult result;
        do
        {
            Cost before = DeviceAssembly.Executed;
            result = step();
            Cost unit = DeviceAssembly.Executed - before;
            longest = unit.Ns > longest.Ns ? unit : longest;
            units++;
        }
        while (result == CheckResult.InProgress);
        return result == CheckResult.Good ? (DeviceAssembly.Executed - start, longest, units) : throw new InvalidOperationException(failure);
    }

    private sealed class Place : IKeyPlace
    {
        public string Name => "node7";

        public void Stir(byte[] noise)
        {
        }
    }

    // Until so many bytes of the body are there.
    private static void Give(Updater updater, byte[] body, int bytes)
    {
        while (updater.State != UpdaterState.Receiving || updater.WantedOffset < bytes)
        {
            updater.Chunk(updater.WantedOffset, body, updater.WantedOffset, Math.Min(UpdateDevice.ChunkBytesMax, updater.WantedLength));
            updater.Step(1, Utc);
        }
    }

    // What a host sends for the chunk that is wanted: the payloads of DCMD, as Google.Protobuf writes them.
    private static byte[][] Commands(Updater updater, byte[] body)
    {
        while (updater.WantedLength != Manifest.ChunkBytes)
        {
            updater.Chunk(updater.WantedOffset, body, updater.WantedOffset, Math.Min(UpdateDevice.ChunkBytesMax, updater.WantedLength));
            updater.Step(1, Utc);
        }

        int end = updater.WantedOffset + updater.WantedLength;
        return [.. Pieces(updater.WantedOffset, end).Select(piece => Command(updater.Sequence, piece.At, body.AsSpan(piece.At, piece.Count)))];
    }

    private static IEnumerable<(int At, int Count)> Pieces(int from, int end)
    {
        for (int at = from; at < end; at += UpdateDevice.ChunkBytesMax)
        {
            yield return (at, Math.Min(UpdateDevice.ChunkBytesMax, end - at));
        }
    }

    private static byte[] Command(int sequence, int offset, ReadOnlySpan<byte> bytes)
    {
        byte[] chunk = new byte[UpdateDevice.ChunkHeadBytes + bytes.Length];
        BinaryPrimitives.WriteInt32LittleEndian(chunk, sequence);
        BinaryPrimitives.WriteInt32LittleEndian(chunk.AsSpan(4), offset);
        bytes.CopyTo(chunk.AsSpan(UpdateDevice.ChunkHeadBytes));
        var metric = new Metric { Name = "Chunk", Timestamp = Utc, Datatype = (uint)DataType.Bytes, BytesValue = ByteString.CopyFrom(chunk) };
        return new Payload { Timestamp = Utc, Metrics = { metric } }.ToByteArray();
    }

    private static void Sha(byte[] message)
    {
        var sha = new Sha256(message, 0, 1024);
        while (!sha.Step())
        {
        }
    }

    // As EdgeNode goes over a command for a device whose bytes somebody takes.
    private static void Take(CommandReader reader, UpdateDevice device, Updater updater, byte[][] commands)
    {
        int offset = updater.WantedOffset;
        foreach (byte[] command in commands)
        {
            reader.Begin(command, 0, command.Length, CommandBytesMax, CommandMetricsMax);
            bool isRight = reader.Check() == DecodeError.None && reader.Next() && device.Take(reader, command, 1, Utc) && !reader.Next();
            if (!isRight)
            {
                throw new InvalidOperationException("the device does not take a chunk");
            }
        }

        updater.Step(1, Utc); // judged and stored
        updater.Step(1, Utc); // the next one is looked for
        if (updater.WantedOffset != offset + Manifest.ChunkBytes)
        {
            throw new InvalidOperationException("the chunk is not on flash");
        }
    }

    private static Cost Run(Action run)
    {
        Cost start = DeviceAssembly.Executed;
        run();
        return DeviceAssembly.Executed - start;
    }

    // The firmware of today: four assemblies of 208 KB in all, 36 libraries.
    private static BundleContent Content() => new()
    {
        Board = "esp32-s3-n16r8", Version = "0.1.0", Sequence = 1, LoaderMin = 1, Expires = DateTimeOffset.FromUnixTimeMilliseconds(Utc).AddDays(1),
        Libraries = [.. Enumerable.Range(0, 36).Select(i => new BundleLibrary($"{(char)('A' + i % 26)}{i}.Name.Of.Length", new Version(1, 2, 1016, i)))],
        Parts = [.. new[] { "FieldNode.Core", "FieldNode.Field", "FieldNode.Settings", "Firmware" }.Select(n => new BundlePart(BundlePartKind.Assembly, n, new byte[52_000]))],
    };
}
