using FieldNode.Settings;
using FieldNode.Virtual.Settings;

namespace FieldNode.Fuzz;

/// <summary>
/// The settings record that a board reads in the place of its node file. The first byte says whether head and sum are made right around the rest,
/// as whoever wants to harm would. What is read is written again and read as the same; and the check bears whatever it holds.
/// </summary>
internal sealed class RecordTarget : FuzzTarget
{
    private const string Firmware = "1.0";
    private const int Sum = 8;

    internal override string Name => "record";

    internal override string What => "settings record of a board: read, written, read as the same; the check of settings bears what it holds";

    internal override int BytesMax => 4096;

    internal override long StepsMax => 3_000_000;

    internal override long MemoryMax => 8 << 20;

    internal override IReadOnlyList<byte[]> Words { get; } = [.. Bytes.Utf8("FNSR", "modbus", "float", "holding", "line1", "esp32-s3-n16r8"), [126], [127], [128], [0xFF, 0xFF], [0xFF, 0xFF, 0xFF, 0xFF]];

    internal override IEnumerable<byte[]> Seeds()
    {
        foreach (byte[] json in SettingsSeeds.Files())
        {
            byte[] record = RecordFile.Make(json, out _) ?? throw new InvalidOperationException("a seed is no node file");
            yield return [1, .. record.AsSpan(Head, record.Length - Head - Sum)];
        }
        yield return [0, .. SettingsRecord.Make(new NodeSettings(), Firmware, new RecordSource(0, 0), 0, 1, standsAlone: true)];
    }

    private static int Head => SettingsRecord.HeadBytes + SettingsRecord.SectionHeadBytes;

    internal override void Run(byte[] input)
    {
        byte[] file = input.Length > 0 && input[0] == 1 ? Around(input.AsSpan(1)) : input.Length > 0 ? input[1..] : input;
        SettingsRecord record = SettingsRecord.Open(file, file.Length, Firmware);
        Must(Enum.IsDefined(record.Fault), "a fault without a name");
        if (record.Fault != RecordFault.None || record.Read() is not { } settings)
        {
            return;
        }
        var faults = new FaultList(100);
        SettingsCheck.Run(settings, faults);
        for (int i = 0; i < faults.Count; i++)
        {
            Must(faults.PathOf(i) is not null && faults.ValueOf(i) is not null && faults.AllowedOf(i) is not null, "a fault without words");
        }
        byte[] once = SettingsRecord.Make(settings, Firmware, record.Source, record.SourceCrc, record.Sequence, record.StandsAlone);
        SettingsRecord again = SettingsRecord.Open(once, once.Length, Firmware);
        NodeSettings? same = again.Fault == RecordFault.None ? again.Read() : null;
        Must(same is not null, $"what was read is not read again: {again.Fault}");
        byte[] twice = SettingsRecord.Make(same!, Firmware, again.Source, again.SourceCrc, again.Sequence, again.StandsAlone);
        Must(once.AsSpan().SequenceEqual(twice), "what was written is not what is read");
    }

    private static byte[] Around(ReadOnlySpan<byte> content)
    {
        byte[] file = SettingsRecord.Make(new NodeSettings(), Firmware, new RecordSource(0, 0), 0, 1, standsAlone: true);
        byte[] whole = new byte[Head + content.Length + Sum];
        file.AsSpan(0, Head).CopyTo(whole);
        BitConverter.TryWriteBytes(whole.AsSpan(8), whole.Length);
        BitConverter.TryWriteBytes(whole.AsSpan(SettingsRecord.HeadBytes + 4), content.Length);
        content.CopyTo(whole.AsSpan(Head));
        BitConverter.TryWriteBytes(whole.AsSpan(whole.Length - Sum), RecordSum.Of(whole, 0, whole.Length - Sum));
        return whole;
    }
}
