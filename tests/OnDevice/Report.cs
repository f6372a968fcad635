namespace FieldNode.OnDevice
{
    /// <summary>Counts checks and names those that fail.</summary>
    public sealed class Report
    {
        private readonly ISelfTestHost host;

        /// <summary>A report to a host.</summary>
        public Report(ISelfTestHost host)
        {
            this.host = host;
        }

        /// <summary>Checks that held.</summary>
        public int Passed { get; private set; }

        /// <summary>Checks that did not.</summary>
        public int Failed { get; private set; }

        /// <summary>One check.</summary>
        public void Check(string what, bool holds)
        {
            if (holds)
            {
                Passed++;
                return;
            }

            Failed++;
            host.Say("FAILED: " + what);
        }

        /// <summary>One check of numbers; a failure shows both.</summary>
        public void Equal(string what, long expected, long actual)
        {
            Check(expected == actual ? what : what + ": expected " + expected + ", got " + actual, expected == actual);
        }

        /// <summary>One check of bytes against hexadecimal text; a failure shows both.</summary>
        public void Bytes(string what, string expected, byte[] bytes, int offset, int count)
        {
            string actual = Hex.Of(bytes, offset, count);
            Check(expected == actual ? what : what + ": expected " + expected + ", got " + actual, expected == actual);
        }
    }
}
