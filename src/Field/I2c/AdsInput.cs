namespace FieldNode.Field.I2c
{
    /// <summary>One input of an ADS1115 as it is to be measured.</summary>
    public sealed class AdsInput
    {
        /// <summary>0 to 3: AIN0 to AIN3 against ground; 4: AIN0 − AIN1; 5: AIN0 − AIN3; 6: AIN1 − AIN3; 7: AIN2 − AIN3.</summary>
        public int Channel;
        /// <summary>Full scale in mV: 6144, 4096, 2048, 1024, 512 or 256. (Never more than the supply at the pin, whatever this says.)</summary>
        public int FullScaleMv = 2048;
    }
}
