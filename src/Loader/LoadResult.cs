namespace FieldNode.Loader
{
    /// <summary>What became of a slot's assemblies.</summary>
    public enum LoadResult
    {
        /// <summary>All are there, and what is started was found.</summary>
        Loaded = 0,
        /// <summary>Not all, and none of them is left: another slot can be loaded.</summary>
        Nothing = 1,
        /// <summary>Not all, and what was loaded stays: only a restart gets rid of it.</summary>
        Stuck = 2
    }
}
