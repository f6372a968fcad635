using System;
using System.Net.Sockets;
using System.Reflection;
using FieldNode.Mqtt;

namespace FieldNode.Esp32
{
    /// <summary>
    /// Names for what the network stack answers. Handshake: firmware since July 2026 throws a CryptographicException whose code is either
    /// mbedTLS's verify result (positive, flags of x509.h) or its error (negative, ssl.h, net_sockets.h); firmware before that throws a
    /// SocketException (ssl_connect_internal.cpp and SslNative.cpp of nf-interpreter).
    /// </summary>
    internal static class TlsFaults
    {
        private static readonly int[] ConnectCodes =
        {
            // SocketError                     fault
            (int)SocketError.ConnectionRefused, (int)MqttFault.ConnectionRefused,
            (int)SocketError.TimedOut,          (int)MqttFault.ConnectTimeout,
            (int)SocketError.ConnectionReset,   (int)MqttFault.ConnectionLost,
            (int)SocketError.ConnectionAborted, (int)MqttFault.ConnectionLost
        };

        private static readonly int[] VerifyFlags =
        {
            // flag of x509.h                  fault; the first that is set counts
            0x0008, (int)MqttFault.TlsUntrusted,    // BADCERT_NOT_TRUSTED
            0x0001, (int)MqttFault.TlsExpired,      // BADCERT_EXPIRED
            0x0200, (int)MqttFault.TlsNotYetValid,  // BADCERT_FUTURE
            0x0004, (int)MqttFault.TlsNameMismatch, // BADCERT_CN_MISMATCH
            0x0800, (int)MqttFault.TlsWrongUsage,   // BADCERT_KEY_USAGE
            0x1000, (int)MqttFault.TlsWrongUsage    // BADCERT_EXT_KEY_USAGE
        };

        private static readonly int[] Errors =
        {
            // error                           fault
            -0x7780, (int)MqttFault.TlsRefusedUs,   // SSL_FATAL_ALERT_MESSAGE: the broker ended it
            -0x7A00, (int)MqttFault.TlsWrongUsage,  // SSL_BAD_CERTIFICATE: its use; the flags are set and not what is thrown
            -0x6E80, (int)MqttFault.TlsVersion,     // SSL_BAD_PROTOCOL_VERSION
            -0x7280, (int)MqttFault.TlsRefusedUs,   // SSL_CONN_EOF: as the next
            -0x0050, (int)MqttFault.TlsRefusedUs,   // NET_CONN_RESET: in TLS 1.2 it overtakes the alert more often than not
            -0x004C, (int)MqttFault.TlsTimeout,     // NET_RECV_FAILED: keep-alive gave the host up
            -0x004E, (int)MqttFault.ConnectionLost, // NET_SEND_FAILED
            -0x6800, (int)MqttFault.TlsTimeout      // SSL_TIMEOUT
        };

        /// <summary>The fault of a TCP connect.</summary>
        internal static MqttFault OfConnect(int code)
        {
            return Find(ConnectCodes, code, MqttFault.Unreachable);
        }

        /// <summary>The fault of a handshake.</summary>
        internal static MqttFault OfHandshake(int code)
        {
            if (code <= 0)
            {
                return Find(Errors, code, MqttFault.TlsFailed);
            }

            for (int i = 0; i < VerifyFlags.Length; i += 2)
            {
                if ((code & VerifyFlags[i]) != 0)
                {
                    return (MqttFault)VerifyFlags[i + 1];
                }
            }

            return MqttFault.TlsFailed;
        }

        /// <summary>The same number for the event ring: flags of the check, or an error.</summary>
        internal static int DetailOf(int code)
        {
            return code == 0 ? 0 : code > 0 ? WireDetail.Of(WireDetail.MbedFlags, code) : WireDetail.Of(WireDetail.MbedError, -code);
        }

        /// <summary>
        /// The number that an exception of the handshake carries, or 0. CryptographicException is not in all versions of System.Net that
        /// this compiles against, so its public property is read by name; the path is one of failure and runs once an attempt.
        /// </summary>
        internal static int CodeOf(Exception exception)
        {
            try
            {
                // A SocketException of a handshake says no more than that it failed: its numbers are another stack's.
                MethodInfo getter = exception is SocketException ? null : exception.GetType().GetMethod("get_ErrorCode");
                return getter == null ? 0 : (int)getter.Invoke(exception, null);
            }
            catch (Exception)
            {
                return 0;
            }
        }

        private static MqttFault Find(int[] table, int code, MqttFault otherwise)
        {
            for (int i = 0; i < table.Length; i += 2)
            {
                if (table[i] == code)
                {
                    return (MqttFault)table[i + 1];
                }
            }

            return otherwise;
        }
    }
}
