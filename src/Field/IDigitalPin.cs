namespace FieldNode.Field
{
    /// <summary>
    /// One pin. An implementation MUST NOT throw and MUST NOT block. An output MUST have its first level from the instant on when it
    /// becomes an output, without a pulse of the other level.
    /// </summary>
    public interface IDigitalPin
    {
        /// <summary>Takes the pin; an open pin stays as it is.</summary>
        /// <param name="use">What for.</param>
        /// <param name="high">First level of an output.</param>
        /// <returns>False if there is no such pin, it cannot do this, or somebody else has it.</returns>
        bool Open(PinUse use, bool high);

        /// <summary>Level at the pin, of an output too: 1 high, 0 low, -1 if it cannot be read.</summary>
        int Read();

        /// <summary>Sets an output.</summary>
        /// <returns>False if the pin is not an open output.</returns>
        bool Write(bool high);

        /// <summary>Lets the pin go. An output becomes an input: the circuit around it must have a safe state of its own.</summary>
        void Close();
    }

    /// <summary>What a pin is used for.</summary>
    public enum PinUse
    {
        /// <summary>Input without a pull resistor of the chip.</summary>
        Input = 0,
        /// <summary>Input with pull-up: a contact to ground.</summary>
        InputPullUp = 1,
        /// <summary>Input with pull-down: a contact to supply.</summary>
        InputPullDown = 2,
        /// <summary>Push-pull output.</summary>
        Output = 3
    }
}
