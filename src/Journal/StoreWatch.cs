namespace FieldNode.Journal
{
    /// <summary>
    /// A store that is watched: whether it takes what is written to it. Who writes mostly can do no more than try again later, so what a store
    /// refuses is said here, in one place for all.
    /// </summary>
    public sealed class StoreWatch : IFlashStore
    {
        private readonly IFlashStore store;

        /// <summary>Watches a store.</summary>
        public StoreWatch(IFlashStore store)
        {
            this.store = store;
        }

        /// <summary>Writes that it refused since the start.</summary>
        public int Refused { get; private set; }

        /// <summary>True if it refused the last one.</summary>
        public bool IsRefusing { get; private set; }

        /// <inheritdoc />
        public bool Write(string name, byte[] content, int offset, int count)
        {
            IsRefusing = !store.Write(name, content, offset, count);
            Refused += IsRefusing ? 1 : 0;
            return !IsRefusing;
        }

        /// <inheritdoc />
        public int Read(string name, byte[] buffer, int offset, int count)
        {
            return store.Read(name, buffer, offset, count);
        }

        /// <inheritdoc />
        public bool Delete(string name)
        {
            return store.Delete(name);
        }

        /// <inheritdoc />
        public string[] List()
        {
            return store.List();
        }
    }
}
