using FieldNode.Cli.Import;

namespace FieldNode.Tools.Tests;

/// <summary>Maps of inverters, heat pumps and boilers; those of meters and drives: MakerMaps.Meters.cs.</summary>
internal static partial class MakerMaps
{
    internal static IReadOnlyList<MakerMap> All => [.. Heat, .. Inverters, .. Meters, .. Drives];

    private static MakerMap[] Heat =>
    [
        new("NIBE F1155", "heat pump", "ID as the address, a size that is the type, a factor that divides, ranges of the register",
            """
            Title;Info;ID;Unit;Size;Factor;Min;Max;Default;Mode
            "BT1 Outdoor temperature";"";40004;"°C";s16;10;0;0;0;R;
            "BT2 Supply temp S1";"";40008;"°C";s16;10;0;0;0;R;
            "Degree minutes";"16 bit value";43005;"";s16;10;-30000;30000;0;R/W;
            "Heat offset S1";"";47011;"";s8;1;-10;10;0;R/W;
            "Tot. op. time compressor";"";43420;"h";s32;1;0;9999999;0;R;
            """,
            "--address-column ID --base 0 --divide --table holding --range raw",
            new MapOptions { Columns = Columns(MapColumn.Address, "ID"), Base = 0, Divide = true, Table = "holding", RawRange = true },
            [
                "BT1 Outdoor temperature: holding 40004 int16 x0.1 °C", "BT2 Supply temp S1: holding 40008 int16 x0.1 °C",
                "Degree minutes: holding 43005 int16 x0.1 -3000..3000 write", "Heat offset S1: holding 47011 int8 -10..10",
                "Tot op time compressor: holding 43420 int32 0..9999999 h",
            ]),
        new("NIBE S1155", "heat pump", "tables by words, a division factor, wire addresses",
            "Title\tRegister type\tRegister\tDivision factor\tUnit\tSize of variable\tMin value\tMax value\tDefault value\n"
            + "Current outdoor temperature (BT1)\tMODBUS_INPUT_REGISTER\t1\t10\t°C\ts16\t0\t0\t0\n"
            + "Supply line (BT2)\tMODBUS_INPUT_REGISTER\t5\t10\t°C\ts16\t0\t0\t0\n"
            + "Degree minutes\tMODBUS_HOLDING_REGISTER\t11\t10\tDM\ts16\t-30000\t30000\t0\n"
            + "Extra, active\tMODBUS_INPUT_REGISTER\t335\t1\t\tu8\t0\t0\t0\n"
            + "-\tMODBUS_INPUT_REGISTER\t900\t1\t\t-\t0\t0\t0\n",
            "--base 0 --range raw", new MapOptions { Base = 0, RawRange = true },
            [
                "Current outdoor temperature BT1: input 1 int16 x0.1 °C", "Supply line BT2: input 5 int16 x0.1 °C",
                "Degree minutes: holding 11 int16 x0.1 -3000..3000 DM", "Extra active: input 335 uint8",
            ]),
        new("Solarfocus", "boiler", "1/10 beside *10, a count that contradicts its type, a name twice",
            """
            Register Type,Register Address,Register Count,Name,Data Type,Unit,Scale Factor,Description,Version
            Input,1100,1,Vorlauftemperatur,int16,°C,1/10,Flow temperature,
            Input,1150,1,Vorlauftemperatur,int16,°C,1/10,Flow temperature circuit 2,
            Input,2000,1,Pelletverbrauch,uint16,kg,*10,Pellets,
            Input,2002,2,Betriebsstunden,uint16,h,-,Hours in two registers,
            Holding,32600,1,Vorlaufsolltemperatur,int16,°C,1/10,Set point,
            """,
            "--base 0 --multiply --address-in-names", new MapOptions { Base = 0, Divide = false, AddressInNames = true },
            [
                "Vorlauftemperatur input 1100: input 1100 int16 x0.1 °C", "Vorlauftemperatur input 1150: input 1150 int16 x0.1 °C",
                "Pelletverbrauch input 2000: input 2000 uint16 x10 kg", "Vorlaufsolltemperatur holding 32600: holding 32600 int16 x0.1 °C",
            ]),
        new("Stiebel Eltron WPM", "heat pump", "types by the number of a table in the manual: no tool can know them",
            """
            Function Code;Modbus address;Object designation;Comments;Min. value;Max. value;Data type;Unit;Write/read (w/r)
            0x04;507;OUTSIDE TEMPERATURE;;-60;80;2;°C;r
            0x04;508;ACTUAL TEMPERATURE HK 1;;0;40;2;°C;r
            0x03;1501;OPERATING MODE;;0;5;8;;w/r
            """,
            "--base 1", new MapOptions { Base = 1 }, []),
        new("Hitachi Yutaki", "heat pump", "register numbers beside addresses, access under a heading \"type\", no types",
            """
            register,address,description,range,type
            1001,1000,Control Unit Run/Stop,0: Stop 1: Run,R/W
            1002,1001,Control Unit Mode,0: Cool 1: Heat 2: Auto,R/W
            1051,1050,Unit Run/Stop,0: Stop 1: Run,R
            1080,1079,Ambient temperature,-80~100 °C,R
            """,
            "--type int16 --table holding", new MapOptions { Type = "int16", Table = "holding" },
            [
                "Control Unit Run/Stop: holding 1000 int16 write", "Control Unit Mode: holding 1001 int16 write", "Unit Run/Stop: holding 1050 int16",
                "Ambient temperature: holding 1079 int16",
            ]),
        new("Panasonic", "air conditioner", "the table under a heading \"type\", U8 for a coil, r/o",
            """
            address,name,type,format,value_type,group,access
            0x0000,Power,coil,u8,switch,status,r/w
            0x0000,Power,holding,u16,range (0-1),status,r/w
            0x0002,Target Temp,holding,u16,range (160-300),mode,r/w
            0x0010,Current Temp,input,u16,value,input,r/o
            """,
            "--address-in-names", new MapOptions { AddressInNames = true },
            [
                "Power coil 0x0000: coil 0 bool write", "Power holding 0x0000: holding 0 uint16 write", "Target Temp holding 0x0002: holding 2 uint16 write",
                "Current Temp input 0x0010: input 16 uint16",
            ]),
        new("Brötje GTW-08", "heat pump", "bits in the type, names in two languages",
            """
            "register","size","datatype","description_en","description_de","sensor_name","unit","scaling_factor","rw_spec","rw_implemented"
            "275","1","bool (bit 4)","Pump","Pumpe","pump","","","R","R"
            "400","1","int16","Outdoor temperature","Außentemperatur","outdoor_temperature","°C","0.01","R","R"
            "649","1","uint16","Room set point","Sollwert","room_setpoint","°C","0.1","R/W","R"
            "433","2","uint32","Energy","Energie","energy","kWh","1","R","R"
            """,
            "--column name=description_en --column access=rw_spec --base 0 --table holding",
            new MapOptions
            {
                Columns = new Dictionary<MapColumn, string> { [MapColumn.Name] = "description_en", [MapColumn.Access] = "rw_spec" }, Base = 0, Table = "holding",
            },
            [
                "Pump: holding 275 bool bit 4", "Outdoor temperature: holding 400 int16 x0.01 °C", "Room set point: holding 649 uint16 x0.1 °C write",
                "Energy: holding 433 uint32 kWh",
            ]),
    ];

