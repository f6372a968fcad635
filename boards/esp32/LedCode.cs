namespace FieldNode.Esp32
{
    /// <summary>What the LED says: so many short blinks, then a pause. The highest that applies is shown.</summary>
    public enum LedCode
    {
        /// <summary>Online: one long light in two seconds.</summary>
        Online = 0,
        /// <summary>The broker cannot be reached, or refuses us: 1 blink.</summary>
        NoBroker = 1,
        /// <summary>No network: 2 blinks.</summary>
        NoNetwork = 2,
        /// <summary>No time that can be believed: 3 blinks.</summary>
        NoTime = 3,
        /// <summary>Board file or node file: 4 blinks.</summary>
        BadSettings = 4,
        /// <summary>Certificate or key: 5 blinks.</summary>
        BadCertificate = 5,
        /// <summary>Safe mode: 6 blinks.</summary>
        SafeMode = 6
    }
}
