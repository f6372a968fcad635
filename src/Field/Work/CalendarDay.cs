namespace FieldNode.Field.Work
{
    /// <summary>Days as texts of the form <c>2026-03-01</c>, proleptic Gregorian, UTC.</summary>
    public static class CalendarDay
    {
        /// <summary>ms since 1970 UTC at the start of a day of the years 1970 to 2199, or -1 if the text is no such day.</summary>
        public static long StartMs(string text)
        {
            if (text == null || text.Length != 10 || text[4] != '-' || text[7] != '-')
            {
                return -1;
            }

            int year = NumberAt(text, 0, 4);
            int month = NumberAt(text, 5, 2);
            int day = NumberAt(text, 8, 2);
            if (year < 1970 || year > 2199 || month < 1 || month > 12 || day < 1 || day > DaysOf(year, month))
            {
                return -1;
            }

            long days = day - 1;
            for (int m = 1; m < month; m++)
            {
                days += DaysOf(year, m);
            }

            for (int y = 1970; y < year; y++)
            {
                days += DaysOf(y, 2) + 337;
            }

            return days * 86400000L;
        }

        private static int DaysOf(int year, int month)
        {
            if (month == 2)
            {
                bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
                return leap ? 29 : 28;
            }

            return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
        }

        private static int NumberAt(string text, int at, int count)
        {
            int number = 0;
            for (int i = at; i < at + count; i++)
            {
                if (text[i] < '0' || text[i] > '9')
                {
                    return -1;
                }

                number = number * 10 + (text[i] - '0');
            }

            return number;
        }
    }
}
