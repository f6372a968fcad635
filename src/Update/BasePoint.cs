namespace FieldNode.Update
{
    /// <summary>
    /// A multiple of the base point of P-256, in steps, so that the loop goes on: 64 doublings and additions with a table of 15 points, then one
    /// inversion. Points are projective, and the one formula for both is complete (Renes, Costello and Batina 2016, algorithm 4): there is no pair of
    /// points that it is wrong for, the neutral one and a point itself included.
    /// </summary>
    public sealed class BasePoint
    {
        // Registers: three points, then what the formula names below.
        private const int Sum = 0, Double = 3, Entry = 6, Temporary = 9, B = 14, Registers = 15;
        private const int Inverse = Temporary, One = Temporary + 1;
        private const byte Times = 0, Plus = 1, Minus = 2;
        private const int OperationBytes = 4, OperationsOfAStep = 22;
        private const int Columns = 64;       // of the scalar: each has a bit of its four quarters
        private const int QuarterBytes = 8;
        private const int InverseSteps = 64;

        private readonly byte[] table = P256.Table();
        private readonly byte[] square = P256.Square();
        private readonly byte[] formula = Formula();
        private readonly PrimeField field = new PrimeField(P256.Prime(), Registers);
        private readonly byte[] scalar;
        private int column;
        private bool isAddition;
        private int operation;
        private int inverted;

        /// <summary>Begins.</summary>
        /// <param name="scalar">The multiple, 32 big-endian bytes, 1 to the order less 1; stays as it is until this is done.</param>
        public BasePoint(byte[] scalar)
        {
            this.scalar = scalar;
            field.FromBytes(B, P256.B(), 0);
            SetOne(Sum + 1); // 0 : 1 : 0 is the neutral one
        }

        /// <summary>Goes on by one unit: at most some 21,000 instructions.</summary>
        /// <returns>True if that was the last one.</returns>
        public bool Step()
        {
            if (column < Columns)
            {
                StepFormula();
                return false;
            }

            if (inverted == 0)
            {
                SetOne(Inverse);
            }

            field.StepInverse(inverted++, Inverse, Sum + 2);
            return inverted == InverseSteps;
        }

        /// <summary>Writes the point: x, then y, 32 big-endian bytes each; once it is done. Nothing of it is left here then.</summary>
        public void Take(byte[] into, int at)
        {
            field.Set(One, 1);
            for (int i = 0; i < 2; i++)
            {
                field.Multiply(Sum + i, Sum + i, Inverse);
                field.Multiply(Sum + i, Sum + i, One); // out of Montgomery's form
                field.Reduce(Sum + i);
                field.ToBytes(Sum + i, into, at + i * PrimeField.Bytes);
            }

            field.Wipe();
        }

        private void StepFormula()
        {
            if (operation == 0 && isAddition)
            {
                Fetch();
            }

            int first = isAddition ? Double : Sum;
            int second = isAddition ? Entry : Sum;
            int result = isAddition ? Sum : Double;
            for (int i = 0; i < OperationsOfAStep && operation < formula.Length; i++)
            {
                int to = Place(formula[operation + 1], first, second, result);
                int a = Place(formula[operation + 2], first, second, result);
                int b = Place(formula[operation + 3], first, second, result);
                switch (formula[operation])
                {
                    case Times: field.Multiply(to, a, b); break;
                    case Plus: field.Add(to, a, b); break;
                    default: field.Subtract(to, a, b); break;
                }

                operation += OperationBytes;
            }

            if (operation == formula.Length)
            {
                operation = 0;
                column += isAddition ? 1 : 0;
                isAddition = !isAddition;
            }
        }

        private static int Place(int name, int first, int second, int result)
        {
            return name >= Temporary ? name : name >= Entry ? result + name - Entry : name >= Double ? second + name - Double : first + name;
        }

        // What the table has for this column of bits; for none of them the neutral point.
        private void Fetch()
        {
            int index = 0;
            int shift = 7 - (column & 7);
            for (int quarter = 0; quarter < 4; quarter++)
            {
                int at = (3 - quarter) * QuarterBytes + (column >> 3);
                index |= ((scalar[at] >> shift) & 1) << quarter;
            }

            if (index == 0)
            {
                field.Set(Entry, 0);
                SetOne(Entry + 1);
                field.Set(Entry + 2, 0);
                return;
            }

            int point = (index - 1) * P256.PointBytes;
            field.FromBytes(Entry, table, point);
            field.FromBytes(Entry + 1, table, point + PrimeField.Bytes);
            SetOne(Entry + 2);
        }

        // In Montgomery's form; a temporary is free between two formulas.
        private void SetOne(int register)
        {
            field.FromBytes(One, square, 0);
            field.Set(register, 1);
            field.Multiply(register, register, One);
        }

        // Operation, result and what it is made of. 0 to 2 are the first point (X1, Y1, Z1), 3 to 5 the second, 6 to 8 the result, which is neither of them.
        // Text, since each array of constants costs 24 bytes of RAM for good.
        private static byte[] Formula()
        {
            const string Text =
                "*903" + // t0 = X1 * X2
                "*a14" + // t1 = Y1 * Y2
                "*b25" + // t2 = Z1 * Z2
                "+c01" + // t3 = X1 + Y1
                "+d34" + // t4 = X2 + Y2
                "*ccd" + // t3 = t3 * t4
                "+d9a" + // t4 = t0 + t1
                "-ccd" + // t3 = t3 - t4
                "+d12" + // t4 = Y1 + Z1
                "+645" + // X3 = Y2 + Z2
                "*dd6" + // t4 = t4 * X3
                "+6ab" + // X3 = t1 + t2
                "-dd6" + // t4 = t4 - X3
                "+602" + // X3 = X1 + Z1
                "+735" + // Y3 = X2 + Z2
                "*667" + // X3 = X3 * Y3
                "+79b" + // Y3 = t0 + t2
                "-767" + // Y3 = X3 - Y3
                "*8eb" + // Z3 = b * t2
                "-678" + // X3 = Y3 - Z3
                "+866" + // Z3 = X3 + X3
                "+668" + // X3 = X3 + Z3
                "-8a6" + // Z3 = t1 - X3
                "+6a6" + // X3 = t1 + X3
                "*7e7" + // Y3 = b * Y3
                "+abb" + // t1 = t2 + t2
                "+bab" + // t2 = t1 + t2
                "-77b" + // Y3 = Y3 - t2
                "-779" + // Y3 = Y3 - t0
                "+a77" + // t1 = Y3 + Y3
                "+7a7" + // Y3 = t1 + Y3
                "+a99" + // t1 = t0 + t0
                "+9a9" + // t0 = t1 + t0
                "-99b" + // t0 = t0 - t2
                "*ad7" + // t1 = t4 * Y3
                "*b97" + // t2 = t0 * Y3
                "*768" + // Y3 = X3 * Z3
                "+77b" + // Y3 = Y3 + t2
                "*6c6" + // X3 = t3 * X3
                "-66a" + // X3 = X3 - t1
                "*8d8" + // Z3 = t4 * Z3
                "*ac9" + // t1 = t3 * t0
                "+88a"; // Z3 = Z3 + t1
            byte[] formula = new byte[Text.Length];
            for (int i = 0; i < formula.Length; i++)
            {
                char one = Text[i];
                formula[i] = one == '*' ? Times : one == '+' ? Plus : one == '-' ? Minus : P256.Digit(one);
            }

            return formula;
        }
    }
}
