using System.Device.Gpio;
using FieldNode.Field;

namespace FieldNode.Virtual.Gpio;

/// <summary>
/// Counts edges that the kernel reports. The kernel queues a few dozen edges per pin; at more than some 1,000 pulses a second, or while the
/// machine is starved, it drops some: fast meters belong on a hardware counter.
/// </summary>
public sealed class PcPulseCounter(GpioController controller, int number, bool rising, bool pullUp) : IPulseCounter
{
    private readonly PcPin pin = new(controller, number);
    private long count;
    private bool started;

    /// <inheritdoc />
    public bool Start()
    {
        if (started)
        {
            return true;
        }

        if (!pin.Open(pullUp ? PinUse.InputPullUp : PinUse.Input, false))
        {
            return false;
        }

        Interlocked.Exchange(ref count, 0);
        PinEventTypes edge = rising ? PinEventTypes.Rising : PinEventTypes.Falling;
        started = PcPin.Guarded(
            () =>
            {
                controller.RegisterCallbackForPinValueChangedEvent(number, edge, OnEdge);
                return true;
            },
            false);
        if (!started)
        {
            pin.Close();
        }

        return started;
    }

    /// <inheritdoc />
    public long Read() => started ? Interlocked.Read(ref count) : -1;

    /// <inheritdoc />
    public void Stop()
    {
        if (started)
        {
            started = false;
            PcPin.Guarded(
                () =>
                {
                    controller.UnregisterCallbackForPinValueChangedEvent(number, OnEdge);
                    return true;
                },
                false);
            pin.Close();
        }
    }

    // Called on a thread of the library's.
    private void OnEdge(object sender, PinValueChangedEventArgs edge) => Interlocked.Increment(ref count);
}
