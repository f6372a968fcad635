using System.Text;
using FieldNode.Journal;
using FieldNode.Update;

namespace FieldNode.OnDevice
{
    /// <summary>Updates as far as they need no network: hash, state table, a signature with its time, and a slot that is filled, sealed and spoiled.</summary>
    internal static class UpdateChecks
    {
        private const int States = 7;
        private const int Signals = 7;
        private const int StepsMax = 1000;

        // By state, then by signal: the next state, or a dash. docs/SPEC.md has it as a table.
        private const string Table = "1-----0 -2---60 --3--60 ---4-60 ---456- -----60 ------0";

        internal static void Run(Report report, ISelfTestHost host)
        {
            CheckHash(report, host.Hmac);
            CheckTable(report);
            CheckSignature(report, host);
            CheckSlot(report, host.Hmac);
        }

        // RFC 4231, case 2.
        private static void CheckHash(Report report, IHmac hmac)
        {
            byte[] code = hmac.Of(Encoding.UTF8.GetBytes("Jefe"), Encoding.UTF8.GetBytes("what do ya want for nothing?"));
            report.Bytes("HMAC-SHA-256", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843", code, 0, code.Length);
        }

        private static void CheckTable(Report report)
        {
            string table = "";
            for (int state = 0; state < States; state++)
            {
                table += state == 0 ? "" : " ";
                for (int signal = 0; signal < Signals; signal++)
                {
                    int next = SlotTable.Next((SlotState)state, (SlotSignal)signal);
                    table += next < 0 ? "-" : next.ToString();
                }
            }

            report.Check("state table " + table, table == Table);
        }

        private static void CheckSignature(Report report, ISelfTestHost host)
        {
            byte[] key = Hex.Bytes(UpdateVector.Key);
            byte[] offer = Hex.Bytes(UpdateVector.Offer);
            int length = offer.Length - SignatureCheck.SignatureBytes;
            long startMs = host.NowMs();
            report.Check("a signature is right", Verify(offer, length, key) == CheckResult.Good);
            host.Say("a signature: " + (host.NowMs() - startMs) + " ms");
            offer[length - 1] ^= 1;
            report.Check("and of a changed manifest it is not", Verify(offer, length, key) == CheckResult.Bad);
        }

        private static CheckResult Verify(byte[] offer, int length, byte[] key)
        {
            SignatureCheck check = new SignatureCheck(offer, length, key, 0);
            CheckResult result = CheckResult.InProgress;
            while (result == CheckResult.InProgress)
            {
                result = check.Step(1);
            }

            return result;
        }

        private static void CheckSlot(Report report, IHmac hmac)
        {
            MemoryStore store = new MemoryStore();
            byte[] ownKey = new byte[UpdateKeys.OwnBytes];
            ownKey[0] = 7;
            new AbRecord(store, UpdateKeys.OwnName, UpdateKeys.OwnBytes).Write(ownKey, UpdateKeys.OwnBytes);
            byte[] offer = Hex.Bytes(UpdateVector.Offer);
            byte[] body = Hex.Bytes(UpdateVector.Body);
            Manifest manifest = new Manifest();
            report.Equal("the manifest reads", (int)UpdateReason.None, (int)manifest.Read(offer, offer.Length));
            UpdateTarget target = new UpdateTarget { Board = "esp32" };
            SlotInstaller installer = new SlotInstaller(store, hmac, target, null, null, UpdateRecord.Factory);
            report.Equal("a slot begins", (int)UpdateReason.None, (int)installer.Begin(manifest, offer, offer.Length));
            byte[] list = Part(body, 0, manifest.ListBytes);
            byte[] chunk = Part(body, manifest.ListBytes, manifest.ChunkLength(0));
            installer.Store(SlotFiles.List, list, list.Length);
            installer.Store(0, chunk, chunk.Length);
            CheckResult result = CheckResult.InProgress;
            for (int i = 0; i < StepsMax && result == CheckResult.InProgress; i++)
            {
                result = installer.Complete();
            }

            report.Check("seal, list and chunk are right", result == CheckResult.Good && installer.State == InstallState.TestPending);
            CheckSpoiled(report, hmac, store, ownKey, "slot-a.head", UpdateReason.BadSeal);
            CheckSpoiled(report, hmac, store, ownKey, "slot-a.list", UpdateReason.BadList);
            CheckSpoiled(report, hmac, store, ownKey, "slot-a.000", UpdateReason.BadChunk);
            ownKey[0] = 8;
            SlotCheck foreign = new SlotCheck(store, hmac, ownKey, new UpdateRecord(store), 0, false);
            report.Check("another node's key does not open it", !foreign.Run() && foreign.Reason == UpdateReason.BadSeal);
        }

        private static void CheckSpoiled(Report report, IHmac hmac, MemoryStore store, byte[] ownKey, string name, UpdateReason reason)
        {
            byte[] file = new byte[Manifest.ChunkBytes];
            int count = store.Read(name, file, 0, file.Length);
            file[count / 2] ^= 4;
            store.Write(name, file, 0, count);
            SlotCheck check = new SlotCheck(store, hmac, ownKey, new UpdateRecord(store), 0, false);
            report.Check("a bit of " + name + " is seen, reason " + (int)check.Reason, !check.Run() && check.Reason == reason);
            file[count / 2] ^= 4;
            store.Write(name, file, 0, count);
            report.Check("and without it all is right", new SlotCheck(store, hmac, ownKey, new UpdateRecord(store), 0, false).Run());
        }

        private static byte[] Part(byte[] from, int at, int count)
        {
            byte[] part = new byte[count];
            System.Array.Copy(from, at, part, 0, count);
            return part;
        }
    }
}
