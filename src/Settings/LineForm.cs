namespace FieldNode.Settings
{
    /// <summary>What a serial line may be.</summary>
    public static class LineForm
    {
        /// <summary>Baud rates.</summary>
        public static readonly int[] Bauds =
        {
            1200, 2400, 4800, 9600, 14400, 19200, 28800, 38400, 57600, 115200, 230400
        };

        /// <summary>Parities.</summary>
        public static readonly string[] Parities = { "even", "odd", "none" };
    }
}
