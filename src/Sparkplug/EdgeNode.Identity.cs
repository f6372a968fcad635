using System.Text;
using FieldNode.ProtoLite;

namespace FieldNode.Sparkplug
{
    /// <summary>
    /// Which settings and which certificate a node has, told with its birth so that a bench can prove it. They do not change before the next start,
    /// so they are no tags: by name, without an alias.
    /// </summary>
    public sealed partial class EdgeNode
    {
        // Their texts are made into bytes for each birth: kept, they would cost memory all the time.
        private const string SettingsName = "Properties/Settings CRC";
        private const string ExpiresName = "Certificate/Expires";
        private const int IdentityMetricBytes = 26; // of one beside its name: head 2, name 2, time 7, datatype 2, value 11, rounded up

        /// <summary>When the node's certificate ends, ms since 1970 UTC; 0: not known.</summary>
        public long CertificateEndMs
        {
            get { return options.CertificateEndMs; }
        }

        private int IdentityBytesMax()
        {
            return (options.SettingsCrc == SparkplugOptions.NoSettingsCrc ? 0 : IdentityMetricBytes + SettingsName.Length)
                + (options.CertificateEndMs == 0 ? 0 : IdentityMetricBytes + ExpiresName.Length);
        }

        private void WriteIdentity(long utcMs)
        {
            if (options.SettingsCrc != SparkplugOptions.NoSettingsCrc)
            {
                BeginOwnMetric(Encoding.UTF8.GetBytes(SettingsName), DataType.Int64, utcMs);
                writer.LongValue(options.SettingsCrc);
                writer.EndMetric();
            }

            if (options.CertificateEndMs != 0)
            {
                BeginOwnMetric(Encoding.UTF8.GetBytes(ExpiresName), DataType.DateTime, utcMs);
                writer.LongValue(options.CertificateEndMs);
                writer.EndMetric();
            }
        }
    }
}
