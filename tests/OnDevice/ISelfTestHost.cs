using FieldNode.Mqtt;
using FieldNode.Settings;
using FieldNode.Update;

namespace FieldNode.OnDevice
{
    /// <summary>What the self-test needs of where it runs.</summary>
    public interface ISelfTestHost
    {
        /// <summary>One line of output.</summary>
        void Say(string line);

        /// <summary>A wire whose packets go to this broker. Made anew for each session.</summary>
        IMqttWire WireTo(MiniBroker broker);

        /// <summary>The text of a node file, by the parser that this place has.</summary>
        NodeSettings Parse(string text);

        /// <summary>HMAC-SHA-256 as this place has it.</summary>
        IHmac Hmac { get; }

        /// <summary>Lets bytes that are on their way arrive; nothing where they arrive at once.</summary>
        void Settle();

        /// <summary>Checks of what only this place has of a board.</summary>
        void CheckBoard(Report report);

        /// <summary>Milliseconds that only rise.</summary>
        long NowMs();

        /// <summary>Free memory in bytes.</summary>
        long FreeBytes();
    }
}
