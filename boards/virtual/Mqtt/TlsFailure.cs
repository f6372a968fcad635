using System.Globalization;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using FieldNode.Mqtt;

namespace FieldNode.Virtual.Mqtt;

/// <summary>Reads what a TLS failure was out of the exceptions that SslStream throws.</summary>
internal static partial class TlsFailure
{
    // OpenSSL packs library and reason into one number: "error:0A000418:SSL routines::tlsv1 alert unknown ca". A reason
    // from 1000 up is 1000 + the number of an alert that the peer sent (RFC 8446 section 6); the words differ between
    // OpenSSL versions.
    private const int AlertBase = 1000;
    private const int ReasonMask = 0x7FFFFF;

    private static readonly (int Alert, MqttFault Fault, string Name)[] Alerts =
    [
        (40, MqttFault.TlsFailed, "handshake_failure"),
        (42, MqttFault.TlsRefusedUs, "bad_certificate"),
        (43, MqttFault.TlsRefusedUs, "unsupported_certificate"),
        (44, MqttFault.TlsRefusedUs, "certificate_revoked"),
        (45, MqttFault.TlsRefusedUs, "certificate_expired"),
        (46, MqttFault.TlsRefusedUs, "certificate_unknown"),
        (48, MqttFault.TlsRefusedUs, "unknown_ca"),
        (49, MqttFault.TlsRefusedUs, "access_denied"),
        (51, MqttFault.TlsRefusedUs, "decrypt_error"),
        (70, MqttFault.TlsVersion, "protocol_version"),
        (71, MqttFault.TlsFailed, "insufficient_security"),
        (80, MqttFault.TlsFailed, "internal_error"),
        (112, MqttFault.TlsNameMismatch, "unrecognized_name"),
        (116, MqttFault.TlsRefusedUs, "certificate_required"),
        (120, MqttFault.TlsFailed, "no_application_protocol"),
    ];

    // Reasons that OpenSSL finds itself (openssl/sslerr.h).
    private static readonly (int Reason, MqttFault Fault, string Text)[] Reasons =
    [
        (258, MqttFault.TlsVersion, "the broker speaks only TLS versions below 1.2"),   // SSL_R_UNSUPPORTED_PROTOCOL
        (266, MqttFault.TlsVersion, "the broker chose a TLS version that we refuse"),   // SSL_R_WRONG_SSL_VERSION
        (267, MqttFault.TlsFailed, "what answers at that port does not speak TLS"),     // SSL_R_WRONG_VERSION_NUMBER
    ];

    // What .NET says before a handshake where OpenSSL does not take our certificate or key ("ee key too small").
    private static readonly string[] OwnCertificate =
    [
        "Using SSL certificate failed",
        "Using SSL private key failed",
        "SSL certificate and private key do not match",
    ];

    /// <summary>The failure if the exception, or one within it, names an alert or a reason; else null.</summary>
    public static WireFailure? FromTls(Exception exception)
    {
        for (Exception? e = exception; e != null; e = e.InnerException)
        {
            if (OwnCertificate.Any(start => e.Message.StartsWith(start, StringComparison.Ordinal)))
            {
                return new WireFailure(MqttFault.TlsOwnCertificate, $"our certificate cannot be used: {e.Message}");
            }

            Match match = OpenSslError().Match(e.Message);
            if (!match.Success)
            {
                continue;
            }

            int packed = int.Parse(match.Groups["code"].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            int reason = packed & ReasonMask;
            return reason >= AlertBase
                ? FromAlert(reason - AlertBase)
                : FromReason(reason, match.Groups["words"].Value.Trim());
        }

        return null;
    }

    /// <summary>
    /// True for what sockets and TLS streams throw when a connection ends, also if it was closed by us meanwhile.
    /// </summary>
    public static bool IsEndOfConnection(Exception e) => e is IOException or SocketException
        or ObjectDisposedException or InvalidOperationException or OperationCanceledException;

    /// <summary>The socket error within an exception, or null.</summary>
    public static SocketError? SocketErrorOf(Exception exception)
    {
        for (Exception? e = exception; e != null; e = e.InnerException)
        {
            if (e is SocketException socket)
            {
                return socket.SocketErrorCode;
            }
        }

        return null;
    }

    /// <summary>The innermost message on one line: the outer ones only say "see inner exception".</summary>
    public static string Innermost(Exception exception)
    {
        Exception e = exception;
        while (e.InnerException != null)
        {
            e = e.InnerException;
        }

        return e.Message.ReplaceLineEndings(" ").Trim();
    }

    private static WireFailure FromAlert(int alert)
    {
        foreach ((int number, MqttFault fault, string name) in Alerts)
        {
            if (number == alert)
            {
                return new WireFailure(fault, $"the broker sent the TLS alert {name} ({alert})", WireDetail.Of(WireDetail.Alert, alert));
            }
        }

        return new WireFailure(MqttFault.TlsFailed, $"the broker sent the TLS alert {alert}", WireDetail.Of(WireDetail.Alert, alert));
    }

    private static WireFailure FromReason(int reason, string words)
    {
        foreach ((int number, MqttFault fault, string text) in Reasons)
        {
            if (number == reason)
            {
                return new WireFailure(fault, text, WireDetail.Of(WireDetail.OpenSsl, reason));
            }
        }

        return new WireFailure(MqttFault.TlsFailed, $"TLS failed: {words}", WireDetail.Of(WireDetail.OpenSsl, reason));
    }

    [GeneratedRegex("error:(?<code>[0-9A-Fa-f]{8}):[^:]*:[^:]*:(?<words>[^\r\n]*)")]
    private static partial Regex OpenSslError();
}
