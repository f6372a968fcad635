using FieldNode.Figures.Code;

namespace FieldNode.Figures.Tests;

/// <summary>The device build of this very build, taken apart.</summary>
public sealed class CodeFiguresTests
{
    private static readonly CodeFigures Figures = CodeFigures.Read(Places.Firmware, Places.Sources);

    [Theory]
    [InlineData("proto-lite/Varint.cs", "proto-lite")]
    [InlineData("src/Field/Modbus/ModbusCrc.cs", "src/Field")]
    [InlineData("boards/esp32/Field/Any.cs", "boards/esp32")]
    [InlineData("tests/Field/Any.cs", null)]
    public void A_room_is_a_folder(string file, string? room) => Assert.Equal(room, CodeFigures.RoomOfFile(file));

    [Theory]
    [InlineData("FieldNode.Tags.TagTable", "src/Tags")]
    [InlineData("FieldNode.Field.Modbus.RegisterType", "src/Field")]
    [InlineData("FieldNode.NodeEvent", "src/Node")]
    [InlineData("FieldNode.Esp32.M2MqttWire", "boards/esp32")]
    public void A_type_belongs_to_the_room_of_its_file_and_an_enum_to_that_of_its_namespace(string type, string room) =>
        Assert.Equal(room, Figures.RoomOf(type));

    [Fact]
    public void Every_room_has_lines_and_code()
    {
        foreach (RoomFigures room in Figures.Rooms.Where(r => r.Room != CodeFigures.Compiler))
        {
            Assert.True(room is { Lines: > 100, IlBytes: > 100, Types: > 0 }, room.Room);
            Assert.True(room.CodeLines < room.Lines, room.Room);
        }
    }

    [Fact]
    public void The_fields_of_a_known_type_are_counted_without_constants()
    {
        // MqttState has five members and an enum no field; ModbusPoint has no constant and 11 fields at least.
        Assert.InRange(Figures.Rooms.Single(r => r.Room == "src/Mqtt").StaticFields, 1, 10);
        Assert.InRange(Figures.Rooms.Sum(r => r.InstanceFields), 300, 5000);
    }
}
