using System.Text;

namespace FieldNode.Cli.Import;

/// <summary>Words of headings and cells made comparable: small letters without accents.</summary>
internal static class MapLetters
{
    // The tool runs without the tables of ICU, so without Unicode's own decompositions.
    private const string Accented = "àáâãäåāăąçćčďèéêëēęěìíîïīįłñńňòóôõöøōőřśšťùúûüūůűýÿźżž";
    private const string Without = "aaaaaaaaacccdeeeeeeeiiiiiilnnnoooooooorsstuuuuuuuyyzzz";

    /// <summary>Letters and digits alone: <c>Größe [V]</c> is <c>grossev</c>.</summary>
    internal static string Of(string text) => new([.. Plain(text).Where(char.IsLetterOrDigit)]);

    /// <summary>The words of a text: <c>Register-Adresse (hex)</c> is <c>register adresse hex</c>; <c>readWrite</c> is one word.</summary>
    internal static string[] WordsOf(string text) =>
        new string([.. Plain(text).Select(c => char.IsLetterOrDigit(c) ? c : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Small letters, accents off.</summary>
    internal static string Plain(string text) => Ascii.IsValid(text) ? text.ToLowerInvariant() : string.Concat(text.ToLowerInvariant().Select(c => c switch
    {
        'ß' => "ss",
        'æ' => "ae",
        _ => Accented.IndexOf(c) is var at && at >= 0 ? Without[at].ToString() : c.ToString(),
    }));
}