    private static MakerMap[] Inverters =>
    [
        new("Solis", "inverter", "wire addresses in the 33000s, a range for a string, a bit as the type",
            """
            Name,Device Class,Unit Of Measurement,State Class,Registers,Data Type,Scaling,Notes
            "Serial number",INFORMATION,-,-,33004 - 33019,String,1,
            "DC voltage 1",VOLTAGE,V,-,33049,Uint16,0.1,
            "Active power",POWER,W,-,33079 - 33080,Int32,1,
            "Grid frequency",FREQUENCY,Hz,-,33094,Uint16,0.01,
            Grid overvoltage,FAULT,-,-,33116,BIT01,-,
            """,
            "--base 0 --table input", new MapOptions { Base = 0, Table = "input" },
            [
                "Serial number: input 33004 string of 16", "DC voltage 1: input 33049 uint16 x0.1 V", "Active power: input 33079 int32 W",
                "Grid frequency: input 33094 uint16 x0.01 Hz", "Grid overvoltage: input 33116 bool bit 1",
            ]),
        new("GoodWe", "inverter", "a gain that divides, RO/RW as a heading",
            """
            Address,Name,RO/RW,Type,Unit,Gain,Length
            35000,Modbus version,RO,U16,N/A,1,1
            35103,Vpv1,RO,U16,V,10,1
            35105,Ppv1,RO,U32,W,1,2
            35003,Serial number,RO,STR,N/A,1,8
            """,
            "--base 0 --divide --table holding", new MapOptions { Base = 0, Divide = true, Table = "holding" },
            [
                "Modbus version: holding 35000 uint16", "Vpv1: holding 35103 uint16 x0.1 V", "Ppv1: holding 35105 uint32 W", "Serial number: holding 35003 string of 8",
            ]),
        new("Victron GX", "inverter", "no headings, scale factors that divide (0.1 as well), W for read and write, units that list values",
            """
            com.victronenergy.vebus,/Ac/ActiveIn/L1/V,d,V AC,3,uint16,10,R
            com.victronenergy.vebus,/Ac/ActiveIn/L1/P,i,VA or Watts,12,int16,0.1,R
            com.victronenergy.vebus,/Ac/ActiveIn/CurrentLimit,d,A,22,int16,10,W
            com.victronenergy.vebus,/State,u,0=Off;1=Low Power;2=Fault,31,uint16,1,R
            com.victronenergy.battery,/CustomName,s,,1336,string[8],1,R
            com.victronenergy.battery,/ConsumedAmphours,d,Ah,265,uint16,-10,R
            """,
            "--column address=5 --column name=2 --column type=6 --column unit=4 --column scale=7 --column access=8 --divide --write-only poll --base 0 --table holding --registers",
            new MapOptions
            {
                Columns = new Dictionary<MapColumn, string>
                {
                    [MapColumn.Address] = "5", [MapColumn.Name] = "2", [MapColumn.Type] = "6", [MapColumn.Unit] = "4", [MapColumn.Scale] = "7", [MapColumn.Access] = "8",
                },
                Divide = true, PollWriteOnly = true, Base = 0, Table = "holding", LengthIn = LengthUnit.Registers,
            },
            [
                "Ac/ActiveIn/L1/V: holding 3 uint16 x0.1 V AC", "Ac/ActiveIn/L1/P: holding 12 int16 x10 VA or Watts", "Ac/ActiveIn/CurrentLimit: holding 22 int16 x0.1 A write",
                "State: holding 31 uint16", "CustomName: holding 1336 string of 8", "ConsumedAmphours: holding 265 uint16 x-0.1 Ah",
            ]),
        new("Huawei SUN2000", "inverter", "Polish headings, a format that says nothing of types, 30000 on the wire",
            """
            | Rejestr | Typ | Opis | Format | Przykład |
            |---------|-----|------|--------|----------|
            | 30000-30014 | String | Model | 15 rejestrów ASCII | "SUN2000" |
            | 30071 | Uint16 | Moc nominalna | bez dzielnika | 8000 |
            | 32080-32081 | Int32 | Moc czynna | bez dzielnika | 5000 |
            """,
            "--base 0 --table holding", new MapOptions { Base = 0, Table = "holding" },
            ["Model: holding 30000 string of 15", "Moc nominalna: holding 30071 uint16", "Moc czynna: holding 32080 int32"]),
        new("Fronius (SunSpec 103)", "inverter", "sunssf, scale factors by the name of their row, 40072 counted from 1",
            """
            Start,End,Size,RW,Function codes,Name,Description,Type,Units,Scale Factor
            40072,40072,1,R,0x03,A,AC total current,uint16,A,A_SF
            40076,40076,1,R,0x03,A_SF,,sunssf,,
            40084,40084,1,R,0x03,W,AC power,int16,W,W_SF
            40085,40085,1,R,0x03,W_SF,,sunssf,,
            40105,40107,3,R,0x03,Pad,,pad,,
            40108,40108,1,R,0x03,St,Operating state,enum16,Enum,
            """,
            "--base 1", new MapOptions { Base = 1 },
            [
                "A: holding 40071 uint16 x[40075] A n/a FFFF", "A_SF: holding 40075 int16 n/a 8000", "W: holding 40083 int16 x[40084] W n/a 8000",
                "W_SF: holding 40084 int16 n/a 8000", "St: holding 40107 uint16 Enum n/a FFFF",
            ]),
    ];

    private static Dictionary<MapColumn, string> Columns(MapColumn column, string said) => new() { [column] = said };
}
