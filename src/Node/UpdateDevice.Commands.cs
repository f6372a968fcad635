using System.Text;
using FieldNode.ProtoLite;
using FieldNode.Update;

namespace FieldNode
{
    // What hosts send: two metrics of datatype Bytes, which hold no value. Both are written by name. And what they get as bytes: the request for a
    // certificate, which stands in births alone and is read from flash for each.
    public sealed partial class UpdateDevice
    {
        /// <summary>Bytes in front of a chunk: sequence number of its bundle and place in its body, 4 each, little-endian.</summary>
        public const int ChunkHeadBytes = 8;
        /// <summary>Bytes of a chunk behind its head at most.</summary>
        public const int ChunkBytesMax = 1536;

        private const int MetricBytes = 16; // of each in a birth beside its name: head 2, name 2, time 7, datatype 2, is_null 2, rounded up

        private readonly byte[] offerName = Encoding.UTF8.GetBytes("Offer");
        private readonly byte[] chunkName = Encoding.UTF8.GetBytes("Chunk");
        private readonly byte[] requestName = Encoding.UTF8.GetBytes("Certificate request");
        private bool hasRequest;
        private int offersRefused;
        private int notWanted;

        /// <inheritdoc />
        public int BirthBytesMax
        {
            get { return 3 * MetricBytes + offerName.Length + chunkName.Length + requestName.Length + DerWriter.RequestBytesMax; }
        }

        /// <inheritdoc />
        public void WriteBirth(PayloadWriter writer, long utcMs)
        {
            WriteMetric(writer, offerName, utcMs, null);
            WriteMetric(writer, chunkName, utcMs, null);
            WriteMetric(writer, requestName, utcMs, hasRequest ? installer.ReadRequest() : null);
        }

        /// <inheritdoc />
        public bool Take(CommandReader metric, byte[] payload, long nowMs, long utcMs)
        {
            bool isOffer = metric.NameIs(offerName);
            if (!isOffer && !metric.NameIs(chunkName))
            {
                return false;
            }

            int count = metric.Kind == ValueKind.Bytes && !metric.IsNull ? metric.ValueCount : 0; // a host that resets its own tag sends null
            if (count > 0)
            {
                isAllowed = IsAllowed(); // a key that was turned in this ms counts
                if (isOffer)
                {
                    OnOffer(payload, metric.ValueOffset, count, nowMs, utcMs);
                }
                else
                {
                    OnChunk(payload, metric.ValueOffset, count);
                }
            }

            return true;
        }

        private void OnOffer(byte[] payload, int at, int count, long nowMs, long utcMs)
        {
            bool isFree = updater.State == UpdaterState.Idle || updater.State == UpdaterState.Ready;
            UpdateReason reason = !isAllowed ? UpdateReason.TurnedOff
                : installer.State == InstallState.RollbackPending || isRestartDue ? UpdateReason.Busy
                : updater.Offer(payload, at, count, nowMs, utcMs);
            refusal = reason;
            if (reason != UpdateReason.None)
            {
                offersRefused++;
                happened.OnOfferRefused(reason);
                tags.ReportAgain(first + Reason); // who offered wants to know, also if it is the reason of before
            }
            else if (!isFree)
            {
                askWaitMs = AskMs;
                AskAgain(nowMs); // the same one: who sends it wants to know where it stands
            }
        }

        // What is not wanted is dropped before a byte of it is copied.
        private void OnChunk(byte[] payload, int at, int count)
        {
            int bytes = count - ChunkHeadBytes;
            bool isWanted = isAllowed && bytes > 0 && bytes <= ChunkBytesMax && Number(payload, at) == updater.Sequence;
            if (!isWanted || !updater.Chunk(Number(payload, at + 4), payload, at + ChunkHeadBytes, bytes))
            {
                notWanted++;
            }
        }

        private static void WriteMetric(PayloadWriter writer, byte[] name, long utcMs, byte[] value)
        {
            writer.BeginMetric();
            writer.Name(name, 0, name.Length);
            writer.Timestamp(utcMs);
            writer.Datatype(DataType.Bytes);
            if (value == null)
            {
                writer.Null();
            }
            else
            {
                writer.BytesValue(value, 0, value.Length);
            }

            writer.EndMetric();
        }

        private static int Number(byte[] from, int at)
        {
            return from[at] | (from[at + 1] << 8) | (from[at + 2] << 16) | (from[at + 3] << 24);
        }
    }
}
