using FieldNode.Field.Modbus;
using FieldNode.Tags;

namespace FieldNode.Field
{
    /// <summary>Hears what a driver meets of faults and what becomes of writes; called on the loop's thread, often for a bad line. MUST NOT throw, nor
    /// allocate, except for the name in a line of the log; the event ring limits these.</summary>
    public interface IFaultListener
    {
        /// <summary>A request to a Modbus slave failed, or was answered with an exception.</summary>
        void OnSlaveFault(int device, ModbusFault fault);

        /// <summary>A serial port cannot be opened or was lost, for another reason than before; None: it is open again.</summary>
        void OnPort(string line, SerialFault fault);

        /// <summary>A measurement of a sensor failed.</summary>
        void OnSensorFault(int device, QualityReason why);

        /// <summary>A write that was taken has come to an end: Done, Refused, NotConfirmed or Dropped; after Done perhaps Differs.</summary>
        void OnWrite(int tag, WriteResult result);

        /// <summary>An output fell back because the link was lost or firmware is on trial.</summary>
        void OnFallback(int tag, bool isOn);

        /// <summary>Totals were read from flash at the start: so many of so many inputs.</summary>
        void OnTotalsRestored(int restored, int inputs);
    }
}
