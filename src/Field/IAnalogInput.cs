namespace FieldNode.Field
{
    /// <summary>
    /// One analogue input of the board itself. (A PC has none, there it is an ADS1115.) It MUST NOT throw, and MUST NOT take longer than
    /// 2 ms to read.
    /// </summary>
    public interface IAnalogInput
    {
        /// <summary>Takes the input; an open one stays as it is.</summary>
        bool Open();

        /// <summary>Volts at the pin, or not-a-number on a fault.</summary>
        double ReadVolts();

        /// <summary>Volts at which the converter is at its end: a reading there counts as overload.</summary>
        double FullScaleVolts { get; }
    }
}
