namespace FieldNode.Journal
{
    /// <summary>
    /// Remembers on flash how runs end; loader, safe mode and trial read the same marks. Stock nanoFramework does not tell why it was reset, so only
    /// what the firmware marked itself counts against it: a run that ended without a mark lost its supply or was reset from outside, and that is
    /// no fault of ours. After <see cref="FailedMax"/> marked faults in a row the node starts in safe mode.
    /// </summary>
    public sealed class BootRecord
    {
        /// <summary>Faults in a row after which the field is left alone.</summary>
        public const int FailedMax = 3;

        /// <summary>A run that lasts so long is sound, in ms.</summary>
        public const long SoundAfterMs = 600000;

        /// <summary>Safe mode ends after this time with one more try, in ms.</summary>
        public const long SafeModeMs = 3600000;

        private const int RecordBytes = 3; // how the run ended; faults in a row; those of safe mode, and whether this run is one
        private const int CountMax = 127;
        private const int SafeBit = 128;
        private const int Forgiven = 255; // in the place of the faults in a row: none, and the end of the last run is none either

        private readonly AbRecord record;
        private readonly byte[] content = new byte[RecordBytes];
        private bool isSound;

        /// <summary>Reads how the last run ended, and clears the mark for this one.</summary>
        public BootRecord(IFlashStore store)
            : this(store, true)
        {
        }

        private BootRecord(IFlashStore store, bool begins)
        {
            record = new AbRecord(store, "boot", RecordBytes);
            bool isForgiven = false;
            if (record.Read(content) >= RecordBytes - 1) // up to 0.1.0 the last byte was not there
            {
                isForgiven = content[1] == Forgiven;
                LastEnd = (RunEnd)content[0];
                FailedInARow = isForgiven ? 0 : content[1];
                SafeFailedInARow = content[2] & CountMax;
            }

            bool isFault = !isForgiven && (LastEnd == RunEnd.StepFaults || LastEnd == RunEnd.Exception || LastEnd == RunEnd.Hang);
            FailedInARow = isFault && FailedInARow < CountMax ? FailedInARow + 1 : FailedInARow;
            SafeFailedInARow = isFault && (content[2] & SafeBit) != 0 && SafeFailedInARow < CountMax ? SafeFailedInARow + 1 : SafeFailedInARow;
            IsSafeMode = FailedInARow >= FailedMax && LastEnd != RunEnd.TryAgain;
            if (begins)
            {
                Keep(RunEnd.Unmarked);
            }
        }

        /// <summary>How the last run ended.</summary>
        public RunEnd LastEnd { get; }

        /// <summary>Faults in a row.</summary>
        public int FailedInARow { get; private set; }

        /// <summary>Faults in a row of runs in safe mode, where next to nothing is left that could fail: the program itself is no good here.</summary>
        public int SafeFailedInARow { get; private set; }

        /// <summary>True if this run must leave the field alone.</summary>
        public bool IsSafeMode { get; }

        /// <summary>Reads how the last run ended and changes nothing; for the loader, which runs before the run.</summary>
        public static BootRecord Look(IFlashStore store)
        {
            return new BootRecord(store, false);
        }

        /// <summary>Marks how this run ends; the board restarts next.</summary>
        public void Mark(RunEnd end)
        {
            Keep(end);
        }

        /// <summary>The loader starts another program than the one whose faults these are: it begins without them. How the last run ended stays.</summary>
        public void Forgive()
        {
            content[0] = (byte)LastEnd;
            content[1] = Forgiven;
            content[2] = 0;
            record.Write(content, RecordBytes);
        }

        /// <summary>Forgets the faults once a run of the whole node has lasted. Safe mode proves nothing about the rest, but it proves itself.</summary>
        public void Step(long upMs)
        {
            if (isSound || upMs < SoundAfterMs)
            {
                return;
            }

            isSound = true;
            if ((FailedInARow > 0 && !IsSafeMode) || SafeFailedInARow > 0)
            {
                FailedInARow = IsSafeMode ? FailedInARow : 0;
                SafeFailedInARow = 0;
                Keep(RunEnd.Unmarked);
            }
        }

        private void Keep(RunEnd end)
        {
            content[0] = (byte)end;
            content[1] = (byte)FailedInARow;
            content[2] = (byte)(SafeFailedInARow | (IsSafeMode ? SafeBit : 0));
            record.Write(content, RecordBytes);
        }
    }
}
