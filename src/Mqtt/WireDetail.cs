namespace FieldNode.Mqtt
{
    /// <summary>
    /// A wire that knows a number behind its last fault: which alert the broker sent, which check of its certificate failed. For the event
    /// ring, which has no room for words.
    /// </summary>
    public interface IWireDetail
    {
        /// <summary>Kind and number as <see cref="WireDetail"/> has them; 0: none.</summary>
        int LastFaultDetail { get; }
    }

    /// <summary>The kinds of such numbers: in the top four bits; the number is in the 28 below. On flash: never change.</summary>
    public static class WireDetail
    {
        /// <summary>A TLS alert that the broker sent (RFC 8446, section 6).</summary>
        public const int Alert = 0x10000000;
        /// <summary>Flags of mbedTLS's certificate check (x509.h, MBEDTLS_X509_BADCERT_*).</summary>
        public const int MbedFlags = 0x20000000;
        /// <summary>An error of mbedTLS (ssl.h, net_sockets.h), its sign turned.</summary>
        public const int MbedError = 0x30000000;
        /// <summary>A reason of OpenSSL (sslerr.h).</summary>
        public const int OpenSsl = 0x40000000;
        /// <summary>Flags of .NET's certificate check (X509ChainStatusFlags).</summary>
        public const int ChainFlags = 0x50000000;

        /// <summary>The bits of the number.</summary>
        public const int NumberMask = 0x0FFFFFFF;

        /// <summary>A number of a kind.</summary>
        public static int Of(int kind, int number)
        {
            return kind | (number & NumberMask);
        }
    }
}
