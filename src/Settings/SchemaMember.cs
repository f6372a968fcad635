namespace FieldNode.Settings
{
    /// <summary>
    /// The member <c>"$schema"</c> at the top of a node file tells an editor where the schema is; the node has no use for it. A reader
    /// that fills classes by the names of their properties cannot have a property of that name, so <see cref="NodeFileParts"/> leaves it
    /// out: as the first member, where editors and people write it, and with a text as its value.
    /// </summary>
    public static class SchemaMember
    {
        /// <summary>Its name.</summary>
        public const string Name = "$schema";
    }
}
