using FieldNode.Field;
using FieldNode.Settings;

namespace FieldNode
{
    /// <summary>
    /// What a board with buses and pins gives besides <see cref="INodePorts"/>; the same object implements both. All methods are called in
    /// construction only, and MAY throw ArgumentException for what the board does not have; nothing is opened by them.
    /// </summary>
    public interface IFieldPorts
    {
        /// <summary>A factory that knows these buses by their names.</summary>
        ISensorFactory CreateSensors(BusSettings[] buses);

        /// <summary>A pin by its number.</summary>
        IDigitalPin CreatePin(int pin);

        /// <summary>A pulse counter on a pin.</summary>
        IPulseCounter CreateCounter(int pin, bool rising, bool pullUp);
    }
}
