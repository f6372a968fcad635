using FieldNode.Cli.Pki;

namespace FieldNode.Cli.Brokers;

/// <summary>The broker that a bridge reaches.</summary>
/// <param name="Host">Host name, as in the upper broker's certificate.</param>
/// <param name="Port">TCP port.</param>
/// <param name="Name">Common name of the bridge's certificate.</param>
internal sealed record BridgeTarget(string Host, int Port, string Name)
{
    internal const int UsualPort = 8883;

    /// <summary>HOST or HOST:PORT.</summary>
    /// <exception cref="UserError">It is neither, or no name comes with it.</exception>
    internal static BridgeTarget? Of(string? address, string? name)
    {
        if (address is null != name is null)
        {
            throw new UserError("--bridge-to and --bridge go together: where to, and whose certificate (fieldnode pki bridge NAME)", ExitStatus.Usage);
        }
        if (address is null)
        {
            return null;
        }
        int colon = address.LastIndexOf(':');
        string host = colon < 0 ? address : address[..colon];
        int port = UsualPort;
        if (!PkiName.IsHost(host) || colon >= 0 && (!int.TryParse(address[(colon + 1)..], out port) || port is < 1 or > 65535))
        {
            throw new UserError($"--bridge-to {address}: must be HOST or HOST:PORT", ExitStatus.Usage);
        }
        return new BridgeTarget(host, port, name!);
    }
}
