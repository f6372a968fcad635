namespace FieldNode.Settings
{
    /// <summary>
    /// The two habits of writing a Modbus address: 0-based beside the name of a table, or one number whose first
    /// digit is the table and whose rest counts from 1 (40001 and 400001 are holding register 0).
    /// </summary>
    public static class AddressForm
    {
        /// <summary>Table number of coils (0xxxx).</summary>
        public const int Coil = 0;
        /// <summary>Table number of discrete inputs (1xxxx).</summary>
        public const int Discrete = 1;
        /// <summary>Table number of input registers (3xxxx).</summary>
        public const int Input = 3;
        /// <summary>Table number of holding registers (4xxxx).</summary>
        public const int Holding = 4;

        /// <summary>Names of tables as the node file has them.</summary>
        public static string[] TableNames => new string[] { "coil", "discrete", "holding", "input" };

        private static int[] TableNumbers => new int[] { Coil, Discrete, Holding, Input };

        /// <summary>Reads an address.</summary>
        /// <param name="table">coil, discrete, holding, input, or null for the one-number form.</param>
        /// <param name="address">0 to 65535 with a table. Without: 1 to 9999, 10001 to 19999, 30001 to 39999, 40001
        /// to 49999, 100001 to 165536, 300001 to 365536, 400001 to 465536. A coil above 9999 needs its table: a JSON
        /// number has no leading zeros.</param>
        /// <param name="tableNumber">0, 1, 3 or 4.</param>
        /// <param name="zeroBased">0 to 65535, as it goes on the wire.</param>
        /// <returns>False if it is none of these.</returns>
        public static bool TryParse(string table, int address, out int tableNumber, out int zeroBased)
        {
            tableNumber = -1;
            zeroBased = -1;
            if (table != null)
            {
                int index = TagForm.IndexOf(TableNames, table);
                if (index < 0 || address < 0 || address >= SettingsLimits.AddressSpace)
                {
                    return false;
                }
                tableNumber = TableNumbers[index];
                zeroBased = address;
                return true;
            }
            int unit = address >= 100000 ? 100000 : 10000;
            int rest = address % unit;
            int highest = unit == 10000 ? 9999 : SettingsLimits.AddressSpace;
            int digit = address / unit;
            if (address < 1 || rest < 1 || rest > highest || digit == 2 || digit > 4)
            {
                return false;
            }
            tableNumber = digit;
            zeroBased = rest - 1;
            return true;
        }
    }
}
