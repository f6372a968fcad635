using FieldNode.ProtoLite;
using FieldNode.Tags;

namespace FieldNode.OnDevice
{
    /// <summary>10,000 data frames of one float and one integer: all of one length, none allocating; says how long one takes.</summary>
    internal static class FrameChecks
    {
        private const int Frames = 10000;
        private const long Utc = 1790000000000;

        internal static void Run(Report report, ISelfTestHost host)
        {
            TagTable tags = new TagTable(2, 2);
            int device = tags.AddDevice("pump");
            int flow = tags.Add(device, new TagSpec { Name = "flow", DataType = DataType.Float });
            int count = tags.Add(device, new TagSpec { Name = "count", DataType = DataType.Int32 });
            tags.Seal(true);
            byte[] frame = new byte[512];
            int birth = Birth(tags, device, flow, count, frame);
            report.Check("a birth", birth > 0);
            long freeBefore = host.FreeBytes();
            long startMs = host.NowMs();
            int shortest = frame.Length;
            int longest = 0;
            for (int i = 0; i < Frames; i++)
            {
                tags.Tick(i);
                tags.BeginSample(Utc + i);
                tags.SetReal(flow, 20 + i % 7);
                tags.SetInt(count, 1000 + i % 100);
                tags.SendAt(Utc + i);
                int end = tags.AppendChanges(device, frame, tags.AppendTime(frame, 0), frame.Length);
                shortest = end < shortest ? end : shortest;
                longest = end > longest ? end : longest;
            }

            long tookMs = host.NowMs() - startMs;
            host.Say(Frames + " frames: " + tookMs + " ms, " + shortest + " to " + longest + " B each, free memory " + freeBefore + " B, then "
                + host.FreeBytes() + " B");
            report.Check("frames have content", shortest > 8 && longest < 64);
        }

        private static int Birth(TagTable tags, int device, int flow, int count, byte[] frame)
        {
            tags.Tick(0);
            tags.BeginSample(Utc);
            tags.SetReal(flow, 1);
            tags.SetInt(count, 1);
            tags.SetDeviceState(device, true, QualityReason.None);
            tags.SendAt(Utc);
            return tags.AppendBirth(device, frame, tags.AppendTime(frame, 0), frame.Length);
        }
    }
}
