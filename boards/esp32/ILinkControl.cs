using FieldNode.Mqtt;

namespace FieldNode.Esp32
{
    /// <summary>
    /// What M2Mqtt's IMqttNetworkChannel leaves out: where to connect to, and why it failed. A channel that has no such thing
    /// (one in memory) goes without.
    /// </summary>
    public interface ILinkControl
    {
        /// <summary>Sets where the next Connect goes: a server of the node's list, from 0, which has a CA of its own.</summary>
        void Aim(int server, string host, int port);

        /// <summary>False while no attempt can succeed: our interface has no address.</summary>
        bool IsReady { get; }

        /// <summary>Why the last call failed; None after one that did not.</summary>
        MqttFault Fault { get; }

        /// <summary>A number behind the fault, as <see cref="WireDetail"/> has it; 0: none.</summary>
        int FaultDetail { get; }

        /// <summary>One line about the fault, for a log; never a secret.</summary>
        string FaultText { get; }
    }
}
