using FieldNode.Journal;

namespace FieldNode.OnDevice
{
    /// <summary>The event ring over a store: three runs, each of which finds what the one before left.</summary>
    internal static class RingChecks
    {
        private const long Utc = 1790000000000;
        private const int Many = 300;

        internal static void Run(Report report, ISelfTestHost host)
        {
            MemoryStore store = new MemoryStore();
            EventRing first = Start(store);
            report.Equal("the first run", 1, first.Run);
            report.Check("nothing is known of a run before", first.LastEnd == RunEnd.Unmarked);
            long nowMs = 10000;
            first.Add(EventKind.LinkDown, 13, 60, "Ger\u00E4t 1", nowMs, Utc + nowMs);
            report.Check("what is urgent is on flash at once", Length(store, EventRing.OftenName + ".0") > 0);
            int writes = first.Writes;
            for (int i = 0; i < Many; i++)
            {
                nowMs += 1000;
                first.Add(EventKind.SlaveFault, i, 0, "pump" + i, nowMs, Utc + nowMs);
                first.Step(nowMs, Utc + nowMs);
            }

            int allowed = EventRing.WritesMax + Many * 1000 / EventRing.WriteEveryMs + 1;
            report.Check("a burst of events costs " + (first.Writes - writes) + " writes", first.Writes - writes <= allowed && first.Writes > writes);
            first.Add(EventKind.Restarting, (int)RunEnd.StepFaults, 0, (string)null, nowMs, Utc + nowMs);
            first.Close(nowMs, Utc + nowMs);

            EventRing second = Start(store);
            report.Equal("the second run", 2, second.Run);
            report.Check("it knows how the first ended", second.LastEnd == RunEnd.StepFaults);
            second.Add(EventKind.Stopping, 0, 0, (string)null, nowMs, 0);
            second.Close(nowMs, 0);
            report.Check("the third knows that it was asked to stop", Start(store).LastEnd == RunEnd.Asked);
            CheckDamage(report, store);
        }

        // One byte of the newest file: the ring goes back to what is whole, and goes on.
        private static void CheckDamage(Report report, MemoryStore store)
        {
            byte[] file = new byte[4096];
            for (int i = 0; i < EventRing.RareFiles; i++)
            {
                string name = EventRing.RareName + "." + i;
                int count = store.Read(name, file, 0, file.Length);
                if (count > 0)
                {
                    file[count - 1] ^= 1;
                    store.Write(name, file, 0, count);
                }
            }

            EventRing after = Start(store);
            report.Check("a damaged file does not stop it", after.Run >= 1);
        }

        private static EventRing Start(MemoryStore store)
        {
            EventRing ring = new EventRing(store);
            ring.Start(ring.LastEnd, "self-test", 0, Utc);
            return ring;
        }

        private static int Length(MemoryStore store, string name)
        {
            return store.Read(name, new byte[4096], 0, 4096);
        }
    }
}
