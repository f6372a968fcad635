namespace FieldNode.Update
{
    // From the first byte to the last, each in its place: the first that is not ends it.
    public sealed partial class Manifest
    {
        /// <summary>Reads an offer: a manifest and its signature, and nothing behind them.</summary>
        /// <param name="offer">Where it is, from 0 on.</param>
        /// <param name="count">Bytes of it.</param>
        /// <returns>What is wrong; with anything but None the rest of this object means nothing.</returns>
        public UpdateReason Read(byte[] offer, int count)
        {
            bytes = offer;
            UpdateReason reason = ReadHead(count);
            if (reason != UpdateReason.None)
            {
                return reason;
            }

            var at = new ManifestReader(offer, HeadBytes, Length);
            productAt = at.Text(TextMax);
            boardAt = at.Text(TextMax);
            versionAt = at.Text(TextMax);
            librariesAt = at.At;
            var libraries = new LibraryReader(at, Libraries);
            while (libraries.Next())
            {
            }

            ReadParts(at);
            return at.Reason == UpdateReason.None && !at.IsAtEnd ? UpdateReason.BadLength : at.Reason;
        }

        private UpdateReason ReadHead(int count)
        {
            if (count < HeadBytes + SignatureCheck.SignatureBytes)
            {
                return UpdateReason.Truncated;
            }

            if (Number(0, 2) != (Mark & 0xFFFF) || Number(2, 2) != Mark >> 16)
            {
                return UpdateReason.NotABundle;
            }

            if (bytes[4] != Format)
            {
                return UpdateReason.UnknownFormat;
            }

            Length = Number(6, 2);
            if (Length > BytesMax || count > Length + SignatureCheck.SignatureBytes)
            {
                return UpdateReason.BadLength;
            }

            if (count < Length + SignatureCheck.SignatureBytes)
            {
                return UpdateReason.Truncated;
            }

            IsRotation = bytes[5] == 1;
            Sequence = Number(8, 4);
            ExpiresUtcMs = 1000L * (Number(12, 3) + 16777216L * bytes[15]);
            LoaderMin = Number(16, 2);
            Parts = bytes[50];
            Libraries = bytes[51];
            bool isInRange = bytes[5] <= 1 && Sequence > 0 && ExpiresUtcMs > 0 && Parts > 0 && Parts <= PartsMax && Libraries <= LibrariesMax;
            return isInRange ? UpdateReason.None : UpdateReason.BadNumber;
        }

        private void ReadParts(ManifestReader at)
        {
            Chunks = 0;
            PartBytes = 0;
            for (int i = 0; i < Parts && at.Reason == UpdateReason.None; i++)
            {
                int kind = at.Byte();
                nameAt[i] = at.Name(PartNameMax);
                int length = at.Number(4);
                if (at.Reason == UpdateReason.None)
                {
                    at.Fail(JudgePart(at, i, kind, length));
                }
            }

            bool hasKeys = kinds[Parts - 1] == (byte)PartKind.Keys;
            if (at.Reason == UpdateReason.None && (IsRotation != hasKeys || (hasKeys && Parts > 1)))
            {
                at.Fail(UpdateReason.WrongKey);
            }

            if (at.Reason == UpdateReason.None && Parts > 1 && kinds[Parts - 1] == (byte)PartKind.KeyOrder)
            {
                at.Fail(UpdateReason.NotCanonical);
            }

            if (at.Reason == UpdateReason.None && (HasAssemblies ? LoaderMin == 0 : LoaderMin + Libraries > 0))
            {
                at.Fail(UpdateReason.NotCanonical);
            }
        }

        private UpdateReason JudgePart(ManifestReader at, int part, int kind, int length)
        {
            if (kind < (int)PartKind.Assembly || kind > (int)PartKind.KeyOrder)
            {
                return UpdateReason.UnknownPart;
            }

            if (length <= 0 || length > ChunksMax * ChunkBytes)
            {
                return UpdateReason.BadNumber;
            }

            for (int i = 0; i < part; i++)
            {
                if (kinds[i] > kind || at.IsSame(nameAt[i], nameAt[part]))
                {
                    return UpdateReason.NotCanonical;
                }
            }

            kinds[part] = (byte)kind;
            lengths[part] = length;
            Chunks += ChunksOf(length);
            PartBytes += length;
            return Chunks > ChunksMax ? UpdateReason.TooLarge : UpdateReason.None;
        }

        private int Number(int at, int count)
        {
            int number = 0;
            for (int i = count - 1; i >= 0; i--)
            {
                number = (number << 8) | bytes[at + i];
            }

            return number;
        }
    }
}
