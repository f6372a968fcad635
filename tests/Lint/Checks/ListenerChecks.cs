using Mono.Cecil;

namespace FieldNode.Lint.Checks;

/// <summary>Calls that make a device listen. Whatever a type of that name is, calling into it counts.</summary>
internal static class ListenerChecks
{
    // An empty member stands for every member of the type.
    private static readonly (string Type, string Member)[] Doors =
    [
        // type                                                   member
        ("System.Net.Sockets.Socket",                             "Bind"),
        ("System.Net.Sockets.Socket",                             "Listen"),
        ("System.Net.Sockets.Socket",                             "Accept"),
        ("System.Net.Security.SslStream",                         "AuthenticateAsServer"),
        ("System.Net.Sockets.TcpListener",                        ""),
        ("System.Net.HttpListener",                               ""),
        ("nanoFramework.WebServer.WebServer",                     ""),
        ("System.Net.NetworkInformation.WirelessAPConfiguration", ""),
    ];

    public static void Run(DeviceAssembly assembly, FindingList findings)
    {
        foreach (var method in assembly.Methods.Where(m => m.HasBody))
        {
            foreach (var at in method.Body.Instructions)
            {
                if (at.Operand is MethodReference called && IsDoor(called))
                {
                    findings.Add(Rules.Listens, method, at);
                }
            }
        }
    }

    private static bool IsDoor(MethodReference called) => Doors.Any(door =>
        door.Type == called.DeclaringType.FullName && (door.Member.Length == 0 || door.Member == called.Name));
}
