namespace FieldNode.Cli.Import;

/// <summary>
/// Vendors' words for what columns are, by meaning and language, without blanks, signs and accents. A word may stand for several meanings:
/// then what the cells hold decides (<see cref="ColumnChoice"/>). docs/import.md has this table, made of it.
/// </summary>
internal static class HeadingWords
{
    /// <summary>Words of one meaning in one language.</summary>
    internal sealed record Entry(MapColumn Meaning, string Language, string Words);

    internal static IReadOnlyList<Entry> All { get; } =
    [
        new(MapColumn.Name, "en", "name tag tagname tags signal signalname variable variablename parameter parametername registername metric point pointname "
            + "measurement measurementname measurand quantity quantityname datapoint datapointname label symbol item title object objectname objectdesignation "
            + "channelname identifier register function"),
        new(MapColumn.Name, "de", "bezeichnung messwert messgroesse messgrosse datenpunkt benennung parametername variablenname titel"),
        new(MapColumn.Name, "fr", "nom libelle designation grandeur parametre variable mesure"),
        new(MapColumn.Name, "es", "nombre variable parametro magnitud medida etiqueta"),
        new(MapColumn.Name, "it", "nome variabile parametro grandezza misura"),
        new(MapColumn.Name, "nl", "naam benaming variabele grootheid meetwaarde"),
        new(MapColumn.Name, "pl", "nazwa parametr zmienna wielkosc"),
        new(MapColumn.Name, "pt", "nome variavel parametro grandeza medida"),
        new(MapColumn.Name, "sv", "namn beteckning variabel parameternamn"),
        new(MapColumn.Description, "en", "description desc comment comments remark remarks note notes meaning definition details info information"),
        new(MapColumn.Description, "de", "beschreibung bemerkung bemerkungen kommentar anmerkung hinweis"),
        new(MapColumn.Description, "fr", "description commentaire commentaires remarque remarques signification"),
        new(MapColumn.Description, "es", "descripcion comentario comentarios observaciones significado"),
        new(MapColumn.Description, "it", "descrizione commento note significato"),
        new(MapColumn.Description, "nl", "omschrijving beschrijving opmerking opmerkingen"),
        new(MapColumn.Description, "pl", "opis uwagi komentarz"),
        new(MapColumn.Description, "pt", "descricao comentario observacoes"),
        new(MapColumn.Description, "sv", "beskrivning kommentar anmarkning"),
        new(MapColumn.Address, "en", "address addresses addr adr adresss start startoffset register registers reg registeraddress registeraddr registernumber registerno registernum regaddress regaddr regno "
            + "startaddress startingaddress startregister startingregister firstregister registerstart dataaddress logicaddress logicaladdress "
            + "parameteraddress commaddress communicationaddress registerid registeroffset addressoffset modbus mb hex hexadecimal dec decimal"),
        new(MapColumn.Address, "de", "adresse registeradresse registernummer regadresse startadresse startregister anfangsadresse datenadresse"),
        new(MapColumn.Address, "fr", "adresse registre adresseregistre adresseduregistre numeroregistre adressededebut"),
        new(MapColumn.Address, "es", "direccion registro direccionregistro direcciondelregistro direccioninicial"),
        new(MapColumn.Address, "it", "indirizzo registro indirizzoregistro indirizzodelregistro indirizzoiniziale"),
        new(MapColumn.Address, "nl", "adres registeradres registernummer startadres"),
        new(MapColumn.Address, "pl", "adres rejestr adresrejestru numerrejestru"),
        new(MapColumn.Address, "pt", "endereco registrador registo enderecodoregistrador enderecodoregisto enderecoinicial"),
        new(MapColumn.Address, "sv", "adress registeradress registernummer startadress"),
        new(MapColumn.Number, "en", "no nr number num n index idx id item pos position row seq serial line"),
        new(MapColumn.Number, "de", "lfdnr lfnr laufendenummer nummer zeile"),
        new(MapColumn.Number, "fr", "numero rang"),
        new(MapColumn.Number, "es", "numero orden"),
        new(MapColumn.Number, "it", "numero indice"),
        new(MapColumn.Number, "nl", "nummer volgnummer"),
        new(MapColumn.Number, "pl", "lp numer"),
        new(MapColumn.Type, "en", "type datatype dataformat format valuetype variabletype varformat encoding datarepresentation representation registerformat vartype size sizeofvariable"),
        new(MapColumn.Type, "de", "typ datentyp datenformat werttyp variablentyp zahlenformat format"),
        new(MapColumn.Type, "fr", "type typededonnees typedonnees typededonnee format formatdedonnees codage"),
        new(MapColumn.Type, "es", "tipo tipodedato tipodedatos tipodato formato"),
        new(MapColumn.Type, "it", "tipo tipodidato tipodato formato formatodati"),
        new(MapColumn.Type, "nl", "type datatype gegevenstype formaat"),
        new(MapColumn.Type, "pl", "typ typdanych format formatdanych"),
        new(MapColumn.Type, "pt", "tipo tipodedados formato"),
        new(MapColumn.Type, "sv", "typ datatyp format storlek"),
        new(MapColumn.Unit, "en", "unit units engunit engineeringunit engineeringunits uom unitofmeasure unitofmeasurement measurementunit measureunit eu"),
        new(MapColumn.Unit, "de", "einheit einheiten masseinheit phyeinheit physikalischeeinheit"),
        new(MapColumn.Unit, "fr", "unite unites unitedemesure"),
        new(MapColumn.Unit, "es", "unidad unidades unidaddemedida"),
        new(MapColumn.Unit, "it", "unita unitadimisura um"),
        new(MapColumn.Unit, "nl", "eenheid eenheden"),
        new(MapColumn.Unit, "pl", "jednostka jednostki jm"),
        new(MapColumn.Unit, "pt", "unidade unidades"),
        new(MapColumn.Unit, "sv", "enhet enheter"),
        new(MapColumn.Scale, "en", "scale scaling scalefactor scalingfactor factor multiplier multiplication multiplyby multiplicationfactor resolution coefficient coeff lsb gain ratio "
            + "valuescale datascale conversion conversionfactor"),
        new(MapColumn.Scale, "de", "faktor skalierung skalierungsfaktor aufloesung auflosung multiplikator umrechnung umrechnungsfaktor skala wertigkeit"),
        new(MapColumn.Scale, "fr", "facteur echelle facteurdechelle facteurechelle multiplicateur coefficient resolution"),
        new(MapColumn.Scale, "es", "factor escala factordeescala multiplicador resolucion coeficiente"),
        new(MapColumn.Scale, "it", "fattore scala fattorediscala moltiplicatore risoluzione coefficiente"),
        new(MapColumn.Scale, "nl", "factor schaal schaalfactor schaling vermenigvuldiger resolutie"),
        new(MapColumn.Scale, "pl", "skala wspolczynnik mnoznik rozdzielczosc"),
        new(MapColumn.Scale, "pt", "fator escala fatordeescala multiplicador resolucao"),
        new(MapColumn.Scale, "sv", "faktor skala skalfaktor skalning upplosning"),
        new(MapColumn.Divisor, "en", "divisor divider divideby dividedby division divisionfactor"),
        new(MapColumn.Divisor, "de", "teiler divisor"),
        new(MapColumn.Divisor, "fr", "diviseur"),
        new(MapColumn.Divisor, "es", "divisor"),
        new(MapColumn.Divisor, "it", "divisore"),
        new(MapColumn.Divisor, "nl", "deler"),
        new(MapColumn.Divisor, "pl", "dzielnik"),
        new(MapColumn.Divisor, "sv", "divisor divisionsfaktor"),
        new(MapColumn.Exponent, "en", "exponent powerof10 poweroften exp10 exp conversionindex"),
        new(MapColumn.Decimals, "en", "decimals decimalplaces dp decimalpoint decimalpoints precision numberofdecimals"),
        new(MapColumn.Decimals, "de", "nachkommastellen kommastellen dezimalstellen nachkomma"),
        new(MapColumn.Decimals, "fr", "decimales nombrededecimales"),
        new(MapColumn.Decimals, "es", "decimales"),
        new(MapColumn.Decimals, "it", "decimali"),
        new(MapColumn.Offset, "en", "offset bias valueoffset additiveoffset"),
        new(MapColumn.Offset, "de", "versatz nullpunkt"),
        new(MapColumn.Access, "en", "access rw readwrite accessmode mode rights permission permissions attribute accesstype action writable writeable writeread wr rorw rwro property rwspec operation type"),
        new(MapColumn.Access, "de", "zugriff zugriffsart zugriffsrecht lesenschreiben ls"),
        new(MapColumn.Access, "fr", "acces lectureecriture le droits"),
        new(MapColumn.Access, "es", "acceso lecturaescritura le permisos"),
        new(MapColumn.Access, "it", "accesso letturascrittura ls"),
        new(MapColumn.Access, "nl", "toegang lezenschrijven"),
        new(MapColumn.Access, "pl", "dostep odczytzapis"),
        new(MapColumn.Access, "pt", "acesso leituraescrita"),
        new(MapColumn.Access, "sv", "atkomst lasskriv"),
        new(MapColumn.Table, "en", "table registertype area objecttype regtype memoryarea memorytype space type registertable registerkind datablock function"),
        new(MapColumn.Table, "de", "tabelle registertyp registerart speicherbereich typ"),
        new(MapColumn.Table, "fr", "table typederegistre type zone"),
        new(MapColumn.Table, "es", "tabla tipoderegistro tipo area"),
        new(MapColumn.Table, "it", "tabella tipodiregistro tipo area"),
        new(MapColumn.Table, "nl", "tabel registertype type"),
        new(MapColumn.Table, "pl", "tabela typrejestru typ"),
        new(MapColumn.Function, "en", "function functioncode functioncodes fc fcode func funccode fn fncode modbusfunction readfunction readfunctioncode functions command commandcode"),
        new(MapColumn.Function, "de", "funktion funktionscode funktionscodes fktcode"),
        new(MapColumn.Function, "fr", "fonction codefonction codedefonction"),
        new(MapColumn.Function, "es", "funcion codigodefuncion codigofuncion"),
        new(MapColumn.Function, "it", "funzione codicefunzione"),
        new(MapColumn.Function, "nl", "functie functiecode"),
        new(MapColumn.Function, "pl", "funkcja kodfunkcji"),
        new(MapColumn.Function, "pt", "funcao codigodafuncao"),
        new(MapColumn.Function, "sv", "funktion funktionskod"),
        new(MapColumn.Length, "en", "length len size word words wordscount wordcount wordlength count registers registercount registersize registerlength quantity quantityofregisters noofregisters "
            + "noofregs numberofregisters numregisters numofregisters regcount nbregisters datalength bytes bytecount numberofbytes noofbytes noofwords numberofwords numofwords bits bitlength regs qty"),
        new(MapColumn.Length, "de", "laenge lange anzahl anzahlregister registeranzahl grosse groesse datenlange datenlaenge worte"),
        new(MapColumn.Length, "fr", "longueur taille nombre nombrederegistres nombredemots mots"),
        new(MapColumn.Length, "es", "longitud tamano cantidad numeroderegistros palabras"),
        new(MapColumn.Length, "it", "lunghezza dimensione numerodiregistri quantita parole"),
        new(MapColumn.Length, "nl", "lengte aantal aantalregisters grootte"),
        new(MapColumn.Length, "pl", "dlugosc liczba liczbarejestrow rozmiar"),
        new(MapColumn.Length, "pt", "comprimento tamanho quantidade numeroderegistradores"),
        new(MapColumn.Length, "sv", "langd antal antalregister storlek"),
        new(MapColumn.Bit, "en", "bit bitno bitnumber bitposition bitindex bitoffset"),
        new(MapColumn.Order, "en", "order byteorder wordorder endian endianness byteswap wordswap swap"),
        new(MapColumn.Order, "de", "bytereihenfolge wortreihenfolge registerreihenfolge"),
        new(MapColumn.Order, "fr", "ordre ordredesoctets ordredesmots"),
        new(MapColumn.Low, "en", "low min minimum minvalue minimumvalue rangelow lowrange englow lowerlimit lowlimit minval"),
        new(MapColumn.Low, "de", "minimalwert mindestwert untergrenze minwert"),
        new(MapColumn.Low, "es", "minimo"),
        new(MapColumn.Low, "it", "minimo"),
        new(MapColumn.High, "en", "high max maximum maxvalue maximumvalue rangehigh highrange enghigh upperlimit highlimit maxval"),
        new(MapColumn.High, "de", "maximalwert hochstwert obergrenze maxwert"),
        new(MapColumn.High, "es", "maximo"),
        new(MapColumn.High, "it", "massimo"),
        new(MapColumn.Deadband, "en", "deadband"),
        new(MapColumn.Period, "en", "periodms pollms scanratems"),
        new(MapColumn.NotAvailable, "en", "notavailable na invalid invalidvalue notimplemented unavailable novalue nanvalue errorvalue"),
        new(MapColumn.NotAvailable, "de", "ungultig ungueltig ungultigerwert"),
        new(MapColumn.ScaleRegister, "en", "scaleaddress scaleregister scalefactorregister scalefactoraddress sf sfregister sunssf"),
        new(MapColumn.Charset, "en", "charset characterset"),
        new(MapColumn.Charset, "de", "zeichensatz"),
        new(MapColumn.PublishAs, "en", "publishas sparkplugtype metrictype"),
    ];

