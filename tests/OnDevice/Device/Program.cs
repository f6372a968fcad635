using System.Threading;

namespace FieldNode.OnDevice.Device
{
    /// <summary>Runs the self-test on the device and stays, so that the output can be read.</summary>
    public static class Program
    {
        /// <summary>Where the runtime begins.</summary>
        public static void Main()
        {
            SelfTest.Run(new DeviceHost());
            Thread.Sleep(Timeout.Infinite);
        }
    }
}
