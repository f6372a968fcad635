using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Text;

namespace FieldNode.Cli.Brokers;

/// <summary>
/// The number that OpenSSL and Erlang call a CA's files by in a folder (X509_NAME_hash): SHA-1 over the name in a canonical form, in which
/// strings are UTF-8, in small letters, and with single spaces.
/// </summary>
internal static class NameHash
{
    private const UniversalTagNumber NotAString = UniversalTagNumber.Null;

    /// <param name="name">As DER.</param>
    internal static string Of(byte[] name)
    {
        AsnReader sets = new AsnReader(name, AsnEncodingRules.DER).ReadSequence();
        var all = new List<byte>();
        while (sets.HasData)
        {
            AsnReader set = sets.ReadSetOf();
            var writer = new AsnWriter(AsnEncodingRules.DER);
            using (writer.PushSetOf())
            {
                while (set.HasData)
                {
                    AsnReader pair = set.ReadSequence();
                    using (writer.PushSequence())
                    {
                        writer.WriteObjectIdentifier(pair.ReadObjectIdentifier());
                        WriteValue(writer, pair);
                    }
                }
            }
            all.AddRange(writer.Encode());
        }
        byte[] hash = SHA1.HashData(all.ToArray());
        return $"{hash[0] | hash[1] << 8 | hash[2] << 16 | hash[3] << 24:x8}";
    }

    private static void WriteValue(AsnWriter writer, AsnReader pair)
    {
        UniversalTagNumber tag = pair.PeekTag() is { TagClass: TagClass.Universal } universal ? (UniversalTagNumber)universal.TagValue : NotAString;
        if (tag is UniversalTagNumber.UTF8String or UniversalTagNumber.PrintableString or UniversalTagNumber.IA5String
            or UniversalTagNumber.T61String or UniversalTagNumber.BMPString or UniversalTagNumber.VisibleString)
        {
            writer.WriteCharacterString(UniversalTagNumber.UTF8String, Canonical(pair.ReadCharacterString(tag)));
        }
        else
        {
            writer.WriteEncodedValue(pair.ReadEncodedValue().Span);
        }
    }

    private static string Canonical(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (char c in text.Trim(' ', '\t', '\n', '\v', '\f', '\r'))
        {
            bool isSpace = c is ' ' or '\t' or '\n' or '\v' or '\f' or '\r';
            if (!isSpace)
            {
                result.Append(c is >= 'A' and <= 'Z' ? (char)(c | 0x20) : c);
            }
            else if (result[^1] != ' ')
            {
                result.Append(' ');
            }
        }
        return result.ToString();
    }
}
