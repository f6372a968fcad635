using System;

namespace FieldNode.Update
{
    /// <summary>
    /// Judges a part with new keys. The key to rotate signed the bundle; that each of the new keys signed the record, too, shows that the private
    /// keys exist and that this node computes with the record: keys that verify nothing would shut the door for good.
    /// </summary>
    public sealed class KeyRotation
    {
        private readonly byte[] signed = new byte[KeyRecord.PartBytes - SignatureCheck.SignatureBytes]; // the record and one signature
        private readonly byte[] part;
        private readonly bool isRecord;
        private SignatureCheck check;
        private bool isSecond;
        private CheckResult result;

        /// <summary>Begins to judge the content of a part.</summary>
        /// <param name="part">Its content.</param>
        /// <param name="generation">What the manifest says: it must be that of the record.</param>
        public KeyRotation(byte[] part, int generation)
        {
            this.part = part;
            if (part.Length != KeyRecord.PartBytes)
            {
                return;
            }

            Array.Copy(part, 0, signed, 0, signed.Length);
            isRecord = KeyRecord.IsSound(signed, KeyRecord.Bytes) && KeyRecord.Generation(signed) == generation;
        }

        /// <summary>The record, once it is good: the first KeyRecord.Bytes of this array.</summary>
        public byte[] Record
        {
            get { return signed; }
        }

        /// <summary>Goes on by so many units of SignatureCheck.</summary>
        public CheckResult Step(int units)
        {
            if (result != CheckResult.InProgress)
            {
                return result;
            }

            if (!isRecord)
            {
                result = CheckResult.Bad;
                return result;
            }

            check = check ?? new SignatureCheck(signed, KeyRecord.Bytes, signed, KeyRecord.KeyAt(isSecond));
            CheckResult one = check.Step(units);
            if (one != CheckResult.Good || isSecond)
            {
                result = one;
                return result;
            }

            isSecond = true;
            check = null;
            Array.Copy(part, KeyRecord.PartBytes - SignatureCheck.SignatureBytes, signed, KeyRecord.Bytes, SignatureCheck.SignatureBytes);
            return result;
        }
    }
}
