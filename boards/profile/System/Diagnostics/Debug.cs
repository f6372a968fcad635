namespace System.Diagnostics
{
    // CoreLibrary 1.17.11 has the attributes too, and a release has no DEBUG: what must be seen goes through Console.
    public static class Debug
    {
        [Conditional("DEBUG")]
        public static void Assert(bool condition) => throw null;
        [Conditional("DEBUG")]
        public static void Assert(bool condition, string message) => throw null;
        [Conditional("DEBUG")]
        public static void Assert(bool condition, string message, string detailedMessage) => throw null;
        [Conditional("DEBUG")]
        public static void Write(string message) => throw null;
        [Conditional("DEBUG")]
        public static void WriteLine() => throw null;
        [Conditional("DEBUG")]
        public static void WriteLine(string message) => throw null;
    }
}
