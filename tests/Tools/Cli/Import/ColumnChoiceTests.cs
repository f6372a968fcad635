using FieldNode.Cli;
using FieldNode.Cli.Import;

namespace FieldNode.Tools.Tests;

/// <summary>Headings with several meanings are read by their cells; columns that nobody used are listed.</summary>
public sealed class ColumnChoiceTests
{
    private static readonly MapOptions held = new() { Table = "holding", Base = 0 };

    [Fact]
    public void A_column_called_type_may_be_the_table_or_the_access()
    {
        var byTable = MapReader.Read("address,name,type,format,access\n0x10,Temp,input,u16,r/o\n0x20,Set,holding,u16,r/w\n", new MapOptions()).Tags;
        Assert.Equal(["input", "holding"], byTable.Select(tag => (string)tag.Json["table"]!));
        var byAccess = MapReader.Read("address,name,type,data type\n0x10,Temp,R,u16\n0x20,Set,R/W,u16\n", held).Tags;
        Assert.True((bool)byAccess[1].Json["writable"]!);
    }

    [Fact]
    public void A_column_called_size_may_be_the_type_or_the_length()
    {
        Assert.Equal("int16", (string?)MapReader.Read("Title;Address;Unit;Size\nT;5;°C;s16\n", held).Tags[0].Json["type"]);
        Assert.Equal("int32", (string?)MapReader.Read("Title;Address;Unit;Type;Size\nT;5;°C;INT;2\nU;7;°C;INT32;2\n", held).Tags[0].Json["type"]);
    }

    [Fact]
    public void Registers_beside_an_address_are_a_length_and_alone_an_address()
    {
        Assert.Equal("int32", (string?)MapReader.Read("Address;Registers;Name;Type\n5;2;A;INT\n7;2;B;INT32\n", held).Tags[0].Json["type"]);
        Assert.Equal(500, (int)MapReader.Read("Registers;Name;Type\n500;A;U16\n", held).Tags[0].Json["address"]!);
    }

    [Fact]
    public void Every_column_that_was_not_used_is_listed_also_if_its_heading_is_known()
    {
        MapResult result = MapReader.Read("Address;Name;Type;Default;Description;Mode;Colour\n0;A;U16;5;a text;0=off;red\n", held);
        Assert.Equal(["Default", "Description", "Mode", "Colour"], result.UnusedHeadings);
    }

    [Fact]
    public void A_column_can_be_given_by_heading_or_number_and_be_left_out()
    {
        const string map = "A;B;C;Unit\n7;Flow;U16;0.1 V\n";
        var columns = new Dictionary<MapColumn, string> { [MapColumn.Address] = "a", [MapColumn.Name] = "2", [MapColumn.Type] = "C" };
        MapResult result = MapReader.Read(map, held with { Columns = columns, Ignored = ["unit"] });
        Assert.Equal("""{ "name": "Flow", "table": "holding", "address": 7, "type": "uint16" }""", TagText.Of(Assert.Single(result.Tags).Json));
        Assert.Equal(["Unit"], result.UnusedHeadings);
    }

    [Fact]
    public void A_map_without_headings_is_read_by_the_numbers_of_its_columns()
    {
        var columns = new Dictionary<MapColumn, string> { [MapColumn.Address] = "1", [MapColumn.Name] = "2", [MapColumn.Type] = "3" };
        MapResult result = MapReader.Read("0;Speed;uint16\n1;Torque;int16\n", held with { Columns = columns });
        Assert.Equal(["Speed", "Torque"], result.Tags.Select(tag => tag.Name));
        Assert.Equal([1, 2], result.Tags.Select(tag => tag.Line));
    }

    [Fact]
    public void A_column_that_is_not_there_is_told_with_those_that_are()
    {
        var wrong = Assert.Throws<UserError>(() => MapReader.Read("Address;Name;Type\n0;A;U16\n", held with { Ignored = ["Adress"] }));
        Assert.Equal("column Adress: the map has none; it has Address, Name, Type", wrong.Message);
    }

    [Theory]
    [InlineData("Adresse;Libellé;Format;Unité;Facteur d'échelle;Accès\n0;Tension;entier 16 bits signé;V;0,1;L/E\n")]
    [InlineData("Dirección;Nombre;Tipo de dato;Unidad;Escala;Acceso\n0;Tensión;INT16;V;0,1;Lectura/Escritura\n")]
    [InlineData("Indirizzo;Descrizione;Tipo;Unità di misura;Fattore;Accesso\n0;Tensione;INT16;V;0,1;Lettura/Scrittura\n")]
    [InlineData("Adres;Naam;Datatype;Eenheid;Factor;Toegang\n0;Spanning;INT16;V;0,1;lezen/schrijven\n")]
    [InlineData("Adres rejestru;Nazwa;Typ danych;Jednostka;Współczynnik;Dostęp\n0;Napięcie;INT16;V;0,1;odczyt/zapis\n")]
    [InlineData("Registeradresse;Bezeichnung;Datentyp;Einheit;Skalierung;Zugriff\n0;Spannung;INT16;V;0,1;Lesen/Schreiben\n")]
    [InlineData("Endereço;Descrição;Tipo de dados;Unidade;Escala;Acesso\n0;Tensão;INT16;V;0,1;Leitura/Escrita\n")]
    [InlineData("Adress;Namn;Datatyp;Enhet;Skalfaktor;Åtkomst\n0;Spänning;INT16;V;0,1;läs/skriv\n")]
    [InlineData("register_addr,signal_name,data_type,engineering_unit,scale_factor,rw\n0,U,int16,V,0.1,rw\n")]
    [InlineData("Modbus Register,Tag Name,Data Format,UOM,Multiplier,Read/Write\n0,U,int16,V,0.1,R/W\n")]
    public void Headings_of_many_languages_and_makers_are_known(string map)
    {
        MapResult result = MapReader.Read(map, held);
        Assert.Empty(result.Questions);
        Assert.Empty(result.Faults);
        Assert.Empty(result.UnusedHeadings);
        var tag = Assert.Single(result.Tags).Json;
        Assert.Equal(("int16", 0.1, "V", true), ((string)tag["type"]!, (double)tag["scale"]!, (string)tag["unit"]!, (bool)tag["writable"]!));
    }
}
