namespace FieldNode.Field.Modbus
{
    /// <summary>Numbers that lie in registers as decimal digits: BCD, and registers that count to 9999 (mod 10).</summary>
    internal static class ModbusDigits
    {
        /// <summary>What the registers hold is no number.</summary>
        internal const long None = long.MinValue;

        private const int BitsPerRegister = 16;
        private const int PerRegister = 10000;

        /// <summary>The number that four digits in each register make; <see cref="None"/> if one of them is above 9.</summary>
        /// <param name="bits">The registers, the most significant first, in the low 16 * <paramref name="registers"/> bits.</param>
        /// <param name="registers">1 to 4.</param>
        internal static long FromBcd(long bits, int registers)
        {
            long number = 0;
            for (int shift = BitsPerRegister * registers - 4; shift >= 0; shift -= 4)
            {
                int digit = (int)(bits >> shift) & 0xF;
                if (digit > 9)
                {
                    return None;
                }

                number = number * 10 + digit;
            }

            return number;
        }

        /// <summary>The number of registers that count to 9999; <see cref="None"/> if one is beyond that, or their signs differ.</summary>
        /// <param name="bits">As <see cref="FromBcd"/> has them.</param>
        /// <param name="registers">2 to 4.</param>
        /// <param name="signed">Each register may be negative.</param>
        internal static long FromMod10(long bits, int registers, bool signed)
        {
            long number = 0;
            bool isNegative = false;
            bool isPositive = false;
            for (int shift = BitsPerRegister * (registers - 1); shift >= 0; shift -= BitsPerRegister)
            {
                int word = (int)(bits >> shift) & 0xFFFF;
                word = signed && word > 0x7FFF ? word - 0x10000 : word;
                isNegative |= word < 0;
                isPositive |= word > 0;
                if (word >= PerRegister || word <= -PerRegister || (isNegative && isPositive))
                {
                    return None;
                }

                number = number * PerRegister + word;
            }

            return number;
        }

        /// <summary>Largest number that fits.</summary>
        internal static long Highest(int registers)
        {
            long most = 1;
            for (int i = 0; i < registers; i++)
            {
                most *= PerRegister;
            }

            return most - 1;
        }

        /// <summary>The registers of a number from 0 to <see cref="Highest"/> as BCD.</summary>
        internal static long ToBcd(long number, int registers)
        {
            long bits = 0;
            for (int shift = 0; shift < BitsPerRegister * registers; shift += 4)
            {
                bits |= (number % 10) << shift;
                number /= 10;
            }

            return bits;
        }

        /// <summary>The registers of a number whose size is at most <see cref="Highest"/>; each has its sign.</summary>
        internal static long ToMod10(long number, int registers)
        {
            long bits = 0;
            for (int shift = 0; shift < BitsPerRegister * registers; shift += BitsPerRegister)
            {
                bits |= ((number % PerRegister) & 0xFFFF) << shift;
                number /= PerRegister;
            }

            return bits;
        }
    }
}
