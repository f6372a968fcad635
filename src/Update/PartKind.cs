namespace FieldNode.Update
{
    /// <summary>What a part of a bundle is; on the wire. Never reorder.</summary>
    public enum PartKind
    {
        /// <summary>A program for the device (.pe). They are loaded in the order of the manifest.</summary>
        Assembly = 1,
        /// <summary>A settings file, by its name: <c>node.json</c>, <c>node.record</c>, <c>board.json</c>.</summary>
        Settings = 2,
        /// <summary>A certificate without a key.</summary>
        Certificate = 3,
        /// <summary>The keys that bundles are judged by from then on; always alone, and signed with the key to rotate.</summary>
        Keys = 4,
        /// <summary>An order to make a new key for the node's certificate, on the node; always alone.</summary>
        KeyOrder = 5
    }
}
