using FieldNode.Mqtt;
using FieldNode.ProtoLite;
using FieldNode.Settings;
using FieldNode.Sparkplug;
using FieldNode.Tags;

namespace FieldNode
{
    /// <summary>
    /// What maintenance asks when data came late or from elsewhere: how often the primary host was gone, whether somebody publishes a STATE that is
    /// none, which broker the node is at, and whether hosts ask for more births than they get. Tags of the node; one that has neither a primary
    /// host nor other brokers has no such object.
    /// </summary>
    public sealed class HostMetrics
    {
        /// <summary>Tags that it adds at most.</summary>
        public const int TagsMax = 4;

        private readonly TagTable tags;
        private readonly bool hasHost;
        private readonly bool hasServers;
        private readonly int first;

        /// <summary>Adds its tags; before the table is sealed.</summary>
        public HostMetrics(TagTable tags, NodeSettings settings, SparkplugSettings choices)
        {
            this.tags = tags;
            hasHost = choices.PrimaryHost != null;
            hasServers = HasServers(settings);
            first = Add("Node/Rebirths refused", DataType.Int64, choices.HealthPeriodMs);
            if (hasServers)
            {
                Add("Node/Server", DataType.Int32, choices.HealthPeriodMs);
            }

            if (hasHost)
            {
                Add("Node/Host/Times offline", DataType.Int64, choices.HealthPeriodMs);
                Add("Node/Host/STATE refused", DataType.Int64, choices.HealthPeriodMs);
            }
        }

        /// <summary>True if there is anything to tell.</summary>
        public static bool IsWanted(NodeSettings settings, SparkplugSettings choices)
        {
            return choices.PrimaryHost != null || HasServers(settings);
        }

        /// <summary>Gives them their first values, once the table is sealed.</summary>
        public void Prime()
        {
            int end = first + 1 + (hasServers ? 1 : 0) + (hasHost ? 2 : 0);
            for (int tag = first; tag < end; tag++)
            {
                tags.SetInt(tag, hasServers && tag == first + 1 ? 1 : 0);
                tags.ForceReport(tag);
            }
        }

        /// <summary>Samples them; the time of the sample is set.</summary>
        public void Sample(MqttSession session, EdgeNode edge)
        {
            int tag = first;
            tags.SetInt(tag++, edge.RebirthsRefused);
            if (hasServers)
            {
                tags.SetInt(tag++, session.Server + 1);
            }

            if (hasHost)
            {
                tags.SetInt(tag++, edge.Host.TimesOffline);
                tags.SetInt(tag, edge.Host.Refused);
            }
        }

        private static bool HasServers(NodeSettings settings)
        {
            return settings.OtherBrokers != null && settings.OtherBrokers.Length > 0;
        }

        private int Add(string name, DataType type, int periodMs)
        {
            return tags.Add(0, new TagSpec { Name = name, DataType = type, PeriodMs = periodMs + 1, AlwaysGood = true });
        }
    }
}
