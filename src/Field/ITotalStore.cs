namespace FieldNode.Field
{
    /// <summary>
    /// Where totals survive the supply: one small record. (The node keeps it as an A/B record; this room does not know the journal.)
    /// A cut during <see cref="Write"/> MUST leave the former content or the new one, nothing else. It MUST NOT throw.
    /// </summary>
    public interface ITotalStore
    {
        /// <summary>Reads the record.</summary>
        /// <returns>Its length, or -1 if there is none.</returns>
        int Read(byte[] content);

        /// <summary>Replaces the record.</summary>
        /// <returns>False if the store refused; the former content is then still there.</returns>
        bool Write(byte[] content, int count);

        /// <summary>Longest record in bytes.</summary>
        int BytesMax { get; }
    }
}
