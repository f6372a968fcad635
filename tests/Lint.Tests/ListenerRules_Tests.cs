using Microsoft.CodeAnalysis;

namespace FieldNode.Lint.Tests;

/// <summary>What would make the node listen, and what a room may not reach for.</summary>
public sealed class ListenerRules_Tests
{
    private const string Socket = "System.Net.Sockets.Socket";

    [Theory]
    [InlineData($"void F({Socket} s) => s.Bind(new System.Net.IPEndPoint(System.Net.IPAddress.Any, 80));")]
    [InlineData($"void F({Socket} s) => s.Listen(1);")]
    [InlineData($"object F({Socket} s) => s.Accept();")]
    [InlineData("void F(System.Net.Security.SslStream s) => s.AuthenticateAsServer(null, System.Net.Security.SslProtocols.Tls12);")]
    [InlineData("object F() => new System.Net.NetworkInformation.WirelessAPConfiguration(0);")]
    [InlineData("object F() => System.Net.NetworkInformation.WirelessAPConfiguration.GetAllWirelessAPConfigurations();")]
    public void What_listens_is_found(string members) => Assert.Contains(
        Snippet.Lint(members, OptimizationLevel.Release), f => f.Rule.Group == RuleGroup.Listener);

    [Theory]
    [InlineData($"void F({Socket} s) => s.Connect(null);")]
    [InlineData("void F(nanoFramework.M2Mqtt.IMqttNetworkChannel c) => c.Accept();")]
    public void What_connects_is_not(string members) => Assert.DoesNotContain(
        Snippet.Lint(members, OptimizationLevel.Release), f => f.Rule.Group == RuleGroup.Listener);

    [Theory]
    [InlineData("void F() => System.Threading.Thread.Sleep(1);")]
    [InlineData("long F() => Environment.TickCount64;")]
    [InlineData("bool F() => System.IO.File.Exists(\"a\");")]
    [InlineData("void F() => nanoFramework.Runtime.Native.Power.RebootDevice();")]
    [InlineData("object F() => new System.Device.Gpio.GpioController();")]
    public void A_room_that_reaches_for_a_package_is_found(string members) => Assert.Contains(
        Snippet.Lint(members, OptimizationLevel.Release), f => f.Rule == Rules.RoomUsesPackage);

    [Theory]
    [InlineData("void F(object o) { lock (o) { } }")]
    [InlineData("void F() => throw new System.IO.IOException();")]
    public void A_room_may_lock_and_throw(string members) => Assert.DoesNotContain(
        Snippet.Lint(members, OptimizationLevel.Release), f => f.Rule == Rules.RoomUsesPackage);
}
