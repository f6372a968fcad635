namespace FieldNode.Field
{
    /// <summary>The registers of a MAX31865 on the wire (datasheet 19-6478, table 1): address, then data; bit 7 of the address writes.</summary>
    public static class Max31865Registers
    {
        /// <summary>Registers, 0x00 to 0x07.</summary>
        public const int Count = 8;

        private const int WriteHighThreshold = 0x83;

        /// <summary>Writes both fault thresholds, as <see cref="CodeOf"/> gives them. The buffers hold <see cref="Count"/> + 1 bytes.</summary>
        public static bool WriteThresholds(ISpiDevice device, byte[] output, byte[] input, int high, int low)
        {
            output[0] = WriteHighThreshold;
            output[1] = (byte)(high >> 8);
            output[2] = (byte)high;
            output[3] = (byte)(low >> 8);
            output[4] = (byte)low;
            return device.Transfer(output, input, 5);
        }

        /// <summary>Reads all registers: register n is in byte n + 1 of the input.</summary>
        public static bool ReadAll(ISpiDevice device, byte[] output, byte[] input)
        {
            for (int i = 0; i < output.Length; i++)
            {
                output[i] = 0;
            }

            return device.Transfer(output, input, Count + 1);
        }

        /// <summary>A resistance as the thresholds have it: 15 bits, shifted by one, as in the RTD registers.</summary>
        public static int CodeOf(double ohm, double referenceOhm)
        {
            double code = ohm / referenceOhm * 32768.0;
            return (code > 32767 ? 32767 : (int)code) * 2;
        }
    }
}