    /// <summary>Words of a heading that say how its cells are written, and are no meaning of their own.</summary>
    internal static IReadOnlyDictionary<string, string[]> Signs { get; } = new Dictionary<string, string[]>
    {
        ["hexadecimal"] = ["hex", "hexa", "hexadecimal", "hexadezimal", "hexadecimale", "szesnastkowo", "szesnastkowy"],
        ["decimal"] = ["dec", "decimal", "dez", "dezimal", "decimale", "dziesietnie", "dziesietny"],
        ["counts from 0"] = ["pdu", "protocol", "wire", "raw", "zerobased", "0based", "base0", "from0"],
        ["counts from 1"] = ["onebased", "1based", "base1", "from1"],
        ["40001 is holding register 1"] = ["modicon", "plc", "reference"],
        ["registers"] = ["words", "word", "registers", "register", "regs", "worte", "mots", "palabras"],
        ["bytes"] = ["bytes", "byte", "octets", "octet"],
        ["bits"] = ["bits"],
    };

    /// <summary>Words that add nothing: "Modbus register address" is a register address.</summary>
    internal static string[] Fillers { get; } = ["modbus", "the", "of", "rtu", "tcp", "in", "mb"];

    /// <summary>Languages behind a heading: "Description EN" is a description.</summary>
    internal static string[] Languages { get; } = ["en", "de", "fr", "es", "it", "nl", "pl", "english", "german", "deutsch", "french"];

    private static readonly Dictionary<string, MapColumn[]> meanings = All
        .SelectMany(entry => entry.Words.Split(' ').Select(word => (word, entry.Meaning)))
        .GroupBy(pair => pair.word).ToDictionary(group => group.Key, group => group.Select(pair => pair.Meaning).Distinct().ToArray());

    /// <summary>Meanings that a word may have; none if it has no known one.</summary>
    internal static MapColumn[] MeaningsOf(string word) => meanings.TryGetValue(word, out var found) ? found : [];
}
