using FieldNode.Tags;

namespace FieldNode.Field
{
    /// <summary>
    /// A sensor that measures one or several quantities. The driver calls <see cref="Step"/> until a measurement is done, and waits in
    /// between: an implementation MUST NOT wait for a conversion itself, MUST NOT take longer than a conversation with its part, MUST NOT
    /// throw (one that wraps a package catches what that throws) and MUST NOT allocate after its first measurement.
    /// </summary>
    public interface ISensor
    {
        /// <summary>How many values a measurement has, fixed.</summary>
        int ValueCount { get; }

        /// <summary>Does the next part of a measurement: at most one conversation.</summary>
        /// <returns>More than 0: call again in so many ms; <see cref="SensorStep.Done"/>: the values are new;
        /// <see cref="SensorStep.Failed"/>: see <see cref="Fault"/>.</returns>
        int Step(long nowMs);

        /// <summary>Why the last step failed: NoAnswer, Damaged, BusStuck, PortLost, WrongPart or DeviceFailure.</summary>
        QualityReason Fault { get; }

        /// <summary>A value of the last measurement, in the unit that the kind states (docs/wiring.md, "Kinds of sensors").</summary>
        double Value(int index);

        /// <summary>None, or why this one value is not good although the part answers (broken wire, overload).</summary>
        QualityReason ReasonOf(int index);

        /// <summary>Forgets all state: the part may have lost its supply. The next step initialises it again.</summary>
        void Restart();
    }

    /// <summary>What <see cref="ISensor.Step"/> returns besides times.</summary>
    public static class SensorStep
    {
        /// <summary>The measurement is complete.</summary>
        public const int Done = 0;
        /// <summary>The measurement failed.</summary>
        public const int Failed = -1;
    }
}
