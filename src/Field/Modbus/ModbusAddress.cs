namespace FieldNode.Field.Modbus
{
    /// <summary>
    /// Both addressing habits. Makers print either a table and a 0-based address (as on the wire, Modbus Application Protocol
    /// V1.1b3, section 4.4) or one number whose leading digit is the table and whose rest counts from 1.
    /// </summary>
    public static class ModbusAddress
    {
        /// <summary>Addresses of one table.</summary>
        public const int AddressesMax = 65536;

        /// <summary>Names of tables as the node file has them; <see cref="NameOf"/> says whose each is.</summary>
        public static string[] TableNames => new string[] { "coil", "discrete", "holding", "input" };

        /// <summary>
        /// Takes the two members of the node file: a table name with a 0-based address, or no table and a number in 4xxxx form.
        /// As a number 1 to 9999 are coils; a coil above 9999 needs the table's name, since 010001 and 10001 are one number.
        /// </summary>
        /// <param name="table">coil, discrete, input or holding; null: <paramref name="address"/> is in 4xxxx form.</param>
        /// <param name="address">0 to 65535 with a table, else 1 to 9999, 10001 to 19999, 30001 to 39999, 40001 to 49999,
        /// 100001 to 165536, 300001 to 365536 or 400001 to 465536.</param>
        /// <param name="parsedTable">The table.</param>
        /// <param name="zeroBased">The address as on the wire, 0 to 65535.</param>
        /// <returns>False if it is none of these.</returns>
        public static bool TryParse(string table, int address, out ModbusTable parsedTable, out int zeroBased)
        {
            zeroBased = address;
            if (table != null)
            {
                return TryTable(table, out parsedTable) && address >= 0 && address < AddressesMax;
            }

            int unit = address >= 100000 ? 100000 : 10000;
            int digit = address / unit;
            int number = address % unit;
            parsedTable = (ModbusTable)digit;
            zeroBased = number - 1;
            return (digit == 0 || digit == 1 || digit == 3 || digit == 4) && number >= 1 && number <= (unit == 10000 ? 9999 : AddressesMax);
        }

        /// <summary>Takes a table's name: coil, discrete, input or holding.</summary>
        /// <returns>False for any other name.</returns>
        public static bool TryTable(string name, out ModbusTable table)
        {
            table = ModbusTable.Coil;
            switch (name)
            {
                case "coil":
                    return true;
                case "discrete":
                    table = ModbusTable.Discrete;
                    return true;
                case "input":
                    table = ModbusTable.Input;
                    return true;
                case "holding":
                    table = ModbusTable.Holding;
                    return true;
                default:
                    return false;
            }
        }

        /// <summary>The name of a table.</summary>
        public static string NameOf(ModbusTable table)
        {
            switch (table)
            {
                case ModbusTable.Coil: return "coil";
                case ModbusTable.Discrete: return "discrete";
                case ModbusTable.Input: return "input";
                default: return "holding";
            }
        }
    }
}
