using FieldNode.Field;
using FieldNode.Field.I2c;
using FieldNode.Settings;

namespace FieldNode
{
    /// <summary>From the words of the node file to what makes a sensor.</summary>
    public static class SensorSpecs
    {
        /// <summary>What makes this sensor.</summary>
        public static SensorSpec Of(SensorSettings sensor)
        {
            return new SensorSpec
            {
                Kind = sensor.Kind,
                Bus = sensor.Bus,
                Address = sensor.Address,
                SamplesPerSecond = sensor.SamplesPerSecond,
                ShuntOhm = sensor.ShuntOhm,
                ReferenceOhm = sensor.ReferenceOhm,
                NominalOhm = sensor.NominalOhm,
                Wires = sensor.Wires,
                Mains60Hz = sensor.Mains60Hz,
                Rom = sensor.Rom == null ? null : HexText.Parse(sensor.Rom, 8),
                Inputs = sensor.Kind == "ads1115" ? InputsOf(sensor.Tags) : null,
                Register = sensor.Register == null ? null : RegisterOf(sensor.Register, sensor.Tags)
            };
        }

        private static AdsInput[] InputsOf(SensorTagSettings[] tags)
        {
            string[] names = SensorKinds.Find("ads1115").Values;
            AdsInput[] inputs = new AdsInput[tags.Length];
            for (int i = 0; i < tags.Length; i++)
            {
                inputs[i] = new AdsInput
                {
                    Channel = TagForm.IndexOf(names, tags[i].Value),
                    FullScaleMv = tags[i].FullScaleMv
                };
            }

            return inputs;
        }

        private static RegisterSpec RegisterOf(RegisterSettings register, SensorTagSettings[] tags)
        {
            RegisterValue[] values = new RegisterValue[tags.Length];
            for (int i = 0; i < tags.Length; i++)
            {
                values[i] = new RegisterValue
                {
                    At = tags[i].At,
                    Width = tags[i].Width,
                    Signed = tags[i].Signed,
                    LittleEndian = tags[i].LittleEndian,
                    Shift = tags[i].Shift,
                    Bits = tags[i].Bits
                };
            }

            return new RegisterSpec
            {
                Setup = HexText.Parse(register.Setup, 32),
                Command = HexText.Parse(register.Command, 32),
                WaitMs = register.WaitMs,
                ReplyBytes = register.ReplyBytes,
                CrcEvery = register.CrcEvery,
                CrcPolynomial = register.CrcPolynomial,
                CrcStart = register.CrcStart,
                Values = values
            };
        }
    }
}
