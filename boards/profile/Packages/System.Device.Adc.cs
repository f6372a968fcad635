// nanoFramework.System.Device.Adc 1.1.24.

namespace System.Device.Adc
{
    public abstract class AdcChannelBase
    {
        protected AdcChannelBase() => throw null;
        public abstract int ReadValue();
    }

    public class AdcChannel : AdcChannelBase, IDisposable
    {
        internal AdcChannel() => throw null;
        public override int ReadValue() => throw null;
        public void Dispose() => throw null;
    }

    public abstract class AdcControllerBase
    {
        protected AdcControllerBase() => throw null;
        public abstract AdcChannel OpenChannel(int channelNumber);
    }

    public class AdcController : AdcControllerBase
    {
        public AdcController() => throw null;
        public override AdcChannel OpenChannel(int channelNumber) => throw null;
    }
}
