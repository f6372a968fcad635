using System.Device.Gpio;
using FieldNode.Field;

namespace FieldNode.Virtual.Gpio;

/// <summary>A pin of a Linux board through System.Device.Gpio.</summary>
public sealed class PcPin(GpioController controller, int number) : IDigitalPin
{
    private PinUse? opened;

    /// <inheritdoc />
    public bool Open(PinUse use, bool high)
    {
        if (opened is not null)
        {
            return true;
        }

        PinMode mode = use switch
        {
            PinUse.InputPullUp => PinMode.InputPullUp,
            PinUse.InputPullDown => PinMode.InputPullDown,
            PinUse.Output => PinMode.Output,
            _ => PinMode.Input,
        };
        return Guarded(
            () =>
            {
                if (use == PinUse.Output)
                {
                    controller.OpenPin(number, mode, high); // level and direction in one request: no pulse
                }
                else
                {
                    controller.OpenPin(number, mode);
                }

                opened = use;
                return true;
            },
            false);
    }

    /// <inheritdoc />
    public int Read() => opened is null ? -1 : Guarded(() => controller.Read(number) == PinValue.High ? 1 : 0, -1);

    /// <inheritdoc />
    public bool Write(bool high) => opened == PinUse.Output && Guarded(
        () =>
        {
            controller.Write(number, high);
            return true;
        },
        false);

    /// <inheritdoc />
    public void Close()
    {
        if (opened is not null)
        {
            opened = null;
            Guarded(
                () =>
                {
                    controller.ClosePin(number);
                    return true;
                },
                false);
        }
    }

    internal static T Guarded<T>(Func<T> action, T otherwise)
    {
        try
        {
            return action();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InvalidOperationException
            or PlatformNotSupportedException or ArgumentException)
        {
            return otherwise;
        }
    }
}
