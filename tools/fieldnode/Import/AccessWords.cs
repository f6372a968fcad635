namespace FieldNode.Cli.Import;

/// <summary>What a master may do with a register, in vendors' words.</summary>
internal static class AccessWords
{
    /// <summary>Words of one meaning.</summary>
    /// <param name="Right">What they say.</param>
    /// <param name="Words">Small letters and digits, without anything else.</param>
    internal sealed record Entry(AccessRight Right, string Words);

    internal static IReadOnlyList<Entry> All { get; } =
    [
        new(AccessRight.Read, "r ro read readonly readable rd onlyread no false n notwritable notwriteable nowrite unwritable writeprotected "
            + "l lesen nurlesen lesbar lecture lectureseule lectura sololectura lettura solalettura sololettura lezen alleenlezen odczyt tylkoodczyt leitura somenteleitura apenasleitura "
            + "lasa las endastlasning чтение толькочтение"),
        new(AccessRight.ReadWrite, "rw wr readwrite writeread readandwrite writeandread readwriteable readwritable rdwr writable writeable yes true y "
            + "ls sl lesenschreiben lesenundschreiben schreibenlesen lecturaescritura lecturayescritura letturascrittura letturaescrittura lectureecriture lectureetecriture "
            + "lezenschrijven lezenenschrijven odczytzapis zapisodczyt leituraescrita leituraeescrita lasskriv lasaskriva le чтениезапись чтениеизапись"),
        new(AccessRight.Write, "w wo write writeonly onlywrite wronly schreiben nurschreiben ecriture ecritureseule escritura soloescritura scrittura solascrittura solascrittura "
            + "schrijven alleenschrijven zapis tylkozapis escrita somenteescrita skriv запись толькозапись"),
    ];

    private static readonly Dictionary<string, AccessRight> rights = All
        .SelectMany(entry => entry.Words.Split(' ').Select(word => (word, entry.Right))).DistinctBy(pair => pair.word)
        .ToDictionary(pair => pair.word, pair => pair.Right);

    /// <summary>Reads a cell.</summary>
    /// <returns>Null: it is no word for a right.</returns>
    internal static AccessRight? Parse(string text)
    {
        string plain = MapLetters.Plain(text);
        if (plain.Contains('?'))
        {
            return null; // the map itself does not know
        }
        if (plain.Trim() is "r/-" or "-/r" or "r-" or "r, -")
        {
            return AccessRight.Read;
        }
        return rights.TryGetValue(MapLetters.Of(text), out var right) ? right : null;
    }
}
