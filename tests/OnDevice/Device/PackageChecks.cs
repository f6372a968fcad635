using System;
using FieldNode.Esp32;
using FieldNode.Field;
using FieldNode.Field.I2c;
using FieldNode.Tags;

namespace FieldNode.OnDevice.Device
{
    /// <summary>
    /// Sensors of every kind, through the packages and through the portable parts, on buses that cannot be had: they have no pins, so nothing of
    /// the board is touched. Each must say so, and none may throw.
    /// </summary>
    internal static class PackageChecks
    {
        private static readonly string[] kinds = { "bme280", "sht4x", "ads1115", "ina219", "scd4x", "max31865", "ds18b20" };

        internal static void Run(Report report)
        {
            PartFactory parts = new PartFactory(3);
            PackageFactory packages = new PackageFactory(parts, 3);
            DeviceI2cBus i2c = new DeviceI2cBus(null, -1, -1);
            DeviceSpi spi = new DeviceSpi(null, -1);
            DeviceOneWire wire = new DeviceOneWire(null);
            parts.Add("i2c", i2c);
            parts.Add("spi", spi);
            parts.Add("wire", wire);
            packages.Add("i2c", i2c);
            packages.Add("spi", spi);
            packages.Add("wire", wire);
            for (int i = 0; i < kinds.Length; i++)
            {
                Check(report, "package " + kinds[i], packages, kinds[i]);
                Check(report, "part " + kinds[i], parts, kinds[i]);
            }
        }

        private static void Check(Report report, string what, ISensorFactory factory, string kind)
        {
            try
            {
                ISensor sensor = factory.Create(SpecOf(kind));
                int step = sensor.Step(0);
                report.Check(what + ": step " + step + ", fault " + (int)sensor.Fault,
                    step == SensorStep.Failed && sensor.Fault != QualityReason.None && sensor.Fault != QualityReason.WrongPart);
                sensor.Restart();
                report.Check(what + " once more", sensor.Step(1000) == SensorStep.Failed);
            }
            catch (Exception e)
            {
                report.Check(what + " threw " + e.Message, false);
            }
        }

        private static SensorSpec SpecOf(string kind)
        {
            return new SensorSpec
            {
                Kind = kind,
                Bus = kind == "max31865" ? "spi" : kind == "ds18b20" ? "wire" : "i2c",
                Inputs = new[] { new AdsInput { Channel = 1, FullScaleMv = 4096 } }
            };
        }
    }
}
