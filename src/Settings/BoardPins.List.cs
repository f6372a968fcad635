namespace FieldNode.Settings
{
    // The chips and boards. A strapping pin is a fault and not a warning: what hangs on it (a closed contact, the driver of an output)
    // decides whether the board starts after the next cut of the supply, when nobody is there.
    public sealed partial class BoardPins
    {
        /// <summary>Names for a node file: chips, the simulated board and the wired ones.</summary>
        public static string[] Names
        {
            get
            {
                string[] wired = WiredNames;
                return new[] { "esp32", "esp32-s3", "esp32-c6", "simulated", wired[0], wired[1] };
            }
        }

        /// <summary>Names of the boards that the firmware runs on.</summary>
        public static string[] WiredNames
        {
            get { return new[] { "olimex-esp32-poe-iso-wrover", "esp32-s3-n16r8" }; }
        }

        /// <summary>A board that the firmware runs on, by its name; null: it is none.</summary>
        public static BoardPins FindWired(string name)
        {
            BoardPins board = Find(name);
            return board != null && board.IsWired ? board : null;
        }

        /// <summary>A board by name, or null. It is made for the caller.</summary>
        public static BoardPins Find(string name)
        {
            switch (name)
            {
                case "esp32": return Esp32(name);
                case "esp32-s3": return Esp32S3(name);
                case "esp32-c6": return Esp32C6(name);
                // No hardware: parts and pins that a PC simulates, for the demo and for trying out node files.
                case "simulated": return new BoardPins(name, 1024, new int[0], new int[0], new int[0], new int[0], 64);
                case "olimex-esp32-poe-iso-wrover": return OlimexPoeIsoWrover(name);
                case "esp32-s3-n16r8": return Esp32S3N16R8(name);
                default: return null;
            }
        }

        // Espressif, ESP32 datasheet 2.2 and 2.4: 6 to 11 are the flash's; 34 to 39 have no output and no pull; 0, 2, 5, 12, 15 strap; 1 and 3
        // are UART0.
        // ADC1 has GPIO36 as channel 0; ADC2 (channels 10 to 19 of nanoFramework) is the radio's while Wi-Fi is on. PCNT has 8 units.
        private static BoardPins Esp32(string name)
        {
            return new BoardPins(name, 40, new[] { 6, 7, 8, 9, 10, 11, 20, 24, 28, 29, 30, 31 },
                new[] { 34, 35, 36, 37, 38, 39 }, new[] { 0, 2, 5, 12, 15 }, new[] { 1, 3 }, 8)
            {
                AnalogPins = new[] { 36, 37, 38, 39, 32, 33, 34, 35 },
                // esp_adc_cal for 12 dB and 1100 mV: 142 mV and 0.8057 mV a step, straight up to 2,450 mV.
                AnalogFootVolts = 0.142,
                AnalogStepVolts = 0.0008057,
                AnalogFullVolts = 2.45
            };
        }

        // ESP32-S3 datasheet 2.3 and 2.6: 26 to 32 are the flash's, 19 and 20 USB, 43 and 44 UART0; 22 to 25 do not exist; 0, 3, 45, 46 strap. PCNT has 4 units.
        private static BoardPins Esp32S3(string name)
        {
            return new BoardPins(name, 49, new[] { 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32 }, new int[0],
                new[] { 0, 3, 45, 46 }, new[] { 19, 20, 43, 44 }, 4)
            {
                AnalogPins = new[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 },
                // ESP-IDF, ADC of the S3 at 12 dB: 0 to 3,100 mV.
                AnalogStepVolts = 3.1 / 4095,
                AnalogFullVolts = 3.1
            };
        }

        // ESP32-C6 datasheet 2.3 and 3: 24 to 30 are the flash's, 12 and 13 USB, 16 and 17 UART0; 4, 5, 8, 9, 15 strap. 4 units.
        private static BoardPins Esp32C6(string name)
        {
            return new BoardPins(name, 31, new[] { 24, 25, 26, 27, 28, 29, 30 }, new int[0],
                new[] { 4, 5, 8, 9, 15 }, new[] { 12, 13, 16, 17 }, 4)
            {
                AnalogPins = new[] { 0, 1, 2, 3, 4, 5, 6 }
            };
        }

        // Olimex ESP32-POE-ISO-WROVER. Taken: 0 (RMII clock out), 12 (PHY power), 18 and 23 (MDIO, MDC), 19, 21, 22, 25, 26, 27 (RMII); 16 and
        // 17, PSRAM of the WROVER module; 37 and 38 are not led out. 2, 14, 15 belong to the microSD slot, which this node has not. 34 has the
        // button with its pull-up, and takes a contact to ground beside it. 35 and 39 measure the supplies. UART2 makes 1-Wire, on the pins of
        // RS-485, where that is not used.
        private static BoardPins OlimexPoeIsoWrover(string name)
        {
            BoardPins board = Esp32(name);
            board.Chip = "esp32";
            board.Make = "Olimex";
            board.Model = "ESP32-POE-ISO-WROVER";
            board.taken = new[] { 0, 12, 16, 17, 18, 19, 21, 22, 23, 25, 26, 27, 37, 38 };
            board.HasEthernet = true;
            board.DriveKb = 256; // of 4 MB of flash; 3072 of 16 MB
            board.Led = 2;
            board.Watchdog = 14;
            board.I2cData = 13;
            board.I2cClock = 33;
            board.Uarts = new[] { new BoardUart("COM2", 4, 36, 32) };
            board.OneWire = new BoardUart("COM3", 4, 36, -1);
            return board;
        }

        // ESP32-S3-DevKitC-1 N16R8. Taken: 33 to 37, octal PSRAM; 38 or 48, the RGB LED by revision. UART2 makes 1-Wire, where the second RS-485
        // is not used.
        private static BoardPins Esp32S3N16R8(string name)
        {
            BoardPins board = Esp32S3(name);
            board.Chip = "esp32-s3";
            board.Model = "ESP32-S3 N16R8";
            board.DriveKb = 3072;
            board.taken = new[] { 33, 34, 35, 36, 37, 38, 48 };
            board.Led = 21;
            board.Watchdog = 14;
            board.I2cData = 8;
            board.I2cClock = 9;
            board.Uarts = new[] { new BoardUart("COM2", 17, 18, 16), new BoardUart("COM3", 10, 11, 12) };
            board.OneWire = new BoardUart("COM3", 6, 7, -1);
            board.Spi = new BoardSpi(1, 40, 41, 39);
            return board;
        }
    }
}
