extern alias device;

using D = device::FieldNode;

using FieldNode;
using FieldNode.ProtoLite;
using FieldNode.Tags;

namespace DeviceIl;

/// <summary>
/// The two versions of what runs for each changed tag (TagTable.Lists.cs for the device; Records, Waiting and Words for a PC), given the same
/// random samples: every frame and every birth must have the same bytes.
/// </summary>
internal static class DeviceFrames
{
    private const int Tables = 60;
    private const int Steps = 250;
    private const int Devices = 3;
    private const int Tags = 40;
    private const long Utc0 = 1_790_000_000_000;

    private static readonly DataType[] Types =
    [
        DataType.Float, DataType.Float, DataType.Float, DataType.Float, DataType.Int32, DataType.UInt16, DataType.Int64, DataType.Double,
        DataType.Boolean, DataType.String,
    ];

    /// <summary>Compares until all tables are through.</summary>
    /// <param name="seed">The same one gives the same samples.</param>
    /// <returns>Frames and births compared.</returns>
    /// <exception cref="InvalidOperationException">They differ.</exception>
    public static int Compare(int seed)
    {
        var random = new Random(seed);
        int compared = 0;
        for (int i = 0; i < Tables; i++)
        {
            bool useAliases = random.Next(4) > 0;
            (D.Tags.TagTable device, TagTable pc) = Build(random, useAliases);
            byte[] deviceFrame = new byte[20_000];
            byte[] pcFrame = new byte[20_000];
            for (int step = 0; step < Steps; step++)
            {
                Sample(random, device, pc, step);
                long utcMs = Utc0 + random.Next(1_000_000);
                device.SendAt(utcMs);
                pc.SendAt(utcMs);
                int of = random.Next(Devices);
                int limit = random.Next(4) == 0 ? random.Next(7, 200) : 10_000;
                bool isBirth = random.Next(20) == 0;
                int deviceEnd = isBirth ? device.AppendBirth(of, deviceFrame, 0, limit)
                    : device.AppendChanges(of, deviceFrame, device.AppendTime(deviceFrame, 0), limit);
                int pcEnd = isBirth ? pc.AppendBirth(of, pcFrame, 0, limit) : pc.AppendChanges(of, pcFrame, pc.AppendTime(pcFrame, 0), limit);
                if (deviceEnd != pcEnd || !deviceFrame.AsSpan(0, Math.Max(0, deviceEnd)).SequenceEqual(pcFrame.AsSpan(0, Math.Max(0, pcEnd)))
                    || device.HasChanges(of) != pc.HasChanges(of))
                {
                    throw new InvalidOperationException(
                        $"FIELDNODE_SEED={seed}: table {i}, step {step}: the device's {(isBirth ? "birth" : "frame")} is not the PC's");
                }

                compared++;
            }
        }

        return compared;
    }

    private static (D.Tags.TagTable Device, TagTable Pc) Build(Random random, bool useAliases)
    {
        var device = new D.Tags.TagTable(Tags, Devices);
        var pc = new TagTable(Tags, Devices);
        for (int of = 1; of < Devices; of++)
        {
            device.AddDevice("D" + of);
            pc.AddDevice("D" + of);
        }

        for (int tag = 0; tag < Tags; tag++)
        {
            int of = random.Next(Devices);
            DataType type = Types[random.Next(Types.Length)];
            string name = tag + new string('n', random.Next(6) == 0 ? 130 : random.Next(12));
            double scale = random.Next(4) == 0 ? 0.1 : 1;
            double deadband = random.Next(4) == 0 ? 2 : 0;
            string? unit = random.Next(2) == 0 ? "bar" : null;
            int period = random.Next(3);
            device.Add(of, new D.Tags.TagSpec
            {
                Name = name, DataType = (D.ProtoLite.DataType)(int)type, Scale = scale, Deadband = deadband, EngUnit = unit, PeriodMs = period,
            });
            pc.Add(of, new TagSpec { Name = name, DataType = type, Scale = scale, Deadband = deadband, EngUnit = unit, PeriodMs = period });
        }

        device.Seal(useAliases);
        pc.Seal(useAliases);
        return (device, pc);
    }

    private static void Sample(Random random, D.Tags.TagTable device, TagTable pc, int step)
    {
        device.Tick(step);
        pc.Tick(step);
        for (int i = random.Next(30); i > 0; i--)
        {
            long utcMs = Utc0 + random.Next(1_000_000);
            device.BeginSample(utcMs);
            pc.BeginSample(utcMs);
            int tag = random.Next(Tags);
            switch (random.Next(30))
            {
                case 0:
                    int reason = random.Next(2, 8);
                    device.SetBad(tag, (D.Tags.QualityReason)reason);
                    pc.SetBad(tag, (QualityReason)reason);
                    break;
                case 1:
                    device.ForceReport(tag);
                    pc.ForceReport(tag);
                    break;
                default:
                    Set(random, device, pc, tag);
                    break;
            }
        }
    }

    private static void Set(Random random, D.Tags.TagTable device, TagTable pc, int tag)
    {
        byte[] bytes = new byte[4]; // most significant first: mostly of some size, now and then anything, not-a-number too
        random.NextBytes(bytes);
        bytes[0] = random.Next(8) == 0 ? bytes[0] : (byte)66;
        bytes[1] = random.Next(3) == 0 ? bytes[1] : (byte)0;
        switch (pc.TypeOf(tag))
        {
            case DataType.Float when pc.IsPlainFloat(tag) && random.Next(2) == 0:
                device.SetFloatBytes(tag, bytes[3], bytes[2], bytes[1], bytes[0]);
                pc.SetFloat(tag, bytes, 0); // what a PC takes in its place
                break;
            case DataType.Float when pc.IsPlainFloat(tag):
                device.SetFloatRun([tag], 0, 1, bytes, 0);
                pc.SetFloatRun([tag], 0, 1, bytes, 0);
                break;
            case DataType.Boolean:
                device.SetBool(tag, bytes[3] > 127);
                pc.SetBool(tag, bytes[3] > 127);
                break;
            case DataType.String:
                device.SetText(tag, bytes, 3, bytes[2] & 1);
                pc.SetText(tag, bytes, 3, bytes[2] & 1);
                break;
            default:
                double value = (bytes[3] - 20) * 0.7;
                device.SetReal(tag, value);
                pc.SetReal(tag, value);
                break;
        }
    }
}
