namespace FieldNode.Field.Modbus
{
    /// <summary>
    /// What only some points have: a code that says that there is no value, and another register by which the value is scaled. It lies in
    /// arrays that are as long as there are such points; a point of the kind <see cref="PointKinds.WithExtra"/> has a place in them.
    /// </summary>
    internal sealed partial class ModbusPlan
    {
        // By extra, in the order of the points.
        internal bool[] ExtraHasCode;
        internal long[] ExtraCode;
        internal short[] ExtraScale;    // registers from the value's first to the one that scales it; 0: none
        private int[] extraPoint;
        private int extraCount;
        private int extraNext;          // points come in order: the likely next one

        private void AllocateExtras(ModbusPoint[] points, int count)
        {
            int extras = 0;
            for (int i = 0; i < count; i++)
            {
                extras += points[i].HasExtra ? 1 : 0;
            }

            if (extras == 0)
            {
                return;
            }

            ExtraHasCode = new bool[extras];
            ExtraCode = new long[extras];
            ExtraScale = new short[extras];
            extraPoint = new int[extras];
        }

        private void PlaceExtra(ModbusPoint point)
        {
            if (point.HasExtra)
            {
                ExtraHasCode[extraCount] = point.HasNotAvailable;
                ExtraCode[extraCount] = point.NotAvailable;
                ExtraScale[extraCount] = (short)(point.ScaleAddress < 0 ? 0 : point.ScaleAddress - point.Address);
                extraPoint[extraCount++] = placed;
            }
        }

        /// <summary>The place of a point among the extras; -1: it has none.</summary>
        internal int ExtraOf(int p)
        {
            int at = extraNext < extraCount && extraPoint[extraNext] == p ? extraNext : FindExtra(p);
            extraNext = at + 1;
            return at;
        }

        private int FindExtra(int p)
        {
            int low = 0;
            int high = extraCount - 1;
            while (low <= high)
            {
                int middle = (low + high) >> 1;
                if (extraPoint[middle] == p)
                {
                    return middle;
                }

                if (extraPoint[middle] < p)
                {
                    low = middle + 1;
                }
                else
                {
                    high = middle - 1;
                }
            }

            return -1;
        }

        private void ShowExtra(int p)
        {
            int at = ExtraOf(p);
            shown.HasNotAvailable = at >= 0 && ExtraHasCode[at];
            shown.NotAvailable = at >= 0 ? ExtraCode[at] : 0;
            shown.ScaleAddress = at >= 0 && ExtraScale[at] != 0 ? PointAddress[p] + ExtraScale[at] : -1;
        }
    }
}
