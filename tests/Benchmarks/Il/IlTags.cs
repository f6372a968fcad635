extern alias device;

using device::FieldNode.ProtoLite;
using device::FieldNode.Tags;

namespace FieldNode.Benchmarks.Il;

/// <summary>IL of the tag table alone: a changed float from its bytes to the frame, and a metric of a birth.</summary>
internal static class IlTags
{
    public static IEnumerable<(string Name, double Il)> Measure()
    {
        const int n = 50;
        var tags = new TagTable(n, 2);
        int device = tags.AddDevice("Device");
        for (int i = 0; i < n; i++)
        {
            tags.Add(device, new TagSpec { Name = "Area/Value " + i, DataType = DataType.Float, EngUnit = "kW", HasRange = true, EngHigh = 100 });
        }

        tags.Seal(true);
        byte[] frame = new byte[16384];
        Round(tags, n, frame, 1);
        tags.AppendBirth(device, frame, 0, frame.Length);
        long start = DeviceAssembly.Executed;
        Round(tags, n, frame, 2);
        yield return ("changed float, tags only", (DeviceAssembly.Executed - start) / (double)n);
        start = DeviceAssembly.Executed;
        tags.AppendBirth(device, frame, 0, frame.Length);
        yield return ("nbirth metric", (DeviceAssembly.Executed - start) / (double)n);
    }

    private static void Round(TagTable tags, int n, byte[] frame, byte value)
    {
        tags.BeginSample(1_790_000_000_000);
        for (int i = 0; i < n; i++)
        {
            tags.SetFloatBytes(i, value, 1, 2, 66);
        }

        tags.AppendChanges(1, frame, 0, frame.Length);
    }
}
