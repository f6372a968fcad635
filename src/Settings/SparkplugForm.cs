namespace FieldNode.Settings
{
    /// <summary>Words of the Sparkplug choices.</summary>
    public static class SparkplugForm
    {
        /// <summary>What hosts may do: nothing but ask for rebirths, or write what is writable.</summary>
        public static string[] Modes => new string[] { "readOnly", "commands" };

        /// <summary>Field of a metric that a UInt32 stands in.</summary>
        public static string[] UInt32Fields => new string[] { "int_value", "long_value" };

        /// <summary>How the return of a device that had died is told: by its own birth, or by a rebirth of the whole node.</summary>
        public static string[] Returns => new string[] { "birth", "rebirth" };

        /// <summary>Whether the node looks if its births come back.</summary>
        public static string[] Verifications => new string[] { "off", "echo" };

        /// <summary>True if it does.</summary>
        public static bool VerifiesBirths(SparkplugSettings sparkplug)
        {
            return sparkplug.Verify == "echo";
        }

        /// <summary>True if hosts may write what is writable; a mode that is not known is none that lets them.</summary>
        public static bool TakesCommands(SparkplugSettings sparkplug)
        {
            return sparkplug.Mode == "commands";
        }
    }
}
