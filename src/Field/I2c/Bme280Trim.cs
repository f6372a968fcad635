namespace FieldNode.Field.I2c
{
    /// <summary>
    /// The trimming parameters of one BME280 and the compensation with them: datasheet BST-BME280-DS002, 4.2.2 (where they lie) and 8.1
    /// (the formulas in double precision; each step has the name it has there). BMP280 has the same for temperature and pressure.
    /// </summary>
    public sealed class Bme280Trim
    {
        private double fine; // t_fine: the temperature that pressure and humidity are compensated with

        /// <summary>dig_T1, without sign.</summary>
        public int T1;
        /// <summary>dig_T2.</summary>
        public int T2;
        /// <summary>dig_T3.</summary>
        public int T3;
        /// <summary>dig_P1 (without sign) to dig_P9.</summary>
        public int[] P = new int[10];
        /// <summary>dig_H1 (without sign) to dig_H6.</summary>
        public int[] H = new int[7];

        /// <summary>Takes T and P from the 26 bytes at 0x88, H1 being the last of them.</summary>
        public void TakeFirst(byte[] bytes)
        {
            T1 = bytes[0] | (bytes[1] << 8);
            T2 = Signed(bytes, 2);
            T3 = Signed(bytes, 4);
            P[1] = bytes[6] | (bytes[7] << 8);
            for (int i = 2; i < 10; i++)
            {
                P[i] = Signed(bytes, 4 + 2 * i);
            }

            H[1] = bytes[25];
        }

        /// <summary>Takes H2 to H6 from the 7 bytes at 0xE1. H4 and H5 share the byte at 0xE5.</summary>
        public void TakeSecond(byte[] bytes)
        {
            H[2] = Signed(bytes, 0);
            H[3] = bytes[2];
            H[4] = SignedByte(bytes[3]) * 16 + (bytes[4] & 0x0F);
            H[5] = SignedByte(bytes[5]) * 16 + (bytes[4] >> 4);
            H[6] = SignedByte(bytes[6]);
        }

        /// <summary>False for what an empty or dead bus gives: T1 and P1 are never all zeros or all ones.</summary>
        public bool IsPlausible
        {
            get { return T1 != 0 && T1 != 0xFFFF && P[1] != 0 && P[1] != 0xFFFF; }
        }

        /// <summary>Temperature in °C of 20 bits; the other two build on it.</summary>
        public double Celsius(int adcT)
        {
            double var1 = (adcT / 16384.0 - T1 / 1024.0) * T2;
            double var2 = adcT / 131072.0 - T1 / 8192.0;
            var2 = var2 * var2 * T3;
            fine = var1 + var2;
            return fine / 5120.0;
        }

        /// <summary>Pressure in Pa of 20 bits.</summary>
        public double Pascal(int adcP)
        {
            double var1 = fine / 2.0 - 64000.0;
            double var2 = var1 * var1 * P[6] / 32768.0;
            var2 = var2 + var1 * P[5] * 2.0;
            var2 = var2 / 4.0 + P[4] * 65536.0;
            var1 = (P[3] * var1 * var1 / 524288.0 + P[2] * var1) / 524288.0;
            var1 = (1.0 + var1 / 32768.0) * P[1];
            if (var1 == 0.0)
            {
                return 0;
            }

            double p = 1048576.0 - adcP;
            p = (p - var2 / 4096.0) * 6250.0 / var1;
            var1 = P[9] * p * p / 2147483648.0;
            var2 = p * P[8] / 32768.0;
            return p + (var1 + var2 + P[7]) / 16.0;
        }

        /// <summary>Relative humidity in % of 16 bits, 0 to 100.</summary>
        public double Percent(int adcH)
        {
            double h = fine - 76800.0;
            h = (adcH - (H[4] * 64.0 + H[5] / 16384.0 * h))
                * (H[2] / 65536.0 * (1.0 + H[6] / 67108864.0 * h * (1.0 + H[3] / 67108864.0 * h)));
            h = h * (1.0 - H[1] * h / 524288.0);
            return h > 100.0 ? 100.0 : h < 0.0 ? 0.0 : h;
        }

        private static int Signed(byte[] bytes, int at)
        {
            int word = bytes[at] | (bytes[at + 1] << 8);
            return word >= 0x8000 ? word - 0x10000 : word;
        }

        private static int SignedByte(int value)
        {
            return value >= 0x80 ? value - 0x100 : value;
        }
    }
}
