namespace FieldNode.Field.Gpio
{
    /// <summary>What is fixed about a contact.</summary>
    public sealed class Contact
    {
        /// <summary>Its pin.</summary>
        public IDigitalPin Pin;
        /// <summary>Input, InputPullUp or InputPullDown.</summary>
        public PinUse Use = PinUse.InputPullUp;
        /// <summary>Tag that is true while the pin is high.</summary>
        public int Tag;
        /// <summary>True while the pin is low: a contact to ground with a pull-up.</summary>
        public bool Inverted;
        /// <summary>How long a level must stand, in ms.</summary>
        public int DebounceMs = 20;
    }
}
