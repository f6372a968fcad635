namespace FieldNode.Cli.Import;

/// <summary>What a column of a register map is for. The names are those of <c>--column</c>.</summary>
internal enum MapColumn
{
    Name, Description, Address, Type, Unit, Scale, Divisor, Exponent, Decimals, Offset, Access, Table, Function, Length, Bit, Order, Low, High,
    Deadband, Period, PublishAs, NotAvailable, ScaleRegister, Charset, Number,
}
