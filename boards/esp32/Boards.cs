namespace FieldNode.Esp32
{
    /// <summary>The boards that this firmware knows.</summary>
    public static class Boards
    {
        /// <summary>A board by its name, or null.</summary>
        public static BoardPins ByName(string name)
        {
            switch (name)
            {
                case "olimex-esp32-poe-iso-wrover": return OlimexPoeIsoWrover();
                case "esp32-s3-n16r8": return Esp32S3N16R8();
                default: return null;
            }
        }

        // Olimex ESP32-POE-ISO-WROVER. Taken: 0 (RMII clock out), 12 (PHY power), 18 and 23 (MDIO, MDC), 19, 21, 22, 25, 26, 27 (RMII),
        // 16 and 17 (PSRAM of the WROVER module), 34 (button), 35 and 39 (supply measurement), 2, 14, 15 (microSD, which this node has not).
        private static BoardPins OlimexPoeIsoWrover()
        {
            return new BoardPins
            {
                Name = "olimex-esp32-poe-iso-wrover",
                Target = "ESP32_OLIMEX_WROVER",
                HasEthernet = true,
                Led = 2,
                LedHigh = true,
                Watchdog = 14,
                I2cData = 13,
                I2cClock = 33,
                Serial = new[] { new SerialPins { Port = "COM2", Tx = 4, Rx = 36, DriverEnable = 32 } }
            };
        }

        // ESP32-S3-DevKitC-1 N16R8. Taken: 26 to 32 (flash), 33 to 37 (octal PSRAM), 19 and 20 (USB), 43 and 44 (UART0), 0, 3, 45, 46 (straps).
        private static BoardPins Esp32S3N16R8()
        {
            return new BoardPins
            {
                Name = "esp32-s3-n16r8",
                Target = "ESP32_S3_OCTAL",
                HasEthernet = false,
                Led = 21,
                LedHigh = true,
                Watchdog = 14,
                I2cData = 8,
                I2cClock = 9,
                Serial = new[]
                {
                    new SerialPins { Port = "COM2", Tx = 17, Rx = 18, DriverEnable = 16 },
                    new SerialPins { Port = "COM3", Tx = 10, Rx = 11, DriverEnable = 12 }
                }
            };
        }
    }
}
