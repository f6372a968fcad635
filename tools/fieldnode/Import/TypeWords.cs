namespace FieldNode.Cli.Import;

/// <summary>Names of types, and words of types in other languages. docs/import.md has these tables, made of them.</summary>
internal static class TypeWords
{
    /// <summary>Names without blanks and signs, in capitals, by the type of node.json that they are.</summary>
    internal static IReadOnlyList<(string Type, string Words)> Names { get; } =
    [
        ("bool", "BOOL BOOLEAN BIT COIL DIGITAL BINARY DISCRETE ONOFF"),
        ("uint16", "WORD UWORD USHORT UNSIGNEDSHORT ENUM ENUMERATION ENUM16 BITMAP BITMAP16 BITMASK BITMASK16 BITFIELD BITFIELD16 BITS HEX FLAGS ACC16 COUNT"),
        ("int16", "SHORT SWORD SIGNEDSHORT SUNSSF SHORTINT"),
        ("uint32", "UDINT DWORD ULONG UDWORD UNSIGNEDLONG ENUM32 BITFIELD32 BITMAP32 BITMASK32 ACC32 DOUBLEWORD UNSIGNEDDOUBLEWORD ULONGINT"),
        ("int32", "DINT LONG SDWORD SIGNEDLONG LONGINT SLONG SIGNEDDOUBLEWORD DOUBLEINT"),
        ("uint64", "ULINT QWORD UQWORD LWORD ULONGLONG ACC64 BITFIELD64"),
        ("int64", "LINT LONGLONG QINT SQWORD"),
        ("float", "FLOAT REAL SINGLE F32 REAL32 FP32 R32 FLOAT32 IEEE32 REAL4 FLOATINGPOINT FLOATREAL SINGLEFLOAT FLOATSINGLE SINGLEPRECISION SINGLEPRECISIONFLOAT FLOATSINGLEPRECISION"),
        ("double", "DOUBLE F64 LREAL REAL64 FP64 FLOAT64 IEEE64 REAL8 DOUBLEFLOAT FLOATDOUBLE DOUBLEPRECISION DOUBLEPRECISIONFLOAT"),
        ("string", "STRING ASCII TEXT CHAR STR UTF8 ASCIISTRING CHARSTRING CHARACTER CHARACTERS"),
        ("uint8", "BYTE UBYTE"),
        ("int8", "SBYTE"),
    ];

    /// <summary>Words that stand for English ones, in capitals and without accents; several words before single ones.</summary>
    internal static IReadOnlyList<(string English, string Language, string[] Words)> Translations { get; } =
    [
        ("UNSIGNED", "de", ["OHNE VORZEICHEN", "VORZEICHENLOSE", "VORZEICHENLOS"]), ("SIGNED", "de", ["MIT VORZEICHEN", "VORZEICHENBEHAFTETE", "VORZEICHENBEHAFTET"]),
        ("UNSIGNED", "fr", ["NON SIGNEE", "NON SIGNE", "NONSIGNE", "SANS SIGNE"]), ("SIGNED", "fr", ["SIGNEE", "SIGNE", "AVEC SIGNE"]),
        ("UNSIGNED", "es", ["SIN SIGNO"]), ("SIGNED", "es", ["CON SIGNO"]), ("UNSIGNED", "it", ["SENZA SEGNO"]), ("SIGNED", "it", ["CON SEGNO"]),
        ("UNSIGNED", "pt", ["SEM SINAL"]), ("SIGNED", "pt", ["COM SINAL"]), ("UNSIGNED", "nl", ["ZONDER TEKEN"]), ("SIGNED", "nl", ["MET TEKEN"]),
        ("UNSIGNED", "pl", ["BEZ ZNAKU"]), ("SIGNED", "pl", ["ZE ZNAKIEM"]),
        ("FLOAT", "de", ["GLEITKOMMAZAHL", "GLEITKOMMA", "FLIESSKOMMA"]), ("FLOAT", "fr", ["VIRGULE FLOTTANTE", "FLOTTANT", "REEL"]),
        ("FLOAT", "es", ["COMA FLOTANTE", "PUNTO FLOTANTE", "FLOTANTE"]), ("FLOAT", "it", ["VIRGOLA MOBILE"]), ("FLOAT", "pt", ["PONTO FLUTUANTE"]),
        ("FLOAT", "nl", ["DRIJVENDE KOMMA"]), ("FLOAT", "pl", ["ZMIENNOPRZECINKOWA", "ZMIENNOPRZECINKOWY"]), ("FLOAT", "sv", ["FLYTTAL"]),
        ("INT", "de", ["GANZZAHL"]), ("INT", "fr", ["ENTIER"]), ("INT", "es", ["ENTERO"]), ("INT", "it", ["INTERO"]), ("INT", "pt", ["INTEIRO"]),
        ("INT", "nl", ["GEHEEL GETAL"]), ("INT", "pl", ["CALKOWITA", "CALKOWITY"]), ("INT", "sv", ["HELTAL"]), ("INT", "en", ["INTEGER"]),
        ("STRING", "de", ["ZEICHENKETTE"]), ("STRING", "fr", ["CHAINE"]), ("STRING", "es", ["CADENA"]), ("STRING", "it", ["STRINGA"]), ("STRING", "pl", ["TEKST"]),
        ("BOOL", "fr", ["BOOLEEN"]), ("BOOL", "es", ["BOOLEANO"]), ("BOOL", "it", ["BOOLEANO"]),
        ("DWORD", "de", ["DOPPELWORT"]), ("DWORD", "fr", ["MOT DOUBLE", "DOUBLE MOT"]), ("WORD", "de", ["WORT"]), ("WORD", "fr", ["MOT"]),
    ];

    /// <summary>Orders behind a type or in a column of their own, as patterns of small letters and digits.</summary>
    internal static IReadOnlyList<(string Order, string Words)> Orders { get; } =
    [
        ("abcd", "abcd abcdefgh bigendian big be mswfirst highwordfirst highwordlowword msbfirst mswlsw 1234 3210 hilo"),
        ("cdab", "cdab ghefcdab wordswap wordswapped swappedwords swapped swap sw inverse inversed reversedwords lswfirst lowwordfirst lowwordhighword lswmsw midlittleendian midlittle "
            + "littleendianword littleendianwords bigendianwordswap bigendianbyteswap 3412 1032 lohi r"),
        ("badc", "badc badcfehg byteswap byteswapped midbigendian midbig littleendianbyteswap 2143"),
        ("dcba", "dcba hgfedcba 4321 0123"),
    ];

    /// <summary>Words that mean dcba to some and cdab to others.</summary>
    internal static string[] OpenOrders { get; } = ["littleendian", "little", "le"];
}
