namespace FieldNode.Update
{
    /// <summary>What a bundle has to fit: product, board, and what this board can do.</summary>
    public sealed class UpdateTarget
    {
        /// <summary>The product, as manifests name it.</summary>
        public string Product = "fieldnode";
        /// <summary>The board, as the settings name it.</summary>
        public string Board;
        /// <summary>Version of the loader, from 1; 0 if there is none.</summary>
        public int Loader;
        /// <summary>Slots for firmware: 2 where the drive has 2 MB or more, else 1; then the other slot takes small bundles only.</summary>
        public int FirmwareSlots = UpdateRecord.Slots;
        /// <summary>Bytes of the parts of a bundle with firmware at most.</summary>
        public int FirmwareBytesMax = Manifest.ChunksMax * Manifest.ChunkBytes;
        /// <summary>Bytes of the parts of a bundle without firmware (settings, certificates, keys) at most.</summary>
        public int SmallBytesMax = 16 * Manifest.ChunkBytes;
        /// <summary>True if assemblies can be loaded from a slot: the board has PSRAM.</summary>
        public bool CanRunAssemblies;
    }
}
