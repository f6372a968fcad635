namespace FieldNode.Esp32
{
    /// <summary>The boards that this firmware knows.</summary>
    public static class Boards
    {
        /// <summary>Names of all boards.</summary>
        public static readonly string[] Names = { "olimex-esp32-poe-iso-wrover", "esp32-s3-n16r8" };

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
        // 16 and 17 (PSRAM of the WROVER module), 6 to 11 (flash). 2, 14, 15 belong to the microSD slot, which this node has not. 34 has
        // the button with its pull-up, and takes a contact to ground beside it. 35 and 39 measure the supplies.
        private static BoardPins OlimexPoeIsoWrover()
        {
            return new BoardPins
            {
                Name = "olimex-esp32-poe-iso-wrover",
                Target = "ESP32_OLIMEX_WROVER",
                Chip = "esp32",
                HasEthernet = true,
                Led = 2,
                LedHigh = true,
                Watchdog = 14,
                I2cData = 13,
                I2cClock = 33,
                Serial = new[] { new SerialPins { Port = "COM2", Tx = 4, Rx = 36, DriverEnable = 32 } },
                Spi = null,
                // UART2 makes 1-Wire; on the pins of RS-485, where that is not used.
                OneWire = new SerialPins { Port = "COM3", Tx = 4, Rx = 36 },
                AnalogPins = Esp32Analog(),
                // esp_adc_cal for 12 dB and 1100 mV: 142 mV and 0.8057 mV a step, straight up to 2,450 mV.
                AnalogFootVolts = 0.142,
                AnalogStepVolts = 0.0008057,
                AnalogFullVolts = 2.45,
                Counters = 8,
                // Espressif, ESP32 datasheet, table of pins: 34 to 39 have neither output nor pull. Strapping pins: 0, 2, 5, 12, 15. UART0: 1, 3.
                InputOnly = new[] { 34, 35, 36, 37, 38, 39 },
                Strapping = new[] { 0, 2, 5, 12, 15 },
                Debugger = new[] { 1, 3 },
                Taken = new[] { 0, 6, 7, 8, 9, 10, 11, 12, 16, 17, 18, 19, 21, 22, 23, 25, 26, 27, 37, 38 },
                Free = new[] { 34, 4, 32, 36 }
            };
        }

        // ESP32-S3-DevKitC-1 N16R8. Taken: 26 to 32 (flash), 33 to 37 (octal PSRAM), 48 or 38 (RGB LED, by revision), 22 to 25 do not exist.
        private static BoardPins Esp32S3N16R8()
        {
            return new BoardPins
            {
                Name = "esp32-s3-n16r8",
                Target = "ESP32_S3_OCTAL",
                Chip = "esp32-s3",
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
                },
                Spi = new SpiPins { Bus = 1, Mosi = 40, Miso = 41, Clock = 39 },
                // UART2 makes 1-Wire, where the second RS-485 is not used.
                OneWire = new SerialPins { Port = "COM3", Tx = 6, Rx = 7 },
                AnalogPins = new[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 },
                // ESP-IDF, ADC of the S3 at 12 dB: 0 to 3,100 mV.
                AnalogFootVolts = 0,
                AnalogStepVolts = 3.1 / 4095,
                AnalogFullVolts = 3.1,
                Counters = 4,
                InputOnly = new int[0],
                // ESP32-S3 datasheet: strapping pins 0, 3, 45, 46; USB 19, 20; UART0 43, 44.
                Strapping = new[] { 0, 3, 45, 46 },
                Debugger = new[] { 19, 20, 43, 44 },
                Taken = new[] { 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 48 },
                Free = new[] { 4, 5, 15, 42, 47, 1, 2, 6, 7, 13 }
            };
        }

        // ADC1 of the ESP32: channel 0 is GPIO36.
        private static int[] Esp32Analog()
        {
            return new[] { 36, 37, 38, 39, 32, 33, 34, 35 };
        }
    }
}
