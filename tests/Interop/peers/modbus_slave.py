"""pymodbus's own RTU server on a serial port: modbus_slave.py PORT UNIT[,UNIT...]

Holding registers 0..99 hold the patterns that ModbusTests.cs expects; 100 and above are not there (exception 2).
Input register n holds 3n; coil and discrete input n are on where n is even.
"""
import struct
import sys

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
    return registers


def slave():
    flags = [n % 2 == 0 for n in range(50)]
    return ModbusSlaveContext(
        zero_mode=True,
        hr=ModbusSequentialDataBlock(0, holding()),
        ir=ModbusSequentialDataBlock(0, [3 * n for n in range(100)]),
        co=ModbusSequentialDataBlock(0, flags),
        di=ModbusSequentialDataBlock(0, flags))


units = {int(unit): slave() for unit in sys.argv[2].split(",")}
StartSerialServer(context=ModbusServerContext(slaves=units, single=False), framer=ModbusRtuFramer,
                  port=sys.argv[1], baudrate=19200, parity="N", stopbits=1, timeout=0.005,
                  ignore_missing_slaves=True)
