namespace FieldNode.Field.Modbus
{
    /// <summary>
    /// The parts that a request falls into which a slave does not answer as a whole. A part begins at the request's first point and at each
    /// point with a break before it; so the plan remembers them in one bit of each point.
    /// </summary>
    internal sealed partial class ModbusPlan
    {
        private const byte BreakFlag = 4; // in pointWrite

        /// <summary>A part begins with this point from now on.</summary>
        internal void Break(int p)
        {
            pointWrite[p] |= BreakFlag;
        }

        /// <summary>The request is one part again.</summary>
        internal void Join(int request)
        {
            for (int p = RequestFirst[request]; p < RequestFirst[request + 1]; p++)
            {
                pointWrite[p] &= 0xFF ^ BreakFlag;
            }
        }

        /// <summary>The point behind a part.</summary>
        /// <param name="p">Its first point.</param>
        /// <param name="end">The point behind its request.</param>
        internal int PartEnd(int p, int end)
        {
            p++;
            while (p < end && (pointWrite[p] & BreakFlag) == 0)
            {
                p++;
            }

            return p;
        }

        /// <summary>Registers or bits from the address of a part's first point to the end of its last; a long value may reach beyond that.</summary>
        internal int PartLength(int first, int end)
        {
            int start = Point(first).First;
            int until = 0;
            for (int p = first; p < end; p++)
            {
                ModbusPoint point = Point(p);
                until = point.First + point.Span > until ? point.First + point.Span : until;
            }

            return until - start;
        }
    }
}
