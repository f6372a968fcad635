namespace FieldNode.Update
{
    /// <summary>The life of a slot as one table. A signal without a row is not allowed in that state, and changes nothing.</summary>
    public static class SlotTable
    {
        private const int Columns = 3;

        private static readonly byte[] Table =
        {
            // state                    signal                     next state
            // A slot on trial is never released: the trial ends one way or the other first.
            (byte)SlotState.Empty,      (byte)SlotSignal.Offered,  (byte)SlotState.Receiving,
            (byte)SlotState.Receiving,  (byte)SlotSignal.Received, (byte)SlotState.Complete,
            (byte)SlotState.Complete,   (byte)SlotSignal.Checked,  (byte)SlotState.Verified,
            (byte)SlotState.Verified,   (byte)SlotSignal.Started,  (byte)SlotState.Trial,
            (byte)SlotState.Trial,      (byte)SlotSignal.Started,  (byte)SlotState.Trial,
            (byte)SlotState.Trial,      (byte)SlotSignal.Confirmed, (byte)SlotState.Confirmed,
            // Whatever is found wrong is refused from any state that something is in.
            (byte)SlotState.Receiving,  (byte)SlotSignal.Refused,  (byte)SlotState.Rejected,
            (byte)SlotState.Complete,   (byte)SlotSignal.Refused,  (byte)SlotState.Rejected,
            (byte)SlotState.Verified,   (byte)SlotSignal.Refused,  (byte)SlotState.Rejected,
            (byte)SlotState.Trial,      (byte)SlotSignal.Refused,  (byte)SlotState.Rejected,
            (byte)SlotState.Confirmed,  (byte)SlotSignal.Refused,  (byte)SlotState.Rejected,
            // Room for the next one.
            (byte)SlotState.Empty,      (byte)SlotSignal.Released, (byte)SlotState.Empty,
            (byte)SlotState.Receiving,  (byte)SlotSignal.Released, (byte)SlotState.Empty,
            (byte)SlotState.Complete,   (byte)SlotSignal.Released, (byte)SlotState.Empty,
            (byte)SlotState.Verified,   (byte)SlotSignal.Released, (byte)SlotState.Empty,
            (byte)SlotState.Confirmed,  (byte)SlotSignal.Released, (byte)SlotState.Empty,
            (byte)SlotState.Rejected,   (byte)SlotSignal.Released, (byte)SlotState.Empty
        };

        /// <summary>The state that follows.</summary>
        /// <returns>It as a number, or -1: the signal is not allowed in this state.</returns>
        public static int Next(SlotState state, SlotSignal signal)
        {
            for (int row = 0; row < Table.Length; row += Columns)
            {
                if (Table[row] == (byte)state && Table[row + 1] == (byte)signal)
                {
                    return Table[row + 2];
                }
            }

            return -1;
        }
    }
}
