namespace FieldNode.Cli.Import;

/// <summary>What a column of a register map is for.</summary>
internal enum MapColumn
{
    Name, Description, Address, HexAddress, OffsetAddress, Type, Unit, Scale, Divisor, Offset, Access, Table, Function, Length, Bit, Order, Low,
    High, Deadband, Period, PublishAs, NotAvailable, ScaleRegister, Charset,
}

/// <summary>The row of headings: vendors' words for what the columns are.</summary>
internal sealed class MapHeader
{
    // Words as they are left after everything but letters and digits is gone; small letters.
    private static readonly Dictionary<string, MapColumn> words = Words(
        (MapColumn.Name, "name tag tagname tags signal signalname variable variablename parameter parametername registername metric point pointname "
            + "measurement measurand quantity datapoint bezeichnung messwert messgroesse messgröße label symbol item"),
        (MapColumn.Description, "description desc comment comments remark remarks note notes beschreibung bemerkung kommentar meaning definition"),
        (MapColumn.Address, "address addr adr adresse register reg registeraddress registernumber registerno regaddress regadresse registeradresse registernummer modbusadresse adressedez startadresse modbusaddress modbusregister "
            + "decaddress addressdec addressdecimal dec startaddress startregister registerstart modbus number no nr adresss"),
        (MapColumn.HexAddress, "hexaddress addresshex hexadresse adressehex hex registerhex hexadecimal addresshexadecimal addressinhex"),
        (MapColumn.OffsetAddress, "registeroffset addressoffset modbusoffset pduaddress protocoladdress zerobasedaddress address0based"),
        (MapColumn.Type, "type typ datatype dataformat format valuetype variabletype encoding datentyp datenformat werttyp"),
        (MapColumn.Unit, "unit units einheit einheiten engunit engineeringunit engineeringunits uom"),
        (MapColumn.Scale, "scale scaling scalefactor factor multiplier faktor resolution skalierung skalierungsfaktor aufloesung auflösung multiplikator coefficient coeff lsb"),
        (MapColumn.Divisor, "divisor divider gain divideby teiler"),
        (MapColumn.Offset, "offset bias valueoffset"),
        (MapColumn.Access, "access rw readwrite accessmode mode rights permission permissions attribute accesstype action writable zugriff zugriffsart lesenschreiben"),
        (MapColumn.Table, "table registertype area objecttype regtype memoryarea modbustype space tabelle"),
        (MapColumn.Function, "function funktion funktionscode functioncode fc fcode modbusfunction functioncodes readfunction readfunctioncode"),
        (MapColumn.Length, "length len laenge länge anzahl anzahlregister size words wordscount wordcount wordlength count registers registercount quantityofregisters noofregisters "
            + "numberofregisters numregisters regcount nbregisters"),
        (MapColumn.Bit, "bit bitno bitnumber bitposition bitindex"),
        (MapColumn.Order, "order byteorder bytereihenfolge wortreihenfolge wordorder endian endianness byteswap wordswap"),
        (MapColumn.Low, "low min minimum rangelow lowrange englow"),
        (MapColumn.High, "high max maximum rangehigh highrange enghigh"),
        (MapColumn.Deadband, "deadband hysteresis"),
        (MapColumn.Period, "periodms period pollms pollrate scanrate scanratems"),
        (MapColumn.NotAvailable, "notavailable na invalid invalidvalue notimplemented unavailable novalue nanvalue errorvalue ungültig ungueltig"),
        (MapColumn.ScaleRegister, "scaleaddress scaleregister scalefactorregister scalefactoraddress sf sfregister sunssf"),
        (MapColumn.Charset, "charset characterset zeichensatz"),
        (MapColumn.PublishAs, "publishas sparkplugtype metrictype"));

    private readonly Dictionary<MapColumn, int> columns = [];
    private readonly string[] headings;

    private MapHeader(string[] headings)
    {
        this.headings = headings;
        for (int i = 0; i < headings.Length; i++)
        {
            if (Meaning(headings[i]) is { } column)
            {
                columns.TryAdd(column, i);
            }
        }
    }

    /// <summary>True if a row of a map can be read by it.</summary>
    private bool IsUsable => HasAddress && (Has(MapColumn.Name) || Has(MapColumn.Description)) && columns.Count > 2;

    private bool HasAddress => Has(MapColumn.Address) || Has(MapColumn.HexAddress) || Has(MapColumn.OffsetAddress);

    /// <summary>Headings that mean nothing here.</summary>
    internal IEnumerable<string> Unknown => headings.Where(heading => heading.Length > 0 && Meaning(heading) is null);

    /// <summary>The first of the first rows that can be a header; titles may stand above it. Null: there is none.</summary>
    internal static (MapHeader Header, int Row)? Find(MapTable table)
    {
        for (int row = 0; row < Math.Min(table.Rows.Count, 30); row++)
        {
            var header = new MapHeader(table.Rows[row].Cells);
            if (header.IsUsable)
            {
                return (header, row);
            }
        }
        return null;
    }

    internal bool Has(MapColumn column) => columns.ContainsKey(column);

    /// <summary>Columns that the row of headings has.</summary>
    internal int Width => headings.Length;

    /// <summary>A cell of a row; empty if there is none.</summary>
    internal string Cell(string[] cells, MapColumn column) =>
        columns.TryGetValue(column, out int i) && i < cells.Length ? cells[i] : "";

    /// <summary>The heading of a column as the vendor wrote it.</summary>
    internal string HeadingOf(MapColumn column) =>
        columns.TryGetValue(column, out int i) ? $"column {i + 1} ({headings[i]})" : "column " + column.ToString().ToLowerInvariant();

    /// <summary>True for a row that is the header again, as it stands on each page of a manual.</summary>
    internal bool IsRepeatedBy(string[] cells) =>
        cells.Length == headings.Length && cells.Zip(headings).All(pair => pair.First == pair.Second);

    private static MapColumn? Meaning(string heading)
    {
        // "Address (0-based)" and "Scale [V]" are an address and a scale; "Address (hex)" is one of its own.
        string whole = Letters(heading);
        string short_ = Letters(heading.Split('(', '[')[0]);
        return words.TryGetValue(whole, out var column) || words.TryGetValue(short_, out column) ? column : null;
    }

    private static string Letters(string text) => new([.. text.ToLowerInvariant().Where(char.IsLetterOrDigit)]);

    private static Dictionary<string, MapColumn> Words(params (MapColumn Column, string List)[] lists) =>
        lists.SelectMany(list => list.List.Split(' ').Select(word => (word, list.Column))).ToDictionary(pair => pair.word, pair => pair.Column);
}
