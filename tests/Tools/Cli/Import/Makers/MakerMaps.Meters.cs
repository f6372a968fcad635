using FieldNode.Cli.Import;

namespace FieldNode.Tools.Tests;

/// <summary>Maps of energy meters, flow meters and drives.</summary>
internal static partial class MakerMaps
{
    private static MakerMap[] Meters =>
    [
        new("Eastron SDM630", "energy meter", "30001 as the one-number form under a heading that names its table",
            """
            Input register,Parameter,Units,Format,Hi byte,Lo byte
            30001,Phase 1 line to neutral volts,Volts,Float,00,00
            30003,Phase 2 line to neutral volts,Volts,Float,00,02
            30053,Total system power,Watts,Float,00,34
            30071,Frequency of supply voltages,Hz,Float,00,46
            """,
            "--modicon", new MapOptions { Modicon = true },
            [
                "Phase 1 line to neutral volts: input 0 float Volts", "Phase 2 line to neutral volts: input 2 float Volts", "Total system power: input 52 float Watts",
                "Frequency of supply voltages: input 70 float Hz",
            ]),
        new("Carlo Gavazzi EM530", "energy meter", "ranges, uint32be, a table in Markdown",
            """
            | Register Address | Register Count | Data Type | Scale Factor | Description |
            |------------------|----------------|-----------|--------------|-------------|
            | 0x0000-0x0001 | 2 | uint32be | 0.1 | Voltage L1-N (V) |
            | 0x000C-0x000D | 2 | uint32be | 0.001 | Current L1 (A) |
            | 0x0031 | 1 | uint16 | 0.001 | Power Factor |
            """,
            "--table holding", new MapOptions { Table = "holding" },
            ["Voltage L1-N V: holding 0 uint32 x0.1", "Current L1 A: holding 12 uint32 x0.001", "Power Factor: holding 49 uint16 x0.001"]),
        new("DTSD422", "energy meter", "hexadecimal figures under a plain heading, two addresses for a word",
            """
            |Metric|Modbus address|type|name|Unit|
            |---|:-:|---|:-:|---|
            |Voltage CT1|01|U_WORD|`ct1/voltage`|V|
            |Active power CT1|0F,10|S_WORD|`ct1/power`|W|
            |Voltage CT4|1001|U_WORD|`ct4/voltage`|V|
            |Total positive energy|2A|U_DWORD|`total/energy`|kWh|
            """,
            "--column name=Metric --hex --table holding", new MapOptions { Columns = Columns(MapColumn.Name, "Metric"), Hex = true, Table = "holding" },
            ["Voltage CT1: holding 1 uint16 V", "Voltage CT4: holding 4097 uint16 V", "Total positive energy: holding 42 uint32 kWh"]),
        new("TUF-2000M", "flow meter", "zeros in front of decimal numbers, REAL4",
            """
            Register,Number,Variable name,Format,Note
            0001-0002,2,Flow rate,REAL4,Unit: m3/h
            0009-0010,2,Positive accumulator,LONG,Unit is selected by M31
            0092,1,Working step and signal quality,INTEGER,
            """,
            "--dec --base 1 --table holding", new MapOptions { Hex = false, Base = 1, Table = "holding" },
            ["Flow rate: holding 0 float", "Positive accumulator: holding 8 int32", "Working step and signal quality: holding 91 int16"]),
        new("Alicat MC", "flow meter", "names under \"Function\", two columns of types, an address that says it counts from 0",
            """
            | Data Type | Function | Starting Modbus Address (decimal, 0-based) | Number of Registers | Data Format | Access |
            | :--- | :--- | :--- | :--- | :--- | :--- |
            | Float | Current pressure reading | **1353** | 2 | IEEE 754 Float | Read |
            | Float | Current mass flow reading | **1363** | 2 | IEEE 754 Float | Read |
            | Float | Current setpoint | **1349** | 2 | IEEE 754 Float | R/W |
            | Integer / Float | Optimised readings | **999** (integer), **1019** (float) | 20 | | Read |
            """,
            "--column type=\"Data Type\" --table holding", new MapOptions { Columns = Columns(MapColumn.Type, "Data Type"), Table = "holding" },
            ["Current pressure reading: holding 1353 float", "Current mass flow reading: holding 1363 float", "Current setpoint: holding 1349 float write"]),
        new("F&F LE-03MW", "energy meter", "a type by the number of an enumeration",
            """
            type,register_address,measurement_name,data_unit,data_type,function_code
            le03mwct,14,voltageL1,V,3,3
            le03mwct,28,activePower,kW,3,3
            """,
            "--base 0 --column type=data_type", new MapOptions { Base = 0, Columns = Columns(MapColumn.Type, "data_type") }, []),
    ];

    private static MakerMap[] Drives =>
    [
        new("Danfoss FC 102", "drive", "parameter numbers beside names, a conversion index, numbers from 1 that look like discrete inputs",
            """
            Parameter,Name,Register,Conversion index,Data type,Access
            3-41,Ramp 1 ramp up time,3410,-2,Uint32,RW
            16-13,Frequency,16130,-1,Uint16,R
            16-14,Motor current,16140,-2,Int32,R
            16-30,DC link voltage,16300,0,Uint16,R
            15-00,Operating hours,15000,74,Uint32,R
            """,
            "--base 1 --table holding", new MapOptions { Base = 1, Table = "holding" },
            [
                "Ramp 1 ramp up time: holding 3409 uint32 x0.01 write", "Frequency: holding 16129 uint16 x0.1", "Motor current: holding 16139 int32 x0.01",
                "DC link voltage: holding 16299 uint16",
            ]),
        new("A650", "drive", "hexadecimal and decimal columns that agree, ranges of the register, an access that the map itself doubts",
            """
            address_hex,address_dec,name,access,data_type,scale,unit,min_raw,max_raw,notes
            0x2001,8193,Frequency setpoint,RW,uint16,0.01,Hz,0,10000,3000 = 30.00 Hz
            0x2005,8197,AO output value,R?,uint16,0.1,%,0,1000,unconfirmed
            0x2100,8448,Drive state,R,enum16,1,-,,,
            0x3000,12288,U00.00 output frequency,R,uint16,0.01,Hz,0,65535,
            """,
            "--range raw --table holding", new MapOptions { RawRange = true, Table = "holding" },
            [
                "Frequency setpoint: holding 8193 uint16 x0.01 0..100 Hz write", "Drive state: holding 8448 uint16", "U00 00 output frequency: holding 12288 uint16 x0.01 0..655.35 Hz",
            ]),
    ];
}
