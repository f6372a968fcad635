namespace FieldNode.Interop.Tests;

/// <summary>What stands between a node and its broker has to be both: paths of PEM files.</summary>
/// <param name="Node">Certificate of the node.</param>
/// <param name="NodeKey">Its key.</param>
/// <param name="NodeCa">The CA that issued it.</param>
/// <param name="Broker">Certificate of the broker.</param>
/// <param name="BrokerKey">Its key.</param>
/// <param name="BrokerCa">The CA that issued that.</param>
internal sealed record TapFiles(string Node, string NodeKey, string NodeCa, string Broker, string BrokerKey, string BrokerCa);
