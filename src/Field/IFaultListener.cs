using FieldNode.Field.Modbus;
using FieldNode.Tags;

namespace FieldNode.Field
{
    /// <summary>Hears what a driver does about faults; called on the loop's thread, often for a bad line. MUST NOT throw or allocate.</summary>
    public interface IFaultListener
    {
        /// <summary>A request to a Modbus slave failed, or was answered with an exception.</summary>
        void OnSlaveFault(int device, ModbusFault fault);

        /// <summary>A measurement of a sensor failed.</summary>
        void OnSensorFault(int device, QualityReason why);

        /// <summary>An output fell back because the link was lost or firmware is on trial.</summary>
        void OnFallback(int tag, bool isOn);

        /// <summary>Totals were read from flash at the start: so many of so many inputs.</summary>
        void OnTotalsRestored(int restored, int inputs);
    }
}
