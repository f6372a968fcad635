using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using FieldNode.Mqtt;

namespace FieldNode.Cli;

/// <summary>The number behind a TLS fault (<see cref="WireDetail"/>), in words.</summary>
internal static class TlsWords
{
    // RFC 8446, section 6, and RFC 5246, section 7.2.
    private static readonly Dictionary<int, string> Alerts = new()
    {
        [0] = "close_notify", [10] = "unexpected_message", [20] = "bad_record_mac", [22] = "record_overflow",
        [40] = "handshake_failure", [42] = "bad_certificate", [43] = "unsupported_certificate",
        [44] = "certificate_revoked", [45] = "certificate_expired", [46] = "certificate_unknown",
        [47] = "illegal_parameter", [48] = "unknown_ca", [49] = "access_denied", [50] = "decode_error",
        [51] = "decrypt_error", [70] = "protocol_version", [71] = "insufficient_security", [80] = "internal_error",
        [86] = "inappropriate_fallback", [90] = "user_canceled", [109] = "missing_extension",
        [110] = "unsupported_extension", [112] = "unrecognized_name", [113] = "bad_certificate_status_response",
        [115] = "unknown_psk_identity", [116] = "certificate_required", [120] = "no_application_protocol",
    };

    // x509.h of mbedTLS, MBEDTLS_X509_BADCERT_* and BADCRL_*.
    private static readonly (int Flag, string Name)[] MbedFlags =
    [
        (0x01, "expired"), (0x02, "revoked"), (0x04, "other name"), (0x08, "not trusted"), (0x40, "missing"),
        (0x80, "skip verify"), (0x100, "other"), (0x200, "not yet valid"), (0x800, "key usage"), (0x1000, "extended key usage"),
        (0x2000, "certificate type"), (0x4000, "bad hash"), (0x8000, "bad key type"), (0x10000, "bad key"),
    ];

    /// <summary>Empty if nothing is known.</summary>
    internal static string Of(int detail)
    {
        int number = detail & WireDetail.NumberMask;
        string text = (detail & ~WireDetail.NumberMask) switch
        {
            WireDetail.Alert => $"the broker's alert {Alerts.GetValueOrDefault(number, "unknown")} ({number})",
            WireDetail.MbedFlags => "its certificate: " + Flags(number),
            WireDetail.MbedError => string.Create(CultureInfo.InvariantCulture, $"mbedTLS -0x{number:x4}"),
            WireDetail.OpenSsl => $"OpenSSL reason {number}",
            WireDetail.ChainFlags => $"its certificate: {(X509ChainStatusFlags)number}",
            _ => "",
        };
        return text.Length == 0 ? "" : "; " + text;
    }

    private static string Flags(int flags)
    {
        string[] names = [.. MbedFlags.Where(f => (flags & f.Flag) != 0).Select(f => f.Name)];
        return names.Length > 0
            ? string.Join(", ", names)
            : string.Create(CultureInfo.InvariantCulture, $"flags 0x{flags:x}");
    }
}
