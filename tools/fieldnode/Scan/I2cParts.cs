using System.Globalization;

namespace FieldNode.Cli;

/// <summary>
/// Which parts sit at which addresses, and how they can be told apart by reading. Ids and power-on values are those of
/// the datasheets that stand beside them.
/// </summary>
internal static class I2cParts
{
    private static readonly (int First, int Last, string Parts)[] Habits =
    [
        (0x18, 0x1f, "MCP9808, LIS3DH"), (0x20, 0x27, "MCP23017, PCF8574"), (0x28, 0x2b, "pressure sensor, BNO055"),
        (0x38, 0x38, "AHT20, PCF8574A"), (0x39, 0x3b, "PCF8574A"), (0x3c, 0x3d, "display SSD1306"),
        (0x40, 0x4f, "INA219 or another current sensor, ADS1115, LM75"), (0x50, 0x57, "EEPROM"),
        (0x5a, 0x5b, "MLX90614, CCS811"), (0x5c, 0x5d, "BH1750, LPS22"), (0x60, 0x61, "MCP4725, ATECC608"),
        (0x62, 0x67, "MCP4725"), (0x68, 0x69, "clock DS3231 or DS1307, MPU-6050"), (0x70, 0x77, "multiplexer TCA9548A"),
    ];

    /// <summary>
    /// Parts that do not acknowledge a bare read, at their own addresses only: there a command must be sent to see them.
    /// It is sent only where nobody acknowledged the bare read, so it reaches nobody else that is known.
    /// </summary>
    internal static PartVerdict? Awaken(int address, I2cQuestions ask) => address switch
    {
        0x44 or 0x45 or 0x46 => Sht4x(address, ask) ?? (address == 0x46 ? null : Sht3x(address, ask)),
        0x61 => ask.Words(address, [0xD1, 0x00], 1) is byte[] version // SCD30 interface description, 1.4.10
            ? new PartVerdict("SCD30", Certainty.Sure, $"firmware {version[0]}.{version[1]}, CRC right") : null,
        0x62 => ask.Words(address, [0xE4, 0xB8], 1) is not null // SCD4x datasheet, 3.9.2: allowed also while it measures
            ? new PartVerdict("SCD4x", Certainty.Sure, "its data-ready status, CRC right", "scd4x") : null,
        _ => null,
    };

    /// <summary>What acknowledged a bare read.</summary>
    internal static PartVerdict Identify(int address, I2cQuestions ask) => (address switch
    {
        0x76 or 0x77 => Bosch(address, ask),
        >= 0x48 and <= 0x4b => Converter(address, ask) ?? Monitor(address, ask),
        >= 0x40 and <= 0x4f => Monitor(address, ask),
        >= 0x18 and <= 0x1f => ask.Word(address, 6) == 0x0054 // MCP9808 datasheet, 5.1.5
            ? new PartVerdict("MCP9808", Certainty.Sure, "manufacturer id 0x0054") : null,
        0x62 => Awaken(address, ask),
        _ => null,
    }) ?? Guess(address);

    internal static PartVerdict Guess(int address)
    {
        string[] parts = [.. Habits.Where(h => address >= h.First && address <= h.Last).Select(h => h.Parts)];
        return parts.Length > 0
            ? new PartVerdict(string.Join(", ", parts) + "?", Certainty.Guess, "only by its address")
            : new PartVerdict("?", Certainty.Guess, "no part with this address is known here");
    }

    // BST-BME280-DS002, 5.4.1; BST-BMP280-DS001, 4.3.1; BST-BME680-DS001, 5.3; BST-BMP180-DS000, 4: all have it at 0xD0.
    private static PartVerdict? Bosch(int address, I2cQuestions ask)
    {
        int id = ask.Register(address, 0xD0, 1) is byte[] bytes ? bytes[0] : -1;
        (string? part, string? kind) = id switch
        {
            0x60 => ("BME280", "bme280"),
            0x56 or 0x57 or 0x58 => ("BMP280 (without humidity)", (string?)null),
            0x61 => ("BME680", null),
            0x55 => ("BMP180", null),
            _ => (null, null),
        };
        return part is null ? null : new PartVerdict(part, Certainty.Sure, $"id {Hex(id, 2)} in register 0xd0", kind);
    }

    private static PartVerdict? Converter(int address, I2cQuestions ask)
    {
        int low = ask.Word(address, 2);
        int high = ask.Word(address, 3);
        return (low, high) switch
        {
            // SBAS444, 9.6.4: thresholds after power-on; the ADS1015's are 0x8000 and 0x7FF0 (SBAS473, 9.6.4).
            (0x8000, 0x7FFF) =>
                new PartVerdict("ADS1115", Certainty.Likely, "thresholds 0x8000 and 0x7fff as after power-on", "ads1115"),
            (0x8000, 0x7FF0) =>
                new PartVerdict("ADS1015", Certainty.Likely, "thresholds 0x8000 and 0x7ff0 as after power-on"),
            // SNIS153, 7.5: 75 and 80 °C
            (0x4B00, 0x5000) =>
                new PartVerdict("LM75, TMP102", Certainty.Likely, "limits of 75 and 80 °C as after power-on"),
            _ => null,
        };
    }

    private static PartVerdict? Monitor(int address, I2cQuestions ask)
    {
        // SBOS547, 7.6.11: INA226, INA3221 and HDC1080 name Texas Instruments in register 0xFE.
        if (ask.Word(address, 0xFE) == 0x5449)
        {
            int die = ask.Word(address, 0xFF);
            string part = die switch { 0x2260 => "INA226", 0x3220 => "INA3221", 0x1050 => "HDC1080", _ => "TI part" };
            return new PartVerdict(part, Certainty.Sure, $"manufacturer id 0x5449, die {Hex(die, 4)}");
        }
        // SBOS448, 8.6.2: no id; 0x399F is its configuration after power-on, 0x399B that of a node.
        int configuration = ask.Word(address, 0);
        return configuration is 0x399F or 0x399B
            ? new PartVerdict("INA219", Certainty.Likely, $"configuration {Hex(configuration, 4)}", "ina219")
            : null;
    }

    private static PartVerdict? Sht4x(int address, I2cQuestions ask) => // datasheet 4.5: read serial number
        ask.Words(address, [0x89], 2) is byte[] words
            ? new PartVerdict("SHT4x", Certainty.Sure,
                $"serial number {words[0]:x2}{words[1]:x2}{words[3]:x2}{words[4]:x2}, CRC right", "sht4x")
            : null;

    private static PartVerdict? Sht3x(int address, I2cQuestions ask) => // datasheet 4.11: read status register
        ask.Words(address, [0xF3, 0x2D], 1) is not null
            ? new PartVerdict("SHT3x", Certainty.Sure, "its status register, CRC right") : null;

    private static string Hex(int number, int digits) =>
        number < 0 ? "?" : "0x" + number.ToString("x" + digits, CultureInfo.InvariantCulture);
}
