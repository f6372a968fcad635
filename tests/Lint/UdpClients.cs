using Mono.Cecil;
using Mono.Cecil.Cil;

namespace FieldNode.Lint;

/// <summary>
/// Which UDP protocols the device code makes the firmware speak. Each asks and takes answers on a port of its own; none
/// is a service. A socket that the code opens itself for UDP is named as well.
/// </summary>
public static class UdpClients
{
    private const int Udp = 17;

    private static readonly (string Type, string Member, string Name)[] Known =
    [
        ("System.Net.NetworkInformation.NetworkInterface", "EnableDhcp",   "dhcp"),
        ("System.Net.Dns",                                 "GetHostEntry", "dns"),
        ("nanoFramework.Networking.Sntp",                  "Start",        "sntp"),
    ];

    public static IReadOnlyList<string> Of(DeviceAssembly assembly) =>
    [
        .. assembly.Methods.Where(m => m.HasBody)
            .SelectMany(m => m.Body.Instructions)
            .Select(NameOf).OfType<string>().Distinct().Order(StringComparer.Ordinal),
    ];

    private static string? NameOf(Instruction at)
    {
        if (at.Operand is not MethodReference called)
        {
            return null;
        }

        // The protocol is the last argument; one that is not a constant is told as well.
        if (called is { Name: ".ctor", DeclaringType.FullName: "System.Net.Sockets.Socket" })
        {
            return ConstantOf(at.Previous) is { } protocol && protocol != Udp ? null : "socket";
        }

        return Known.FirstOrDefault(k => k.Type == called.DeclaringType.FullName && k.Member == called.Name).Name;
    }

    private static int? ConstantOf(Instruction at) => at.OpCode.Code switch
    {
        Code.Ldc_I4_S => (sbyte)at.Operand,
        Code.Ldc_I4 => (int)at.Operand,
        >= Code.Ldc_I4_0 and <= Code.Ldc_I4_8 => at.OpCode.Code - Code.Ldc_I4_0,
        _ => null,
    };
}
