namespace FieldNode.Settings
{
    /// <summary>Words of the Sparkplug choices.</summary>
    public static class SparkplugForm
    {
        /// <summary>What hosts may do: nothing but ask for rebirths, or write what is writable.</summary>
        public static string[] Modes => new string[] { "readOnly", "commands" };

        /// <summary>True if hosts may write what is writable; a mode that is not known is none that lets them.</summary>
        public static bool TakesCommands(SparkplugSettings sparkplug)
        {
            return sparkplug.Mode == "commands";
        }
    }
}
