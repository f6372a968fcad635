namespace FieldNode.Field
{
    /// <summary>A 1-Wire bus. Its time slots are the implementation's. It MUST NOT throw.</summary>
    public interface IOneWireBus
    {
        /// <summary>Reset pulse.</summary>
        /// <returns>True if a presence pulse came back.</returns>
        bool Reset();

        /// <summary>Eight write slots.</summary>
        void WriteByte(int value);

        /// <summary>Eight read slots; 0xFF if nobody pulls the line.</summary>
        int ReadByte();
    }
}
