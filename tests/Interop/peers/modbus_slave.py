"""pymodbus's own RTU server on a serial port: modbus_slave.py PORT UNIT[,UNIT...] [DELAY_FILE]
or, to print what its datastore holds as JSON: modbus_slave.py --show

Holding registers 0..99 hold the patterns that ModbusTests.cs expects; 100..199 are not there (exception 2).
Holding registers 200..299 count: each read gives unit << 12 | (address - 200) / 20 << 8 | reads & 0xFF, so that a value tells
whose it is. Input register n holds 3n; coil and discrete input n are on where n is even.
DELAY_FILE holds the seconds that the slave takes for an answer; it is looked at for each request and need not be there.
"""
import json
import struct
import sys
import time

from pymodbus.datastore import ModbusSequentialDataBlock, ModbusServerContext, ModbusSlaveContext
from pymodbus.server import StartSerialServer
from pymodbus.transaction import ModbusRtuFramer


def words(packed):
    return list(struct.unpack(">%dH" % (len(packed) // 2), packed))


def ordered(packed, order):
    """The same bytes as a slave with another word or byte order has them in its registers."""
    pairs = [packed[i:i + 2] for i in range(0, len(packed), 2)]
    if order in ("cdab", "dcba"):
        pairs.reverse()
    if order in ("badc", "dcba"):
        pairs = [pair[::-1] for pair in pairs]
    return words(b"".join(pairs))


def holding():
    registers = [0] * 100
    at = 0
    for order in ("abcd", "cdab", "badc", "dcba"):
        for form, value in ((">h", -1234), (">H", 54321), (">i", -123456789), (">I", 3456789012),
                            (">q", -1234567890123456789), (">Q", 12345678901234567890), (">f", 1.5), (">d", -2.25)):
            image = ordered(struct.pack(form, value), order)
            registers[at:at + len(image)] = image
            at += len(image)
    registers[at:at + 4] = words("Öl 7".encode().ljust(8, b"\0"))
    registers[at + 4:at + 8] = ordered("Öl 8".encode().ljust(8, b"\0"), "badc")
    return registers


class Holding(ModbusSequentialDataBlock):
    """0..99 fixed, 200..299 counting; every answer may be late."""

    def __init__(self, unit, delay_file):
        super().__init__(0, holding())
        self.unit = unit
        self.delay_file = delay_file
        self.reads = 0

    def validate(self, address, count=1):
        return super().validate(address, count) or (address >= 200 and address + count <= 300)

    def getValues(self, address, count=1):
        time.sleep(self.delay())
        if address < 200:
            return super().getValues(address, count)
        self.reads += 1
        return [self.unit << 12 | (a - 200) // 20 << 8 | self.reads & 0xFF for a in range(address, address + count)]

    def delay(self):
        try:
            with open(self.delay_file, encoding="ascii") as file:
                return float(file.read() or 0)
        except (OSError, TypeError, ValueError):
            return 0


def slave(unit, delay_file=None):
    flags = [n % 2 == 0 for n in range(50)]
    return ModbusSlaveContext(
        zero_mode=True,
        hr=Holding(unit, delay_file),
        ir=ModbusSequentialDataBlock(0, [3 * n for n in range(100)]),
        co=ModbusSequentialDataBlock(0, flags),
        di=ModbusSequentialDataBlock(0, flags))


if sys.argv[1] == "--show":
    held = slave(1)
    print(json.dumps({table: [int(v) for v in held.getValues(function, 0, count)]
                      for table, function, count in (("coil", 1, 50), ("discrete", 2, 50), ("holding", 3, 100), ("input", 4, 100))}))
    sys.exit()

units = {int(unit): slave(int(unit), sys.argv[3] if len(sys.argv) > 3 else None) for unit in sys.argv[2].split(",")}
StartSerialServer(context=ModbusServerContext(slaves=units, single=False), framer=ModbusRtuFramer,
                  port=sys.argv[1], baudrate=19200, parity="N", stopbits=1, timeout=0.005,
                  ignore_missing_slaves=True)
