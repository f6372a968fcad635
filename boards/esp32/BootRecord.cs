using FieldNode.Journal;

namespace FieldNode.Esp32
{
    /// <summary>
    /// Remembers on flash how runs end. Stock nanoFramework does not tell why it was reset, so only what the firmware marked itself counts
    /// against it: a run that ended without a mark lost its supply or was reset from outside, and that is no fault of ours. After
    /// <see cref="FailedMax"/> marked faults in a row the node starts in safe mode.
    /// </summary>
    public sealed class BootRecord
    {
        /// <summary>Faults in a row after which the field is left alone.</summary>
        public const int FailedMax = 3;

        /// <summary>A run that lasts so long is sound, in ms.</summary>
        public const long SoundAfterMs = 600000;

        /// <summary>Safe mode ends after this time with one more try, in ms.</summary>
        public const long SafeModeMs = 3600000;

        private const int RecordBytes = 2; // how the run ended; faults in a row

        private readonly AbRecord record;
        private readonly byte[] content = new byte[RecordBytes];
        private bool isSound;

        /// <summary>Reads how the last run ended, and clears the mark for this one.</summary>
        public BootRecord(IFlashStore store)
        {
            record = new AbRecord(store, "boot", RecordBytes);
            if (record.Read(content) == RecordBytes)
            {
                LastEnd = (RunEnd)content[0];
                FailedInARow = content[1];
            }

            bool isFault = LastEnd == RunEnd.StepFaults || LastEnd == RunEnd.Exception || LastEnd == RunEnd.Hang;
            FailedInARow = isFault && FailedInARow < 255 ? FailedInARow + 1 : FailedInARow;
            IsSafeMode = FailedInARow >= FailedMax && LastEnd != RunEnd.TryAgain;
            Keep(RunEnd.Unmarked);
        }

        /// <summary>How the last run ended.</summary>
        public RunEnd LastEnd { get; }

        /// <summary>Faults in a row.</summary>
        public int FailedInARow { get; private set; }

        /// <summary>True if this run must leave the field alone.</summary>
        public bool IsSafeMode { get; }

        /// <summary>Marks how this run ends; the board restarts next.</summary>
        public void Mark(RunEnd end)
        {
            Keep(end);
        }

        /// <summary>Forgets the faults once a run of the whole node has lasted. Safe mode proves nothing about the rest.</summary>
        public void Step(long upMs)
        {
            if (!isSound && !IsSafeMode && upMs >= SoundAfterMs)
            {
                isSound = true;
                if (FailedInARow > 0)
                {
                    FailedInARow = 0;
                    Keep(RunEnd.Unmarked);
                }
            }
        }

        private void Keep(RunEnd end)
        {
            content[0] = (byte)end;
            content[1] = (byte)FailedInARow;
            record.Write(content, RecordBytes);
        }
    }
}
