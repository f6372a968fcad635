namespace FieldNode.Journal
{
    /// <summary>
    /// Small named files on flash. A write MUST be whole or not at all once the call returns true (littlefs commits on close);
    /// power may go at any instant before that, and then the old content or none is there. Implementations MUST NOT throw.
    /// Names are at most 32 characters of <c>a-z 0-9 . -</c>.
    /// </summary>
    public interface IFlashStore
    {
        /// <summary>Writes a file whole and closes it.</summary>
        /// <returns>False if the store is full or broken.</returns>
        bool Write(string name, byte[] content, int offset, int count);

        /// <summary>Reads up to <paramref name="count"/> bytes of a file.</summary>
        /// <returns>Bytes read, or -1 if there is no such file or it cannot be read.</returns>
        int Read(string name, byte[] buffer, int offset, int count);

        /// <summary>Deletes a file; true also if there was none.</summary>
        bool Delete(string name);

        /// <summary>The names of all files; allocates, so only at start.</summary>
        string[] List();
    }
}
