namespace FieldNode.Field
{
    /// <summary>Which part on a 1-Wire bus is spoken to (Maxim DS18B20, 19-7487, "ROM commands").</summary>
    public static class OneWireRom
    {
        private const int SkipRom = 0xCC;
        private const int MatchRom = 0x55;

        /// <summary>Resets the bus and selects one part by its code, or the only one there is.</summary>
        /// <param name="bus">The bus.</param>
        /// <param name="rom">Its eight bytes, or null for the only part.</param>
        /// <returns>False if nobody answers the reset.</returns>
        public static bool Select(IOneWireBus bus, byte[] rom)
        {
            if (!bus.Reset())
            {
                return false;
            }

            if (rom == null)
            {
                bus.WriteByte(SkipRom);
                return true;
            }

            bus.WriteByte(MatchRom);
            for (int i = 0; i < rom.Length; i++)
            {
                bus.WriteByte(rom[i]);
            }

            return true;
        }
    }
}
