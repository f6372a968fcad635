namespace FieldNode.Esp32.Loader
{
    /// <summary>The firmware that is deployed with the loader: the same sources in assemblies of other names (boards/factory), linked.</summary>
    internal static class FactoryFirmware
    {
        /// <summary>
        /// Its number among those of bundles; whoever builds an image for a site's new boards sets it to that of the bundle with the same firmware. 0: older
        /// than any bundle, so once a node has run another firmware, this one connects and takes updates, and leaves the field alone.
        /// </summary>
        internal const int Sequence = 0;

        /// <summary>Starts it.</summary>
        internal static void Start(object[] start)
        {
            FieldNode.Esp32.Program.Start(start);
        }
    }
}
