using System;
using System.Reflection;
using FieldNode.Update;

namespace FieldNode.Esp32
{
    /// <summary>
    /// The libraries of the deploy partition: the runtime loads all of them at its start, so each is found by its name. It would be content with the
    /// first two numbers of a version; here all four count, as the bench deployed them.
    /// </summary>
    public sealed class DeviceLibraries : ILibraries
    {
        /// <inheritdoc />
        public bool Has(string name, int major, int minor, int build, int revision)
        {
            try
            {
                Version version = Assembly.Load(name).GetName().Version;
                return version.Major == major && version.Minor == minor && version.Build == build && version.Revision == revision;
            }
            catch (Exception)
            {
                return false; // there is none of this name
            }
        }
    }
}
