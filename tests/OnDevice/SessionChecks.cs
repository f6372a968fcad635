using FieldNode.Field;
using FieldNode.Mqtt;

namespace FieldNode.OnDevice
{
    /// <summary>
    /// A whole session of a whole node through the wire of this place: CONNECT with the NDEATH will, births, data of the slave, a host's
    /// rebirth, NDEATH and DISCONNECT. The clock is virtual; a second connection has the next bdSeq.
    /// </summary>
    internal static class SessionChecks
    {
        private const long Utc = 1790000000000;
        private const int TurnsMax = 4000;
        private const string Rebirth = "12180a144e6f646520436f6e74726f6c2f526562697274687001";

        internal static void Run(Report report, ISelfTestHost host)
        {
            MiniBroker broker = new MiniBroker();
            SlaveLine line = new SlaveLine();
            NodePorts ports = new NodePorts(host.WireTo(broker), new MemoryStore(), new TestLog(host), new ISerialLine[] { line }, null);
            Node node = NodeBuilder.Build(host.Parse(SettingsChecks.NodeFile), ports);
            long nowMs = 0;
            nowMs = Turn(node, host, nowMs, broker, 3); // NBIRTH, DBIRTH, and data or births of what came later
            report.Check("online", node.Session.State == MqttState.Online);
            report.Check("the will is an NDEATH with bdSeq 0", EndsWith(broker.Will, "0a056264536571", "20045800"));
            report.Check("NBIRTH first", broker.Topics.IndexOf("spBv1.0/Plant/NBIRTH/N1") == 0);
            report.Check("DBIRTH", broker.Topics.IndexOf("spBv1.0/Plant/DBIRTH/N1/pump") > 0);

            line.Bias = 100;
            nowMs = Turn(node, host, nowMs, broker, broker.PublishCount + 1);
            report.Check("DDATA", broker.Topics.IndexOf("spBv1.0/Plant/DDATA/N1/pump") > 0);

            int births = Occurrences(broker.Topics, "NBIRTH");
            broker.Publish("spBv1.0/Plant/NCMD/N1", Hex.Bytes(Rebirth));
            nowMs = Turn(node, host, nowMs, broker, broker.PublishCount + 2);
            report.Equal("births after a rebirth", births + 1, Occurrences(broker.Topics, "NBIRTH"));

            node.Stop(nowMs, Utc + nowMs);
            for (int i = 0; i < TurnsMax && !(node.IsStopped && broker.HasLeft); i++)
            {
                nowMs = Step(node, host, nowMs);
            }

            report.Check("stopped", node.IsStopped);
            report.Check("NDEATH", broker.Topics.IndexOf("spBv1.0/Plant/NDEATH/N1") > 0);
            report.Check("DISCONNECT", broker.HasLeft);
            report.Check("nothing that is not MQTT", !broker.IsConfused);
        }

        private static long Turn(Node node, ISelfTestHost host, long nowMs, MiniBroker broker, int publishes)
        {
            for (int i = 0; i < TurnsMax && broker.PublishCount < publishes; i++)
            {
                nowMs = Step(node, host, nowMs);
            }

            return nowMs;
        }

        private static long Step(Node node, ISelfTestHost host, long nowMs)
        {
            int sleepMs = node.Step(nowMs, Utc + nowMs);
            host.Settle();
            return nowMs + (sleepMs < 1 ? 1 : sleepMs > 20 ? 20 : sleepMs);
        }

        private static bool EndsWith(string text, string part, string end)
        {
            return text.IndexOf(part) >= 0 && text.EndsWith(end);
        }

        private static int Occurrences(string text, string part)
        {
            int count = 0;
            for (int at = text.IndexOf(part); at >= 0; at = text.IndexOf(part, at + 1))
            {
                count++;
            }

            return count;
        }
    }
}
