namespace FieldNode.Journal
{
    /// <summary>How a run ended, as it is kept on flash for the next one. Never reorder.</summary>
    public enum RunEnd
    {
        /// <summary>It left no mark: power, reset button, external watchdog, brown-out, a killed process. Not counted as a fault.</summary>
        Unmarked = 0,
        /// <summary>Steps of the loop failed again and again (Supervisor.RebootStepFaults).</summary>
        StepFaults = 1,
        /// <summary>An exception left the loop.</summary>
        Exception = 2,
        /// <summary>The loop stood still.</summary>
        Hang = 3,
        /// <summary>Safe mode is over: one more try with everything.</summary>
        TryAgain = 4,
        /// <summary>Somebody asked for it.</summary>
        Asked = 5,
        /// <summary>It had no settings or certificates that could be used, and looks for them anew. Not counted as a fault.</summary>
        Waited = 6
    }
}
