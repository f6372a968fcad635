using FieldNode.Field;
using FieldNode.Sparkplug;

namespace FieldNode
{
    /// <summary>Verdicts on commands: which one a driver's word is, and who must act, which is the counter it is counted in.</summary>
    public static class Verdicts
    {
        /// <summary>Counter of values that the field took.</summary>
        public const int Passed = 0;
        /// <summary>Counter of commands that the settings do not allow, or that name what is not there.</summary>
        public const int ByPolicy = 1;
        /// <summary>Counter of commands with a value that does not fit.</summary>
        public const int ByValue = 2;
        /// <summary>Counter of values that the field did not take.</summary>
        public const int Failed = 3;
        /// <summary>Counter of what never reached the field, though it was allowed.</summary>
        public const int NotSent = 4;
        /// <summary>Counters.</summary>
        public const int Groups = 5;
        /// <summary>Not counted: it was counted before.</summary>
        public const int Uncounted = -1;

        /// <summary>The verdict that a driver's word on a write is.</summary>
        public static CommandVerdict Of(WriteResult result)
        {
            switch (result)
            {
                case WriteResult.Queued:
                case WriteResult.Done: return CommandVerdict.Passed;
                case WriteResult.NotWritable: return CommandVerdict.NotAllowed;
                case WriteResult.OutOfRange: return CommandVerdict.OutOfRange;
                case WriteResult.QueueFull: return CommandVerdict.QueueFull;
                case WriteResult.Offline: return CommandVerdict.Away;
                case WriteResult.Refused: return CommandVerdict.FieldRefused;
                case WriteResult.NotConfirmed: return CommandVerdict.NotConfirmed;
                case WriteResult.Dropped: return CommandVerdict.Dropped;
                case WriteResult.TooSoon: return CommandVerdict.TooMany;
                case WriteResult.Differs: return CommandVerdict.Differs;
                default: return CommandVerdict.NotTaken;
            }
        }

        /// <summary>The counter of a verdict.</summary>
        public static int GroupOf(CommandVerdict verdict)
        {
            switch (verdict)
            {
                case CommandVerdict.Passed: return Passed;
                case CommandVerdict.Differs: return Uncounted;
                case CommandVerdict.WrongType:
                case CommandVerdict.OutOfRange: return ByValue;
                case CommandVerdict.FieldRefused:
                case CommandVerdict.NotConfirmed: return Failed;
                case CommandVerdict.TooMany:
                case CommandVerdict.QueueFull:
                case CommandVerdict.Away:
                case CommandVerdict.Dropped: return NotSent;
                default: return ByPolicy;
            }
        }

        /// <summary>True for the end of a value that was taken; else a whole command was refused.</summary>
        public static bool IsOfWrite(CommandVerdict verdict)
        {
            return verdict == CommandVerdict.Passed || (verdict >= CommandVerdict.Dropped && verdict <= CommandVerdict.Differs);
        }
    }
}
