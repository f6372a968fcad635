using System.Text;
using FieldNode.ProtoLite;

namespace FieldNode.Tags
{
    /// <summary>The properties of a birth that say when, by whom and until when a tag was calibrated.</summary>
    public sealed partial class TagTable
    {
        private static readonly byte[] CalibratedOnKey = Encoding.UTF8.GetBytes("calibratedOn");
        private static readonly byte[] CalibratedByKey = Encoding.UTF8.GetBytes("calibratedBy");
        private static readonly byte[] CalibrationDueKey = Encoding.UTF8.GetBytes("calibrationDue");

        // Bytes that the properties take at most in a birth image; 0: the tag has none of them.
        private static int CalibrationRoom(TagSpec spec)
        {
            if (spec.CalibratedOn == null && spec.CalibratedBy == null && spec.CalibrationDue == null)
            {
                return 0;
            }

            return 100 + 4 * (LengthOf(spec.CalibratedOn) + LengthOf(spec.CalibratedBy) + LengthOf(spec.CalibrationDue));
        }

        private void WriteCalibrationKeys(TagSpec spec)
        {
            WriteKeyIf(spec.CalibratedOn, CalibratedOnKey);
            WriteKeyIf(spec.CalibratedBy, CalibratedByKey);
            WriteKeyIf(spec.CalibrationDue, CalibrationDueKey);
        }

        private void WriteCalibrationValues(TagSpec spec)
        {
            WriteTextIf(spec.CalibratedOn);
            WriteTextIf(spec.CalibratedBy);
            WriteTextIf(spec.CalibrationDue);
        }

        private void WriteKeyIf(string value, byte[] key)
        {
            if (value != null)
            {
                writer.PropertyKey(key, 0, key.Length);
            }
        }

        private void WriteTextIf(string value)
        {
            if (value != null)
            {
                byte[] bytes = Encoding.UTF8.GetBytes(value);
                writer.PropertyString(DataType.String, bytes, 0, bytes.Length);
            }
        }

        private static int LengthOf(string value)
        {
            return value == null ? 0 : value.Length;
        }
    }
}
