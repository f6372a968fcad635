using System;
using System.IO;
using System.Reflection;
using FieldNode.Esp32;

namespace FieldNode.OnDevice.Device
{
    /// <summary>
    /// Assembly.Load(byte[]) of an assembly from drive I:, as the loader does it: cut, changed, then good. What refused the first two must be able to take
    /// the third. Any .pe of this firmware will do; without the file, and on a board without PSRAM, nothing is checked.
    /// </summary>
    internal static class LoadChecks
    {
        private const string Path = "I:\\selftest.pe";

        internal static void Run(Report report, ISelfTestHost host)
        {
            if (!UpdateFacts.HasPsram() || !File.Exists(Path))
            {
                host.Say("loading an assembly: not checked, no PSRAM or no " + Path);
                return;
            }

            byte[] image = File.ReadAllBytes(Path);
            byte[] cut = new byte[image.Length / 2];
            Array.Copy(image, 0, cut, 0, cut.Length);
            report.Check("a cut assembly is refused", Load(cut) == null);
            cut = null;
            image[image.Length / 2] ^= 1;
            report.Check("a changed assembly is refused", Load(image) == null);
            image[image.Length / 2] ^= 1;
            long startMs = host.NowMs();
            Assembly loaded = Load(image);
            host.Say("loading " + image.Length + " bytes: " + (host.NowMs() - startMs) + " ms");
            report.Check("the good one is loaded after both", loaded != null && loaded.GetTypes().Length > 0);
        }

        private static Assembly Load(byte[] image)
        {
            try
            {
                return Assembly.Load(image);
            }
            catch (Exception)
            {
                return null;
            }
        }
    }
}
